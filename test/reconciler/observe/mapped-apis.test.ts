import type { MappedApi } from '../../../functions/reconciler/model/api-domain.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { createApiReader } from '../../../functions/reconciler/observe/mapped-apis.ts';
import type { AccountEstate, ApiEstate } from '../../../simulator/estates/estate.ts';
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

const AUTHORIZED_REST = {
  protocol: 'REST',
  routes: undefined,
  authorizers: { users: { type: 'TOKEN', identitySource: ['method.request.header.X-Token'] } },
  resources: { '/': { GET: { authorization: 'CUSTOM', authorizer: 'users' } } },
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
      'a WebSocket API, whose route keys are no paths',
      { protocol: 'WEBSOCKET', routes: [{ key: '$connect' }, { key: 'orders' }] },
      { routes: ['/', '/@connections/{connectionId}'] },
    ],
    [
      'an HTTP API with routes',
      { routes: [{ key: 'GET /orders/{id}' }, { key: 'PUT /orders/{id}' }, { key: '$default' }] },
      { routes: ['/orders/{id}', '/{proxy*}'] },
    ],
    [
      'a REST API without methods',
      { protocol: 'REST', routes: undefined },
      { protocol: 'REST', apiKey: 'not-required', defaultEndpoint: 'enabled', authorization: [], routes: [] },
    ],
    [
      'a REST API with methods, of which only resources with methods are routes',
      {
        protocol: 'REST',
        routes: undefined,
        disableExecuteApiEndpoint: true,
        resources: {
          '/orders/{id}': {
            GET: { authorization: 'AWS_IAM', requestParameters: { 'method.request.header.X-Trace': false } },
            PUT: {
              apiKeyRequired: true,
              requestParameters: { 'method.request.header.If-Match': true, 'method.request.querystring.page': true },
            },
          },
          '/{proxy+}': { ANY: {} },
        },
      },
      {
        apiKey: 'required',
        defaultEndpoint: 'disabled',
        authorization: ['AWS_IAM', 'NONE'],
        declaredHeaders: ['If-Match', 'X-Trace'],
        routes: ['/orders/{id}', '/{proxy+}'],
      },
    ],
    [
      'a REST API whose API key comes from its authorizer',
      {
        protocol: 'REST',
        routes: undefined,
        apiKeySource: 'AUTHORIZER',
        authorizers: {
          users: {
            type: 'REQUEST',
            identitySource: ['method.request.header.X-Token', 'method.request.header.X-Tenant', 'context.stage'],
          },
          unused: { type: 'TOKEN', identitySource: ['method.request.header.X-Unused'] },
        },
        resources: { '/': { GET: { authorization: 'CUSTOM', authorizer: 'users', apiKeyRequired: true } } },
      },
      { apiKey: 'not-required', authorization: ['CUSTOM'], identityHeaders: ['X-Tenant', 'X-Token'] },
    ],
    [
      'a REST API with a Cognito authorizer that names no source',
      {
        protocol: 'REST',
        routes: undefined,
        authorizers: { users: { type: 'COGNITO_USER_POOLS', identitySource: [] } },
        resources: { '/': { GET: { authorization: 'COGNITO_USER_POOLS', authorizer: 'users' } } },
      },
      { authorization: ['COGNITO_USER_POOLS'], identityHeaders: ['Authorization'] },
    ],
  ])('is %s', async (_, api, expected) => {
    seed(aws, estateOf({ api }));

    const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(DOMAIN, 'API_MAPPING_ONLY');

    expect(apis).toMatchObject(present([expected]));
  });

  test.each(['GetApiMappings', 'GetApis', 'GetRoutes', 'GetAuthorizers'])(
    'is unreadable where %s is denied, because half of what an API needs is a wrong answer',
    async (operation) => {
      seed(aws, estateOf({ api: AUTHORIZED }));
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(DOMAIN, 'API_MAPPING_ONLY');

      expect(apis).toMatchObject({ kind: 'unreadable', failure: { kind: 'AccessDenied', operation } });
    },
  );

  test.each(['GetRestApi', 'GetResources', 'GetAuthorizers'])(
    'is unreadable where %s of a REST API is denied: what it needs is never guessed',
    async (operation) => {
      seed(aws, estateOf({ api: AUTHORIZED_REST }));
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(DOMAIN, 'API_MAPPING_ONLY');

      expect(apis).toMatchObject({
        kind: 'unreadable',
        failure: { kind: 'AccessDenied', service: 'APIGateway', operation },
      });
    },
  );

  test('is read to its last page where a REST API has more resources than a page holds', async () => {
    const resources = Object.fromEntries(
      Array.from({ length: 620 }, (_, index) => [`/part-${index}`, { GET: {} } as const]),
    );
    seed(aws, estateOf({ api: { protocol: 'REST', routes: undefined, resources } }));
    const { clients } = reconciler.context();

    const apis = await createApiReader(clients, EU_WEST_1)(DOMAIN, 'API_MAPPING_ONLY');

    expect(apis.kind === 'present' && apis.value[0]?.routes).toHaveLength(620);
    expect(clients.calls.snapshot()['APIGateway.GetResources']).toBe(2);
  });

  describe('a domain that routes by rules', () => {
    const account: AccountEstate = {
      apis: {
        legacy: { region: 'eu-west-1', protocol: 'REST', resources: { '/': { GET: {} } } },
        beta: { region: 'eu-west-1', protocol: 'REST', resources: { '/orders': { GET: {} } } },
      },
      apiDomains: [
        {
          name: DOMAIN,
          region: 'eu-west-1',
          certificate: 'regional',
          routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
          mappings: [{ api: 'legacy' }],
          routingRules: [
            { priority: 1, api: 'beta', headers: [{ header: 'X-Version', value: 'beta*' }] },
            { priority: 2, api: 'beta', basePaths: ['v2', 'v3'], stripBasePath: true },
          ],
        },
      ],
    };

    test('leads to what its rules invoke, by header and base path, and then to its mappings', async () => {
      seed(aws, estateOf({ account }));

      const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(
        DOMAIN,
        'ROUTING_RULE_THEN_API_MAPPING',
      );

      expect(apis).toMatchObject(
        present([
          { mappingKey: '', routingHeaders: ['X-Version'], routes: ['/orders'] },
          { mappingKey: 'v2', routingHeaders: [], routes: ['/orders'] },
          { mappingKey: 'v3', routingHeaders: [], routes: ['/orders'] },
          { mappingKey: '', routingHeaders: [], routes: ['/'] },
        ]),
      );
    });

    test('asks no mappings where only rules count', async () => {
      seed(aws, estateOf({ account }));
      const { clients } = reconciler.context();

      const apis = await createApiReader(clients, EU_WEST_1)(DOMAIN, 'ROUTING_RULE_ONLY');

      expect(apis).toMatchObject(present([{ mappingKey: '' }, { mappingKey: 'v2' }, { mappingKey: 'v3' }]));
      expect(Object.keys(clients.calls.snapshot())).not.toContain('ApiGatewayV2.GetApiMappings');
    });

    test('is unreadable where its rules are denied', async () => {
      seed(aws, estateOf({ account }));
      aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListRoutingRules', times: 'always' });

      const apis = await createApiReader(reconciler.context().clients, EU_WEST_1)(DOMAIN, 'ROUTING_RULE_ONLY');

      expect(apis).toMatchObject({ kind: 'unreadable', failure: { operation: 'ListRoutingRules' } });
    });
  });

  test('is read once, however many domains ask', async () => {
    seed(aws, estateOf({ api: AUTHORIZED }));
    const { clients } = reconciler.context();
    const readApis = createApiReader(clients, EU_WEST_1);

    await readApis(DOMAIN, 'API_MAPPING_ONLY');
    await readApis(DOMAIN, 'API_MAPPING_ONLY');

    expect(clients.calls.snapshot()).toMatchObject({
      'ApiGatewayV2.GetApis': 1,
      'ApiGatewayV2.GetRoutes': 1,
      'ApiGatewayV2.GetAuthorizers': 1,
    });
  });

  test('asks no authorizers where no route names one', async () => {
    seed(aws, estateOf());
    const { clients } = reconciler.context();

    await createApiReader(clients, EU_WEST_1)(DOMAIN, 'API_MAPPING_ONLY');

    expect(Object.keys(clients.calls.snapshot())).not.toContain('ApiGatewayV2.GetAuthorizers');
  });
});
