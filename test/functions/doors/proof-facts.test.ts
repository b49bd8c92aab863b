import { proofFactsOf } from '../../../functions/doors/proof-facts.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { CheckResult, Proof } from '../../../functions/reconciler/model/proof.ts';

const FAILED: CheckResult = {
  check: 'authorization',
  at: '203.0.113.7',
  verdict: 'fail',
  expected: '200, www-authenticate Bearer realm="secret"',
  received: '401',
};

function proof(facts: Partial<Proof>): Proof {
  return {
    distributionId: 'E1',
    etag: 'ETAG1',
    takenAt: '2026-11-20T12:00:00.000Z',
    through: 'edge',
    addresses: ['203.0.113.7'],
    requests: 64,
    passes: 2,
    results: [],
    ...facts,
  };
}

describe('proofFactsOf', () => {
  test.each([undefined, ABSENT])('says nothing where nobody tried', (observed) => {
    expect(proofFactsOf(observed)).toBeUndefined();
  });

  test('counts what passed', () => {
    expect(proofFactsOf(present(proof({})))).toEqual({ proof: 'passed', passes: 2, requests: 64 });
  });

  test('names what failed, each check once and no value that was received', () => {
    const results = [
      FAILED,
      { ...FAILED, at: '2001:db8::7' },
      { ...FAILED, check: 'answer', verdict: 'not-shown' } as const,
    ];

    expect(proofFactsOf(present(proof({ passes: 0, results })))).toEqual({
      proof: 'failed',
      passes: 0,
      requests: 64,
      failedChecks: 'authorization, answer',
    });
  });

  test('tells that none could be had', () => {
    const failure = {
      kind: 'NetworkFailure',
      service: 'Proof',
      operation: 'Connect',
      code: 'NotProven',
      message: 'no connection',
      requestId: undefined,
    } as const;

    expect(proofFactsOf(unreadable(failure))).toEqual({ proof: 'not-possible' });
  });
});
