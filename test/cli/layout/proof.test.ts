import { isToldByProof, layOutProof } from '../../../cli/layout/proof.ts';
import { paintLine } from '../../../cli/styled-text.ts';
import type { EdgeLook } from '../../../functions/reconciler/model/look.ts';
import { ABSENT, type Observed, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { CheckId, CheckResult, Proof } from '../../../functions/reconciler/model/proof.ts';
import { desiredEdge, observedEdge } from '../../support/edge-builders.ts';

const PREFLIGHT: CheckResult = {
  check: 'preflight',
  at: '203.0.113.7',
  verdict: 'fail',
  expected: '204, access-control-allow-origin *',
  received: '403 made by CloudFront, not by the API',
};

function lookWith(proof: Observed<Proof> | undefined, acceptedDifferences: readonly CheckId[] = []): EdgeLook {
  return {
    target: { kind: 'wanted', edge: desiredEdge({ acceptedDifferences }) },
    observed: observedEdge(proof === undefined ? {} : { proof }),
    plan: { domainName: desiredEdge().domainName, steps: [], verdicts: [], refusals: [], notes: [] },
    outcome: { kind: 'in-sync' },
    applied: [],
  };
}

function proof(facts: Partial<Proof> = {}): Observed<Proof> {
  return present({
    distributionId: 'E1',
    etag: 'ETAG1',
    takenAt: '2026-11-20T12:00:00.000Z',
    through: 'edge',
    addresses: ['203.0.113.7', '2001:db8::7'],
    requests: 64,
    passes: 2,
    results: [],
    ...facts,
  });
}

function printed(look: EdgeLook): string {
  return layOutProof(look, 200)
    .map((line) => paintLine(line, 'off'))
    .join('\n');
}

describe('layOutProof', () => {
  test.each([undefined, ABSENT])('prints nothing where nobody tried', (observed) => {
    expect(printed(lookWith(observed))).toBe('');
  });

  test('says in one line what was proven', () => {
    expect(printed(lookWith(proof()))).toBe(
      '  proven on the real name at 203.0.113.7, 2001:db8::7: 64 requests, 2 rounds in a row passed',
    );
  });

  test('gives of each check that failed the rule, what is expected and what came, once for all addresses', () => {
    const results = [PREFLIGHT, { ...PREFLIGHT, at: '2001:db8::7' }];

    expect(printed(lookWith(proof({ through: 'dns', passes: 0, results })))).toBe(
      [
        '  not proven through DNS at 203.0.113.7, 2001:db8::7: 64 requests',
        '    EDGE-08  preflight  a CORS preflight is answered as the API answers it directly',
        '             expected  204, access-control-allow-origin *',
        '             received  403 made by CloudFront, not by the API (at 203.0.113.7)',
      ].join('\n'),
    );
  });

  test('marks what the owner accepts', () => {
    expect(printed(lookWith(proof({ results: [PREFLIGHT] }), ['preflight']))).toContain('directly (accepted)\n');
  });

  test('says why none could be had', () => {
    const failure = {
      kind: 'NetworkFailure',
      service: 'Proof',
      operation: 'Connect',
      code: 'NotProven',
      message: 'no connection to 203.0.113.7, port 443',
      requestId: undefined,
    } as const;

    expect(printed(lookWith(unreadable(failure)))).toBe('  not proven: no connection to 203.0.113.7, port 443');
  });
});

test('what a refusal says already is not said again', () => {
  const message = 'no connection to 203.0.113.7, port 443';
  const failure = { kind: 'NetworkFailure', service: 'Proof', operation: 'Connect', code: 'NotProven' } as const;
  const look = lookWith(unreadable({ ...failure, message, requestId: undefined }));
  const refusals = [{ rule: 'EDGE-14', detail: `distribution E1: not proven: ${message}; let the network` }] as const;

  expect(printed({ ...look, plan: { ...look.plan, refusals } })).toBe('');
});

test('a reason that a printed check gives in full is known for one, any other is not', () => {
  const look = lookWith(proof({ passes: 0, results: [PREFLIGHT] }));
  const reason =
    'EDGE-08: proof of distribution E1: preflight at 203.0.113.7: expected 204, access-control-allow-origin *, got 403 made by CloudFront, not by the API; records stay';

  expect(isToldByProof(reason, look)).toBe(true);
  expect(isToldByProof('EDGE-02: none is usable', look)).toBe(false);
});
