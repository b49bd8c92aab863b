/** Guards against: headers guessed instead of read, a report that changes something, a report that is taken for drift to correct, silence about what could not be read. */
import { ApiGatewayV2Client, GetApisCommand, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, ListOriginRequestPoliciesCommand } from '@aws-sdk/client-cloudfront';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import type { AccountEstate } from '../../simulator/estates/estate.ts';
import { API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { renderVerdict } from '../support/render-plan.ts';

const { aws, reconciler, seen } = useReconciledAws();

const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const BASE = [
  'Accept',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Authorization',
  'Host',
  'Origin',
];
const API_DOMAIN = { name: DOMAIN, region: 'eu-west-1', certificate: 'regional', mappings: [{ api: 'shop' }] };
const REST = { protocol: 'REST', routes: undefined } as const;

function words(look: EdgeLook, rule: RuleId): readonly string[] {
  return look.plan.verdicts
    .filter((verdict) => verdict.rule === rule)
    .map((verdict) => renderVerdict(verdict).replace(/ +/g, ' '));
}

/** Reported rules have to be quiet: found, explained, and nothing written. */
async function expectReported(rule: RuleId, ...lines: readonly RegExp[]): Promise<void> {
  reconciler.forget();

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(words(look, rule).filter((line) => line.includes(' drift '))).toEqual(
    lines.map((line) => expect.stringMatching(line)),
  );
  expect(reconciler.writes()).toEqual([]);
}

describe('EDGE-08 what an API needs is read', () => {
  async function listedHeaders(): Promise<readonly (readonly string[])[]> {
    const { OriginRequestPolicyList } = await aws
      .client(CloudFrontClient)
      .send(new ListOriginRequestPoliciesCommand({ Type: 'custom' }));
    return (OriginRequestPolicyList?.Items ?? []).map(({ OriginRequestPolicy }) =>
      [...(OriginRequestPolicy?.OriginRequestPolicyConfig?.HeadersConfig?.Headers?.Items ?? [])].sort(),
    );
  }

  test('from the methods and authorizers of a REST API, and nothing else is added', async () => {
    seed(
      aws,
      estateOf({
        api: {
          ...REST,
          authorizers: { users: { type: 'REQUEST', identitySource: ['method.request.header.X-Tenant'] } },
          resources: {
            '/orders': {
              GET: { authorization: 'CUSTOM', authorizer: 'users' },
              PUT: { requestParameters: { 'method.request.header.If-Match': true }, apiKeyRequired: true },
            },
          },
        },
      }),
    );

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await listedHeaders()).toEqual([[...BASE, 'If-Match', 'X-Tenant', 'x-api-key'].sort()]);
  });

  test('from the routing rules of a domain, which select an API by a header', async () => {
    const account: Partial<AccountEstate> = {
      apis: {
        shop: { region: 'eu-west-1', protocol: 'REST', resources: { '/': { GET: {} } } },
        beta: {
          region: 'eu-west-1',
          protocol: 'REST',
          resources: { '/': { GET: { requestParameters: { 'method.request.header.X-Trace': false } } } },
        },
      },
      apiDomains: [
        {
          ...API_DOMAIN,
          routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
          routingRules: [{ priority: 1, api: 'beta', headers: [{ header: 'X-Version', value: 'beta*' }] }],
        },
      ],
    };
    seed(aws, estateOf({ account }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await listedHeaders()).toEqual([[...BASE, 'X-Trace', 'X-Version'].sort()]);
  });

  test.each(['GetRestApi', 'GetResources', 'GetAuthorizers', 'ListRoutingRules'])(
    'is not checked where %s is denied, and nothing is made',
    async (operation) => {
      const authorizers = { users: { type: 'TOKEN', identitySource: ['method.request.header.X-Token'] } } as const;
      const resources = { '/': { GET: { authorization: 'CUSTOM', authorizer: 'users' } } } as const;
      const apiDomains = [{ ...API_DOMAIN, routingMode: 'ROUTING_RULE_THEN_API_MAPPING' }] as const;
      seed(aws, estateOf({ api: { ...REST, authorizers, resources }, account: { apiDomains } }));
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });
      reconciler.forget();

      const look = await reconciler.converge(wanted(DOMAIN));

      expect(look.outcome).toMatchObject({ kind: 'failed', failure: { kind: 'AccessDenied', operation } });
      expect(look.plan.verdicts.map(({ verdict }) => verdict)).toContain('not-checked');
      expect(reconciler.writes()).toEqual([]);
    },
  );
});

