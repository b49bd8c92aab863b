import type { MappedApi } from '../../../../functions/reconciler/model/api-domain.ts';
import { type Observed, present, unreadable } from '../../../../functions/reconciler/model/observed.ts';
import { finishedEdge } from '../../../support/distribution-builders.ts';
import { accessDenied, apiDomain, desiredEdge, mappedApi } from '../../../support/edge-builders.ts';
import { planOf, verdictLines } from '../../../support/plan-of.ts';

function words(apis: Observed<readonly MappedApi[]>, edge = desiredEdge()): readonly string[] {
  return verdictLines(planOf(finishedEdge(undefined, { apiDomains: present([apiDomain({ apis })]) }), edge), 'EDGE-16');
}

describe('EDGE-16 the API cannot be reached around the edge', () => {
  test('passes where the default endpoint is disabled', () => {
    expect(words(present([mappedApi()]))).toEqual(['EDGE-16 pass default endpoint of API h1: disabled']);
  });

  test.each([
    ['HTTP', 'regional-domain', 'set disableExecuteApiEndpoint once nobody calls it'],
    ['REST', 'regional-domain', 'set disableExecuteApiEndpoint and deploy the API again once nobody calls it'],
    ['HTTP', 'execute-api', 'this edge itself needs it open; with OriginForm regional-domain it could be closed'],
  ] as const)('is reported where that of an %s API is open behind form %s', (protocol, originForm, remedy) => {
    const apis = present([mappedApi({ protocol, defaultEndpoint: 'enabled' })]);

    expect(words(apis, desiredEdge({ originForm }))).toEqual([
      `EDGE-16 drift default endpoint of API h1: enabled: https://h1.execute-api.eu-west-1.amazonaws.com answers callers that never meet the edge; ${remedy}`,
    ]);
  });

  test('says it once per API, however many mappings lead to it', () => {
    const apis = [mappedApi(), mappedApi({ mappingKey: 'v1' }), mappedApi({ apiId: 'h2' })];

    expect(words(present(apis))).toHaveLength(2);
  });

  test('is not checked where the APIs cannot be read', () => {
    expect(words(unreadable(accessDenied('APIGateway', 'GetRestApi')))).toEqual([
      'EDGE-16 not-checked default endpoints: APIGateway GetRestApi: AccessDenied: not authorized',
    ]);
  });

  test('plans nothing for an open endpoint: only the owner knows who calls it', () => {
    const apis = present([mappedApi({ defaultEndpoint: 'enabled' })]);
    const plan = planOf(finishedEdge(undefined, { apiDomains: present([apiDomain({ apis })]) }));

    expect(plan.steps).toEqual([]);
    expect(plan.refusals).toEqual([]);
  });

  test('says nothing where it is turned off', () => {
    expect(words(present([mappedApi()]), desiredEdge({ rules: { 'EDGE-16': 'off' } }))).toEqual([]);
  });
});
