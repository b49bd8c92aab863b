import { defaultEndpointOf } from '../../../functions/reconciler/model/api-domain.ts';
import type { DomainName } from '../../../functions/reconciler/model/names.ts';
import { ABSENT, type Observed, present } from '../../../functions/reconciler/model/observed.ts';
import { observeApiStages } from '../../../functions/reconciler/observe/api-stages.ts';
import { apiGatewayState } from '../../../simulator/apigatewayv2/state.ts';
import type { ApiEstate } from '../../../simulator/estates/estate.ts';
import { behavior, distribution, origin } from '../../support/distribution-builders.ts';
import { apiDomain, mappedApi, name } from '../../support/edge-builders.ts';
import { ACCOUNT, estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const REST: Partial<ApiEstate> = { protocol: 'REST', routes: undefined, stages: ['prod', 'test'] };

describe('observeApiStages', () => {
  const aws = useSimulatedAws();
  const reconciler = useReconciler(aws);

  function apiId(): string {
    const { apis, restApis } = aws.simulator.world.state(apiGatewayState, ACCOUNT, 'eu-west-1');
    return [...apis.keys(), ...restApis.keys()][0] ?? '';
  }

  function stagesOf(domainName: DomainName, known = apiDomain()) {
    const one = distribution({ origins: [origin({ domainName })] });
    return observeApiStages(reconciler.context().clients, present(one), present([known]));
  }

  test.each<[string, Partial<ApiEstate>, readonly string[], object]>([
    [
      'an HTTP API by one request',
      { stages: ['$default', 'beta'] },
      ['$default', 'beta'],
      { 'ApiGatewayV2.GetStages': 1 },
    ],
    [
      'a REST API by two where nothing is known of it',
      REST,
      ['prod', 'test'],
      { 'APIGateway.GetStages': 1, 'ApiGatewayV2.GetStages': 1 },
    ],
  ])('reads the stages of %s', async (_, api, stages, calls) => {
    seed(aws, estateOf({ api }));
    const host = name(`${apiId()}.execute-api.eu-west-1.amazonaws.com`);

    expect(await stagesOf(host)).toEqual({ [host]: present(stages) });
    expect(reconciler.context().clients.calls.snapshot()).toEqual(calls);
  });

  test('asks version 1 at once where the domain leads to that REST API', async () => {
    seed(aws, estateOf({ api: REST }));
    const known = apiDomain({ apis: present([mappedApi({ apiId: apiId(), protocol: 'REST' })]) });

    await stagesOf(name(`${apiId()}.execute-api.eu-west-1.amazonaws.com`), known);

    expect(reconciler.context().clients.calls.snapshot()).toEqual({ 'APIGateway.GetStages': 1 });
  });

  test('is absent where neither version knows the API', async () => {
    const host = name('abc123.execute-api.eu-west-1.amazonaws.com');

    expect(await stagesOf(host)).toEqual({ [host]: ABSENT });
  });

  test.each([
    ['ApiGatewayV2', {}],
    ['APIGateway', REST],
  ] as const)('is unreadable where %s denies it', async (service, api) => {
    seed(aws, estateOf({ api }));
    const known = apiDomain({
      apis: present([mappedApi({ apiId: apiId(), protocol: api === REST ? 'REST' : 'HTTP' })]),
    });
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'GetStages', times: 'always' });

    const stages = await stagesOf(name(`${apiId()}.execute-api.eu-west-1.amazonaws.com`), known);

    expect(Object.values(stages)).toEqual([
      { kind: 'unreadable', failure: expect.objectContaining({ kind: 'AccessDenied', service }) },
    ]);
  });

  test.each<[string, Observed<ReturnType<typeof distribution>>]>([
    ['a distribution in front of a regional endpoint', present(distribution())],
    [
      'an origin that no behavior leads to',
      present(
        distribution({
          origins: [origin(), origin({ id: 'unused', domainName: name('abc123.execute-api.eu-west-1.amazonaws.com') })],
          defaultCacheBehavior: behavior(),
        }),
      ),
    ],
    ['no distribution', ABSENT],
  ])('asks nothing about %s', async (_, one) => {
    const { clients } = reconciler.context();

    expect(await observeApiStages(clients, one, ABSENT)).toEqual({});
    expect(clients.calls.snapshot()).toEqual({});
  });
});

describe('defaultEndpointOf', () => {
  test.each([
    ['abc123.execute-api.eu-west-1.amazonaws.com', { apiId: 'abc123', region: 'eu-west-1' }],
    ['abc123.execute-api.cn-north-1.amazonaws.com.cn', { apiId: 'abc123', region: 'cn-north-1' }],
    ['d-abc123.execute-api.eu-west-1.amazonaws.com', undefined],
    ['abc123-vpce-1.execute-api.eu-west-1.amazonaws.com', undefined],
    ['abc123.execute-api.eu-west-1.amazonaws.com.example.org', undefined],
    ['api.example.com', undefined],
  ])('of %s is %j', (host, expected) => {
    expect(defaultEndpointOf(name(host))).toEqual(expected);
  });
});