describe('EDGE-12 is reported and never changed', () => {
  const ownEndpoint = (OriginPath: string) =>
    distributionOf({
      Origins: { Quantity: 1, Items: [{ ...API_ORIGIN, DomainName: { api: 'shop' }, OriginPath }] },
      DefaultCacheBehavior: { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST },
    });
  const withPatterns = (...patterns: readonly string[]) =>
    distributionOf({
      CacheBehaviors: {
        Quantity: patterns.length,
        Items: patterns.map((PathPattern) => ({ PathPattern, ...API_BEHAVIOR })),
      },
    });
  const seedEdge = (edge: ReturnType<typeof distributionOf>, api: Partial<Parameters<typeof estateOf>[0]> = {}) =>
    seed(aws, frontedEstate(edge, { ...api }));

  test.each([
    [
      'a REST API',
      { ...REST, resources: { '/': { GET: {} } }, disableExecuteApiEndpoint: false },
      'prod',
      /v9 is no stage.*403/,
    ],
    ['an HTTP API', { stages: ['live', 'test'] }, 'live', /v9 is no stage.*live, test.*404/],
  ] as const)("the origin path to %s's own endpoint, until somebody corrects it", async (_, api, stage, line) => {
    seedEdge(ownEndpoint('/v9'), { api });
    await expectReported('EDGE-12', line);

    const [edge] = await seen.distributions();
    await seen.editByHand(edge!.id, (config) => Object.assign(config.Origins!.Items![0]!, { OriginPath: `/${stage}` }));

    await expectReported('EDGE-12');
  });

  test('an origin path before a regional endpoint', async () => {
    seedEdge(distributionOf({ Origins: { Quantity: 1, Items: [{ ...API_ORIGIN, OriginPath: '/prod' }] } }));

    await expectReported('EDGE-12', /Origins\[api\]\.OriginPath: \/prod goes before every path/);
  });

  test('a path pattern that no route can match, and one that another shadows', async () => {
    seedEdge(withPatterns('/orders/*', '/orders/new', '/carts/*'), {
      api: { routes: [{ key: 'GET /orders/{id}' }, { key: 'GET /orders' }] },
    });

    await expectReported(
      'EDGE-12',
      /CacheBehaviors\[\/orders\/new\]\.PathPattern: is never used: CacheBehaviors\[\/orders\/\*\]/,
      /CacheBehaviors\[\/carts\/\*\]\.PathPattern: no route .* 404/,
    );
  });

  test('and not checked where the stages are denied, which decides no outcome', async () => {
    seedEdge(ownEndpoint('/prod'), { api: { stages: ['prod'] } });
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'GetStages', times: 'always' });
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome.kind).toBe('in-sync');
    const unchecked = look.plan.verdicts.filter(({ verdict }) => verdict === 'not-checked');
    expect(unchecked.map(({ rule, detail }) => `${rule} ${detail}`)).toEqual([
      expect.stringMatching(/^EDGE-12 ApiGatewayV2 GetStages: AccessDenied/),
    ]);
    expect(reconciler.writes()).toEqual([]);
  });

  test('and keeps no other rule from being corrected', async () => {
    seedEdge(
      distributionOf({
        DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' },
        CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '*', ...API_BEHAVIOR }] },
      }),
    );

    const { edges } = await reconciler.sweep();

    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
    const verdicts = edges[0]!.plan.verdicts.filter(({ verdict }) => verdict === 'fixed' || verdict === 'drift');
    expect(verdicts.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual([
      'EDGE-01 fixed',
      'EDGE-12 drift',
      'EDGE-16 drift',
    ]);
  });
});

describe('EDGE-16 is reported and never changed', () => {
  test('an open default endpoint, until somebody closes it', async () => {
    seed(aws, frontedEstate());
    await expectReported('EDGE-16', /enabled: https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com answers callers/);

    const client = aws.client(ApiGatewayV2Client, { region: 'eu-west-1' });
    const { Items } = await client.send(new GetApisCommand({}));
    await client.send(new UpdateApiCommand({ ApiId: Items![0]!.ApiId, DisableExecuteApiEndpoint: true }));

    await expectReported('EDGE-16');
  });
});

describe('EDGE-17', () => {
  test.each<[string, object, RegExp]>([
    ['a PRIVATE domain', { endpointTypes: ['PRIVATE'] }, /PRIVATE endpoint, which only VPC endpoints reach/],
    [
      'a domain in the middle of its migration from EDGE',
      { endpointTypes: ['EDGE', 'REGIONAL'], edgeCertificate: 'edge' },
      /has an EDGE endpoint/,
    ],
  ])('refuses %s', async (_, facts, detail) => {
    seed(
      aws,
      estateOf({
        api: { ...REST, resources: { '/': { GET: {} } } },
        account: { apiDomains: [{ ...API_DOMAIN, ...facts }] },
        records: [],
      }),
    );
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject({
      kind: 'refused',
      refusals: [{ rule: 'EDGE-17', detail: expect.stringMatching(detail) }],
    });
    expect(reconciler.writes()).toEqual([]);
  });

  const STRICT = {
    ...API_DOMAIN,
    securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
    endpointAccessMode: 'STRICT',
  } as const;

  test('refuses origin form execute-api for a STRICT domain', async () => {
    seed(aws, estateOf({ api: { ...REST, resources: { '/': { GET: {} } } }, account: { apiDomains: [STRICT] } }));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN, { originForm: 'execute-api' }));

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-17' }] });
    expect(reconciler.writes()).toEqual([]);
  });

  test('fronts a STRICT domain that takes TLS 1.3 only by its regional endpoint, and says what is not known', async () => {
    seed(aws, estateOf({ api: { ...REST, resources: { '/': { GET: {} } } }, account: { apiDomains: [STRICT] } }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(look.plan.notes).toEqual(
      expect.arrayContaining([
        expect.stringContaining('takes TLS 1.3 only'),
        expect.stringContaining('access mode is STRICT'),
      ]),
    );
  });
});
