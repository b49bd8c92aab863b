import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import { findApiDomains, observeApiDomains } from '../../../functions/reconciler/observe/api-domains.ts';
import type { ApiDomainEstate } from '../../../simulator/estates/estate.ts';
import { API, accessDenied, apiDomain, EU_WEST_1, name, region } from '../../support/edge-builders.ts';
import { estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const SHOP = { name: API, region: 'eu-west-1', certificate: 'regional', mappings: [{ api: 'shop' }] };

const PRIVATE = { endpoints: [{ type: 'PRIVATE', targetDomainName: '' }], apis: present([]) };

describe('observeApiDomains', () => {
  const aws = useSimulatedAws();
  const reconciler = useReconciler(aws);

  test('says the same of a domain whether it is named or listed', async () => {
    seed(aws, estateOf());
    const { clients } = reconciler.context();

    const named = await observeApiDomains(clients, EU_WEST_1, [API]);

    expect(named).toMatchObject({
      kind: 'present',
      value: [{ domainName: API, region: 'eu-west-1', mutualTls: 'off' }],
    });
    expect(await observeApiDomains(clients, EU_WEST_1, 'all')).toEqual(named);
  });

  test('reads one list per Region and then only the APIs of the domains that are asked for', async () => {
    const certificates = { regional: { region: 'eu-west-1', names: ['*.example.com'] } };
    seed(aws, estateOf({ account: { certificates, apiDomains: [SHOP, { ...SHOP, name: 'other.example.com' }] } }));
    const { clients } = reconciler.context();

    await observeApiDomains(clients, EU_WEST_1, [API]);

    expect(clients.calls.snapshot()).toEqual({
      'APIGateway.GetDomainNames': 1,
      'ApiGatewayV2.GetApiMappings': 1,
      'ApiGatewayV2.GetApis': 1,
      'ApiGatewayV2.GetRoutes': 1,
    });
  });

  test.each<[string, Partial<ApiDomainEstate>, object]>([
    [
      'a domain in the middle of its migration, both endpoints with their own names',
      { endpointTypes: ['EDGE', 'REGIONAL'], edgeCertificate: 'edge' },
      {
        endpoints: [
          { type: 'EDGE', targetDomainName: expect.stringMatching(/^d.*\.cloudfront\.net$/) },
          { type: 'REGIONAL', targetDomainName: expect.stringMatching(/^d-.*\.execute-api\.eu-west-1/) },
        ],
      },
    ],
    [
      'an enhanced security policy and its access mode',
      { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', endpointAccessMode: 'STRICT' },
      { accessMode: 'STRICT', endpoints: [{ securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' }] },
    ],
    ['a PRIVATE domain, of which nothing more is asked', { endpointTypes: ['PRIVATE'] }, PRIVATE],
    [
      'routing rules before mappings',
      { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' },
      { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' },
    ],
    ['routing rules only', { routingMode: 'ROUTING_RULE_ONLY' }, { routingMode: 'ROUTING_RULE_ONLY' }],
    ['mappings only', {}, { routingMode: 'API_MAPPING_ONLY', accessMode: 'BASIC' }],
  ])('tells %s', async (_, facts, expected) => {
    seed(
      aws,
      estateOf({
        api: { protocol: 'REST', routes: undefined },
        account: { apiDomains: [{ ...SHOP, ...facts }] },
        records: [],
      }),
    );

    const observed = await observeApiDomains(reconciler.context().clients, EU_WEST_1, 'all');

    expect(observed).toMatchObject(present([expected]));
  });

  test('finds nothing where a domain does not exist', async () => {
    seed(aws, estateOf());

    expect(await observeApiDomains(reconciler.context().clients, EU_WEST_1, [name('gone.example.com')])).toEqual(
      present([]),
    );
  });

  test.each([
    ['named', [API]],
    ['listed', 'all'],
  ] as const)('is unreadable where a %s domain cannot be read', async (_, names) => {
    seed(aws, estateOf());
    aws.simulator.faults.add({ kind: 'access-denied', service: 'apigateway', times: 'always' });

    expect(await observeApiDomains(reconciler.context().clients, EU_WEST_1, names)).toMatchObject({
      kind: 'unreadable',
      failure: { kind: 'AccessDenied', service: 'APIGateway' },
    });
  });

  test('keeps a domain whose APIs cannot be read, and says that they cannot', async () => {
    seed(aws, estateOf());
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'GetRoutes', times: 'always' });

    expect(await observeApiDomains(reconciler.context().clients, EU_WEST_1, [API])).toMatchObject({
      kind: 'present',
      value: [{ domainName: API, apis: { kind: 'unreadable', failure: { operation: 'GetRoutes' } } }],
    });
  });
});

describe('findApiDomains over several Regions', () => {
  const US_EAST_1 = region('us-east-1');
  const denied = unreadable(accessDenied('ApiGatewayV2', 'GetDomainNames'));
  const here = present([apiDomain()]);
  const other = present([apiDomain({ domainName: name('other.example.com') })]);

  test.each([
    ['finds it in the one that has it', [here, other], here],
    ['finds it in each that has it', [here, here], present([apiDomain(), apiDomain()])],
    ['is unreadable where another Region, that may have it too, cannot be read', [denied, here], denied],
    ['is absent where every Region could be read', [other, other], ABSENT],
    ['is unreadable where it might be in the Region that cannot be read', [other, denied], denied],
    ['is unreadable in whatever order the Regions come', [denied, other], denied],
  ] as const)('%s', (_, [first, second], expected) => {
    const byRegion = new Map([
      [EU_WEST_1, first],
      [US_EAST_1, second],
    ]);

    expect(findApiDomains(byRegion, API, undefined)).toEqual(expected);
  });

  test.each([
    ['finds it where its Region was read, whatever another says', [here, denied], here],
    ['is unreadable where its Region was denied, although another has the name too', [denied, here], denied],
  ] as const)('%s', (_, [first, second], expected) => {
    const byRegion = new Map([
      [EU_WEST_1, first],
      [US_EAST_1, second],
    ]);

    expect(findApiDomains(byRegion, API, EU_WEST_1)).toEqual(expected);
  });
});
