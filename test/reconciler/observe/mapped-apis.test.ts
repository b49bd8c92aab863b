import type { MappedApi } from '../../../functions/reconciler/model/api-domain.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { createApiReader } from '../../../functions/reconciler/observe/mapped-apis.ts';
import type { ApiEstate } from '../../../simulator/estates/estate.ts';
import { EU_WEST_1 } from '../../support/edge-builders.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

/** An API whose only route asks an authorizer. */
const AUTHORIZED = {
  authorizers: {
    users: {
      type: 'JWT',
      identitySource: ['$request.header.X-Token'],
      issuer: 'https://login.example.com/',
      audience: ['shop'],
    },
  },
  routes: [{ key: 'GET /', authorization: 'JWT', authorizer: 'users' }],
} as const;

describe('what stands behind a custom domain', () => {
  const aws = useSimulatedAws();
  const reconciler = useReconciler(aws);

  test.each<[string, Partial<ApiEstate>, Partial<MappedApi>]>([
    [
      'an HTTP API without authorization',
      { routes: [{ key: '$default' }] },
      { protocol: 'HTTP', stage: '$default', mappingKey: '', authorization: ['NONE'], identityHeaders: [] },
    ],
    [
      'an HTTP API with a JWT authorizer',
      {
        authorizers: {
          users: {
            type: 'JWT',
            identitySource: ['$request.header.X-Token'],
            issuer: 'https://id.example.com',
            audience: ['shop'],
          },
        },
        routes: [{ key: 'GET /', authorization: 'JWT', authorizer: 'users' }],
      },
      { authorization: ['JWT'], identityHeaders: ['X-Token'] },
    ],
    [
      'an HTTP API that signs',
      { routes: [{ key: 'GET /', authorization: 'AWS_IAM' }, { key: 'POST /' }] },
      { authorization: ['AWS_IAM', 'NONE'] },
    ],
    [
      'an HTTP API with CORS and without its default endpoint',
      { cors: { AllowOrigins: ['*'], AllowHeaders: ['x-tenant', 'traceparent'] }, disableExecuteApiEndpoint: true },
      { corsAllowHeaders: ['traceparent', 'x-tenant'], defaultEndpoint: 'disabled' },
    ],
    [
      'a WebSocket API with an API key',
      { protocol: 'WEBSOCKET', routes: [{ key: '$connect', apiKeyRequired: true }] },
      { protocol: 'WEBSOCKET', apiKey: 'required', stage: 'prod' },
    ],
    [
      'a REST API, of which v2 says nothing',
      { protocol: 'REST', routes: undefined },
      { protocol: 'REST', apiKey: 'unknown', defaultEndpoint: 'unknown', authorization: [] },
    ],
  ])('is %s', async (_, api, expected) => {
    seed(aws, estateOf({ api }));

    const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(DOMAIN);

    expect(apis).toMatchObject(present([expected]));
  });

  test.each(['GetApiMappings', 'GetApis', 'GetRoutes', 'GetAuthorizers'])(
    'is unreadable where %s is denied, because half of what an API needs is a wrong answer',
    async (operation) => {
      seed(aws, estateOf({ api: AUTHORIZED }));
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(DOMAIN);

      expect(apis).toMatchObject({ kind: 'unreadable', failure: { kind: 'AccessDenied', operation } });
    },
  );

  test('is read once, however many domains ask', async () => {
    seed(aws, estateOf({ api: AUTHORIZED }));
    const { clients } = reconciler.context();
    const readApis = createApiReader(clients, EU_WEST_1);

    await readApis(DOMAIN);
    await readApis(DOMAIN);

    expect(clients.calls.snapshot()).toMatchObject({
      'ApiGatewayV2.GetApis': 1,
      'ApiGatewayV2.GetRoutes': 1,
      'ApiGatewayV2.GetAuthorizers': 1,
    });
  });

  test('asks no authorizers where no route names one', async () => {
    seed(aws, estateOf());
    const { clients } = reconciler.context();

    await createApiReader(clients, EU_WEST_1)(DOMAIN);

    expect(Object.keys(clients.calls.snapshot())).not.toContain('ApiGatewayV2.GetAuthorizers');
  });
});
