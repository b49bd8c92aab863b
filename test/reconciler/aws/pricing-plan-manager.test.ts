import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { called } from '../../../functions/reconciler/aws/call.ts';
import { countCalls, createCallCounter } from '../../../functions/reconciler/aws/count-calls.ts';
import {
  createPricingPlanManagerClient,
  ListSubscriptionsCommand,
} from '../../../functions/reconciler/aws/pricing-plan-manager.ts';

const ELSEWHERE = process.env.AWS_ENDPOINT_URL;
afterEach(() => setEndpoint(ELSEWHERE));

describe('the client of Pricing Plan Manager', () => {
  test('signs for the one Region and host that the service has', async () => {
    setEndpoint(undefined);
    const { client, requests } = clientAnswering([200, '{"subscriptionSummaries":[]}']);

    await client.send(new ListSubscriptionsCommand({ nextToken: 'more' }));

    expect(requests).toMatchObject([
      {
        protocol: 'https:',
        hostname: 'pricingplanmanager.us-east-1.api.aws',
        method: 'POST',
        path: '/v1/ListSubscriptions',
        body: '{"nextToken":"more"}',
        headers: {
          'content-type': 'application/json',
          authorization: expect.stringContaining('/us-east-1/pricingplanmanager/aws4_request'),
        },
      },
    ]);
  });

  test.each([
    ['an endpoint of the environment', 'http://127.0.0.1:4566', {}, '127.0.0.1'],
    ['an endpoint that it is given', undefined, { endpoint: 'http://localhost:4566' }, 'localhost'],
  ])('asks %s instead', async (_, environment, config, hostname) => {
    setEndpoint(environment);
    const { client, requests } = clientAnswering([200, '{"subscriptionSummaries":[]}'], config);

    await client.send(new ListSubscriptionsCommand({}));

    expect(requests).toMatchObject([{ hostname, port: 4566, path: '/v1/ListSubscriptions' }]);
  });

  test('is counted in the name of its service', async () => {
    const counter = createCallCounter();
    const { client } = clientAnswering([200, '{"subscriptionSummaries":[]}']);

    await countCalls(client, counter).send(new ListSubscriptionsCommand({}));

    expect(counter.snapshot()).toEqual({ 'PricingPlanManager.ListSubscriptions': 1 });
  });

  test.each([
    [403, 'AccessDeniedException', 'AccessDenied'],
    [429, 'ThrottlingException', 'Throttling'],
    [500, 'InternalServerException', 'ServiceInternalError'],
    [400, 'ValidationException', 'InvalidRequest'],
  ])('reads a refusal with HTTP %i as AWS names it', async (status, code, kind) => {
    const { client } = clientAnswering([status, `{"__type":"${code}","message":"no"}`]);

    const answer = await called('PricingPlanManager.ListSubscriptions', () =>
      client.send(new ListSubscriptionsCommand({})),
    );

    expect(answer).toMatchObject({ kind: 'failed', failure: { kind, code, message: 'no' } });
  });
});

function clientAnswering([statusCode, body]: readonly [number, string], config: { endpoint?: string } = {}) {
  const requests: HttpRequest[] = [];
  const requestHandler = {
    handle: async (request: HttpRequest) => {
      requests.push({ ...request, body: String.fromCharCode(...(request.body as Uint8Array)) } as HttpRequest);
      return { response: new HttpResponse({ statusCode, body: Buffer.from(body), headers: {} }) };
    },
  };
  const credentials = { accessKeyId: '111111111111', secretAccessKey: 'simulated' };
  const client = createPricingPlanManagerClient({
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    requestHandler,
    ...config,
  });
  return { client, requests };
}

function setEndpoint(url: string | undefined): void {
  if (url === undefined) delete process.env.AWS_ENDPOINT_URL;
  else process.env.AWS_ENDPOINT_URL = url;
}
