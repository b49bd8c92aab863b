import { type AccountContents, countContents } from '../../bench/account-contents.ts';
import { minimumRequests } from '../../bench/minimum-requests.ts';
import type { ApiEstate } from '../../simulator/estates/estate.ts';
import { ACCOUNT, estateOf, seed } from '../support/estates.ts';
import { useReconciler } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';

const EMPTY: AccountContents = {
  distributions: 0,
  taggedDistributions: 0,
  hostedZones: 0,
  zones: [],
  customPolicies: { cache: 0, originRequest: 0, responseHeaders: 0 },
  certificates: 0,
  regions: [],
};

const AUTHORIZED_API: Partial<ApiEstate> = {
  authorizers: {
    users: {
      type: 'JWT',
      identitySource: ['$request.header.Authorization'],
      issuer: 'https://users.example.com',
      audience: ['shop'],
    },
  },
  routes: [{ key: '$default', authorization: 'JWT', authorizer: 'users' }, { key: 'GET /status' }],
};

const AUTHORIZED_REST_API: Partial<ApiEstate> = {
  protocol: 'REST',
  routes: undefined,
  authorizers: { users: { type: 'TOKEN', identitySource: ['method.request.header.X-Token'] } },
  resources: { '/orders': { GET: { authorization: 'CUSTOM', authorizer: 'users' } }, '/status': { GET: {} } },
};

describe('minimumRequests', () => {
  test.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [500, 5],
  ])('asks for %i distributions in %i pages', (distributions, expected) => {
    const requests = minimumRequests({ ...EMPTY, distributions });

    expect(requests['CloudFront.ListDistributions']).toBe(expected);
  });

  test.each([
    ['every page of a zone that holds many of the names', { records: 700, domains: 50 }, 3],
    ['each name of a zone that holds few of them', { records: 9000, domains: 2 }, 2],
    ['nothing of a zone that holds none', { records: 9000, domains: 0 }, 0],
  ])('reads %s', (_, zone, expected) => {
    const requests = minimumRequests({ ...EMPTY, zones: [zone] });

    expect(requests['Route53.ListResourceRecordSets']).toBe(expected);
  });

  test('asks for the APIs of a Region only where a domain is mapped, and for authorizers only where a route names one', () => {
    const mapped = {
      mappingsOfDomains: [1, 0],
      privateDomains: 499,
      apis: 150,
      mappedApis: [
        { routes: 120, authorizers: 3, authorizersInUse: 0 },
        { routes: 1, authorizers: 3, authorizersInUse: 1 },
      ],
      mappedRestApis: [
        { resources: 501, authorizers: 1, authorizersInUse: 0 },
        { resources: 1, authorizers: 501, authorizersInUse: 1 },
      ],
    };
    const unmapped = { mappingsOfDomains: [], privateDomains: 0, apis: 150, mappedApis: [], mappedRestApis: [] };

    const requests = minimumRequests({ ...EMPTY, regions: [mapped, unmapped] });

    expect(requests).toMatchObject({
      'APIGateway.GetDomainNames': 3,
      'ApiGatewayV2.GetApiMappings': 2,
      'ApiGatewayV2.GetApis': 2,
      'ApiGatewayV2.GetRoutes': 3,
      'ApiGatewayV2.GetAuthorizers': 1,
      'APIGateway.GetRestApi': 2,
      'APIGateway.GetResources': 3,
      'APIGateway.GetAuthorizers': 2,
    });
  });
});

describe('a look at a clean account', () => {
  const aws = useSimulatedAws();
  const reconciler = useReconciler(aws);

  test.each([
    ['an HTTP API', AUTHORIZED_API],
    ['a REST API', AUTHORIZED_REST_API],
  ])('with %s sends the minimum and writes nothing', async (_, api) => {
    seed(aws, estateOf({ api }));
    await reconciler.sweep();
    const earlier = reconciler.context().clients.calls.snapshot();
    reconciler.forget();

    const { edges, calls } = await reconciler.sweep({ mode: 'detect' });

    const contents = countContents(aws.simulator.world, ACCOUNT, ['eu-west-1', 'us-east-1']);
    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
    expect(difference(calls, earlier)).toEqual(withoutZeros(minimumRequests(contents)));
    expect(reconciler.writes()).toEqual([]);
  });
});

function difference(counts: Readonly<Record<string, number>>, earlier: Readonly<Record<string, number>>) {
  return withoutZeros(
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count - (earlier[name] ?? 0)])),
  );
}

function withoutZeros(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
