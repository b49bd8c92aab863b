import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { HttpRequest } from '@smithy/core/protocols';
import { type AwsClients, createAwsClients } from '../../../functions/reconciler/aws/clients.ts';
import { GLOBAL_REGION } from '../../../functions/reconciler/model/names.ts';

let server: Server;
let port = 0;
let clients: AwsClients;
beforeAll(async () => {
  server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  clients = createAwsClients();
});
afterAll(async () => {
  clients.destroy();
  await once(server.close(), 'close');
});

interface Handler {
  handle(request: HttpRequest): Promise<unknown>;
  httpHandlerConfigs?(): object;
}

interface Client {
  readonly config: { readonly requestHandler: Handler };
}

/** A client settles on what it was given with its first request. */
async function timeoutsOf({ config: { requestHandler } }: Client): Promise<object | undefined> {
  await requestHandler.handle(new HttpRequest({ protocol: 'http:', hostname: '127.0.0.1', port, path: '/' }));
  return requestHandler.httpHandlerConfigs?.();
}

interface Retrying {
  readonly config: { readonly retryStrategy: () => Promise<object> };
}

test.each<[string, (clients: AwsClients) => Client]>([
  ['CloudFront', ({ cloudFront }) => cloudFront],
  ['Route 53', ({ route53 }) => route53],
  ['ACM', ({ certificates }) => certificates],
  ['ACM of a Region', ({ certificatesIn }) => certificatesIn(GLOBAL_REGION)],
  ['tagging', ({ tagging }) => tagging],
  ['STS', ({ sts }) => sts],
  ['Account Management', ({ account }) => account],
  ['API Gateway v2', ({ apiGateway }) => apiGateway(GLOBAL_REGION)],
  ['API Gateway v1', ({ apiGatewayV1 }) => apiGatewayV1(GLOBAL_REGION)],
  ['Secrets Manager', ({ secretsManager }) => secretsManager(GLOBAL_REGION)],
])('%s is not waited for without end', async (_, clientOf) => {
  expect(await timeoutsOf(clientOf(clients))).toMatchObject({
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
  });
});

test.each<[string, (clients: AwsClients) => Retrying]>([
  ['CloudFront', ({ cloudFront }) => cloudFront],
  ['Route 53', ({ route53 }) => route53],
])('retries of %s adapt to what it answers', async (_, clientOf) => {
  expect(await clientOf(clients).config.retryStrategy()).toMatchObject({ mode: 'adaptive' });
});

test('Pricing Plan Manager keeps the shorter patience of its own', async () => {
  expect(await timeoutsOf(clients.pricingPlanManager)).toMatchObject({
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
  });
});
