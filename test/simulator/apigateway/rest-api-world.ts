import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import type { ClientScope, SimulatedAws } from '../../support/simulated-aws.ts';
import { ACCOUNT, REGION } from '../apigatewayv2/api-gateway-world.ts';

export const FUNCTION_URI = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:${REGION}:${ACCOUNT}:function:login/invocations`;

/** A client of version 1 of the API. */
export function version1(aws: SimulatedAws, scope: ClientScope = {}): APIGatewayClient {
  return aws.client(APIGatewayClient, { account: ACCOUNT, region: REGION, ...scope });
}

export interface CreatedRestApi {
  readonly restApiId: string;
  readonly rootId: string;
}

export async function createRestApi(
  aws: SimulatedAws,
  settings: Partial<CreateRestApiCommandInput> = {},
): Promise<CreatedRestApi> {
  const { id, rootResourceId } = await version1(aws).send(new CreateRestApiCommand({ name: 'orders', ...settings }));
  return { restApiId: id!, rootId: rootResourceId! };
}

/** Below the root; its id. */
export async function createResource(
  aws: SimulatedAws,
  { restApiId, rootId }: CreatedRestApi,
  pathPart: string,
): Promise<string> {
  const { id } = await version1(aws).send(new CreateResourceCommand({ restApiId, parentId: rootId, pathPart }));
  return id!;
}

/** A TOKEN authorizer; its id. */
export async function createTokenAuthorizer(aws: SimulatedAws, restApiId: string): Promise<string> {
  const { id } = await version1(aws).send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'login',
      type: 'TOKEN',
      authorizerUri: FUNCTION_URI,
      identitySource: 'method.request.header.Authorization',
    }),
  );
  return id!;
}
