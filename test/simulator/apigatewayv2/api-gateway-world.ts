import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDomainNameCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { putCertificate } from '../../../simulator/acm/state.ts';
import { createIds } from '../../../simulator/core/ids.ts';
import type { OperationContext } from '../../../simulator/core/operation.ts';
import type { ClientScope, SimulatedAws } from '../../support/simulated-aws.ts';

export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';

export function apiGateway(aws: SimulatedAws, scope: ClientScope = {}): ApiGatewayV2Client {
  return aws.client(ApiGatewayV2Client, { account: ACCOUNT, region: REGION, ...scope });
}

export function contextOf({ simulator }: SimulatedAws, account = ACCOUNT, region = REGION): OperationContext {
  const { clock, world } = simulator;
  return { account, accessKeyId: account, region, clock, world, ids: createIds(7) };
}

/** An ISSUED certificate; the ARN. */
export function certificate(
  aws: SimulatedAws,
  names: readonly string[],
  settings: {
    account?: string;
    region?: string;
    status?: 'ISSUED' | 'EXPIRED';
    type?: 'AMAZON_ISSUED' | 'IMPORTED';
  } = {},
): string {
  const { account = ACCOUNT, region = REGION, ...others } = settings;
  const [domainName = ''] = names;
  return putCertificate(aws.simulator.world, account, region, {
    domainName,
    subjectAlternativeNames: names,
    ...others,
  });
}

export async function createDomain(aws: SimulatedAws, name: string, scope: ClientScope = {}): Promise<void> {
  const CertificateArn = certificate(aws, [name], scope);
  await apiGateway(aws, scope).send(
    new CreateDomainNameCommand({ DomainName: name, DomainNameConfigurations: [{ CertificateArn }] }),
  );
}

/** An HTTP API with a `$default` stage; its id. */
export async function createHttpApi(aws: SimulatedAws, name = 'shop'): Promise<string> {
  const { ApiId } = await apiGateway(aws).send(new CreateApiCommand({ Name: name, ProtocolType: 'HTTP' }));
  await apiGateway(aws).send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  return ApiId!;
}

export async function createWebSocketApi(aws: SimulatedAws): Promise<string> {
  const { ApiId } = await apiGateway(aws).send(
    new CreateApiCommand({ Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' }),
  );
  return ApiId!;
}

interface ListAnswer<Item> {
  readonly Items?: Item[];
  readonly NextToken?: string;
}

/** Follows `NextToken` to the end, as version 2 of the API has no paginators in the SDK; the pages. */
export async function pagesOf<Item>(
  list: (NextToken: string | undefined) => Promise<ListAnswer<Item>>,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  let answer = await list(undefined);
  pages.push(answer.Items ?? []);
  while (answer.NextToken !== undefined) {
    answer = await list(answer.NextToken);
    pages.push(answer.Items ?? []);
  }
  return pages;
}
