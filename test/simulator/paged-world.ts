import {
  APIGatewayClient,
  CreateAuthorizerCommand as CreateAuthorizerOfRestApiCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateRoutingRuleCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, CreateDistributionCommand, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { CreateResourceRecordSetProtectionsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { putCertificate } from '../../simulator/acm/state.ts';
import { putRestApi } from '../../simulator/apigatewayv2/seed.ts';
import { declareOrganization } from '../../simulator/organizations/state.ts';
import { putSubscription } from '../../simulator/pricing-plan-manager/state.ts';
import { declareBucket } from '../../simulator/s3/state.ts';
import { declareStateMachine } from '../../simulator/stepfunctions/state.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';
import { apiGateway, contextOf, createDomain, createHttpApi, REGION } from './apigatewayv2/api-gateway-world.ts';
import { withAlternateDomainNames } from './cloudfront/distribution-config.ts';
import { createZone } from './route53/hosted-zone.ts';

const BOTH = ['a', 'b'] as const;

/** Names and ids in a world that holds two or three of everything that can be listed. */
export interface PagedWorld {
  readonly distributionId: string;
  readonly hostedZoneId: string;
  readonly domainName: string;
  readonly apiId: string;
  readonly restApiId: string;
  readonly secretId: string;
  readonly stateMachineArn: string;
  readonly rootId: string;
  readonly bucket: string;
}

export async function createPagedWorld(aws: SimulatedAws): Promise<PagedWorld> {
  const [distributionId, hostedZoneId, apiId] = [
    await createDistributions(aws),
    await createZones(aws),
    await createApis(aws),
  ];
  const [domainName, restApiId] = [await createDomains(aws, apiId), await createRestApis(aws)];
  const [secretId, stateMachineArn] = [await createVersions(aws), await startExecutions(aws)];
  const [rootId, bucket] = [createOrganization(aws), await createObjects(aws)];
  return { distributionId, hostedZoneId, apiId, domainName, restApiId, secretId, stateMachineArn, rootId, bucket };
}

/** Two that hold names, and one beside them that may ask who does; its id. */
async function createDistributions(aws: SimulatedAws): Promise<string> {
  const client = aws.client(CloudFrontClient);
  const [arn] = ['*.example.com', 'example.org'].map((domainName) =>
    putCertificate(aws.simulator.world, '111111111111', 'us-east-1', { domainName }),
  );
  const create = (names: string[]) =>
    client.send(new CreateDistributionCommand({ DistributionConfig: withAlternateDomainNames(names, arn) }));
  for (const label of BOTH) await create([`${label}.example.com`]);
  const { Distribution } = await create(['asks.example.com']);
  const DistributionId = Distribution!.Id!;
  for (const CallerReference of BOTH) {
    const InvalidationBatch = { CallerReference, Paths: { Quantity: 1, Items: ['/*'] } };
    await client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }));
  }
  for (const id of BOTH)
    putSubscription(aws.simulator.world, '111111111111', { resourceArns: [`${Distribution!.ARN}-${id}`] });
  return DistributionId;
}

async function createZones(aws: SimulatedAws): Promise<string> {
  const client = aws.client(Route53Client);
  await createZone(client, 'example.org');
  const HostedZoneId = await createZone(client, 'example.com');
  const Protections = BOTH.map((label) => ({ RecordName: `${label}.example.com`, RecordType: 'A' as const }));
  await client.send(new CreateResourceRecordSetProtectionsCommand({ HostedZoneId, Protections }));
  return HostedZoneId;
}

async function createApis(aws: SimulatedAws): Promise<string> {
  const client = apiGateway(aws);
  await createHttpApi(aws, 'other');
  const ApiId = await createHttpApi(aws);
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod' }));
  for (const name of BOTH) {
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${name}` }));
    await client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: name,
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: [name] },
      }),
    );
    await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        IntegrationUri: `https://${name}.example.com`,
        PayloadFormatVersion: '1.0',
      }),
    );
  }
  return ApiId;
}

async function createDomains(aws: SimulatedAws, ApiId: string): Promise<string> {
  const client = apiGateway(aws);
  const [DomainName = ''] = BOTH.map((label) => `${label}.example.net`);
  for (const label of BOTH) await createDomain(aws, `${label}.example.net`);
  const rest = putRestApi(contextOf(aws), { name: 'orders', stages: ['prod'] });
  for (const [index, ApiMappingKey] of BOTH.entries()) {
    await client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: '$default', ApiMappingKey }));
    await client.send(
      new CreateRoutingRuleCommand({
        DomainName,
        Priority: index + 1,
        Actions: [{ InvokeApi: { ApiId: rest.restApiId, Stage: 'prod' } }],
        Conditions: [{ MatchBasePaths: { AnyOf: [ApiMappingKey] } }],
      }),
    );
  }
  return DomainName;
}

/** Beside the one that the routing rules lead to, so that there are two; its id. */
async function createRestApis(aws: SimulatedAws): Promise<string> {
  const client = aws.client(APIGatewayClient, { region: REGION });
  const { id: restApiId, rootResourceId: parentId } = await client.send(new CreateRestApiCommand({ name: 'shop' }));
  for (const name of BOTH) {
    await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: name }));
    await client.send(
      new CreateAuthorizerOfRestApiCommand({
        restApiId,
        name,
        type: 'COGNITO_USER_POOLS',
        providerARNs: [`arn:aws:cognito-idp:${REGION}:111111111111:userpool/${name}`],
      }),
    );
  }
  return restApiId!;
}

/** A secret with two versions. */
async function createVersions(aws: SimulatedAws): Promise<string> {
  const client = aws.client(SecretsManagerClient);
  const [first, second] = BOTH;
  const { ARN: SecretId } = await client.send(new CreateSecretCommand({ Name: 'origin', SecretString: first }));
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: second }));
  return SecretId!;
}

async function startExecutions(aws: SimulatedAws): Promise<string> {
  const run = () => ({ ending: new Promise<never>(() => {}), stop: () => {} });
  const machine = { account: '111111111111', region: 'us-east-1', name: 'converge', run };
  const stateMachineArn = declareStateMachine(aws.simulator.world, machine);
  const client = aws.client(SFNClient);
  for (const name of BOTH) await client.send(new StartExecutionCommand({ stateMachineArn, name }));
  return stateMachineArn;
}

/** Two accounts and two units; the id of the root. */
function createOrganization({ simulator }: SimulatedAws): string {
  const accounts = ['111111111111', '222222222222'].map((id) => ({ id, name: id }));
  const units = BOTH.map((name) => ({ name }));
  return declareOrganization(simulator, { managementAccount: '111111111111', accounts, units }).rootId;
}

async function createObjects(aws: SimulatedAws): Promise<string> {
  const { name: Bucket } = declareBucket(aws.simulator.world, { name: 'reports', account: '111111111111' });
  for (const Key of BOTH) await aws.client(S3Client).send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  return Bucket;
}
