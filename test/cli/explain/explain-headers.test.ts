import { explainHeaders } from '../../../cli/explain/explain-headers.ts';
import type { MappedApi } from '../../../functions/reconciler/model/api-domain.ts';
import type { DesiredEdge } from '../../../functions/reconciler/model/edge.ts';
import type { EdgeLook } from '../../../functions/reconciler/model/look.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { apiDomain, desiredEdge, mappedApi, observedEdge } from '../../support/edge-builders.ts';
import { planOf } from '../../support/plan-of.ts';

function look(apis: readonly Partial<MappedApi>[], facts: Partial<DesiredEdge> = {}): EdgeLook {
  const edge = desiredEdge(facts);
  const observed = observedEdge({
    apiDomains: present([apiDomain({ apis: present(apis.map((api) => mappedApi(api))) })]),
  });
  return {
    target: { kind: 'wanted', edge },
    observed,
    plan: planOf(observed, edge),
    outcome: { kind: 'in-sync' },
    applied: [],
  };
}

function reasonsOf(name: string, apis: readonly Partial<MappedApi>[], facts: Partial<DesiredEdge> = {}) {
  const explained = explainHeaders(look(apis, facts));
  return explained?.kind === 'listed' ? explained.headers.find((header) => header.name === name)?.because : undefined;
}

describe('explainHeaders', () => {
  test.each<[string, readonly Partial<MappedApi>[], readonly string[]]>([
    [
      'Authorization',
      [{ authorization: ['JWT'], identityHeaders: ['authorization'] }],
      ['JWT authorizer of HTTP API h1'],
    ],
    [
      'X-Tenant',
      [{ protocol: 'REST', mappingKey: 'v1', authorization: ['CUSTOM'], identityHeaders: ['X-Tenant'] }],
      ['Lambda authorizer of REST API h1 at /v1'],
    ],
    ['X-Amz-Date', [{ authorization: ['AWS_IAM'] }], ['IAM authorization of HTTP API h1']],
    ['Authorization', [{}], ['always sent: callers may authenticate with it']],
    ['Origin', [{}], ['always sent: CORS']],
    ['Host', [{}], ["EDGE-07: the origin is the domain's own regional endpoint"]],
    ['x-api-key', [{ apiKey: 'required' }], ['API h1: API key required']],
  ])('%s: of %j is %j', (name, apis, because) => {
    expect(reasonsOf(name, apis)).toEqual(because);
  });

  test('names each API that reads a header', () => {
    const jwt = { authorization: ['JWT'], identityHeaders: ['Authorization'] } as const;

    expect(
      reasonsOf('Authorization', [
        { ...jwt, apiId: 'a1' },
        { ...jwt, apiId: 'a2', mappingKey: 'v2' },
      ]),
    ).toEqual(['JWT authorizer of HTTP API a1', 'JWT authorizer of HTTP API a2 at /v2']);
  });

  test('says what the owner asked for', () => {
    expect(reasonsOf('X-Trace', [{}], { allowedHeaders: ['X-Trace'] })).toEqual(['AllowedHeaders']);
    expect(explainHeaders(look([{}], { headerForwarding: 'all-viewer' }))).toEqual({
      kind: 'all-viewer',
      because: 'HeaderForwarding is all-viewer',
    });
  });
});
