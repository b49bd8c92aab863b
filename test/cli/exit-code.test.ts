import { exitCodeOf } from '../../cli/exit-code.ts';
import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import { parseDomainName } from '../../functions/reconciler/model/names.ts';
import type { Outcome } from '../../functions/reconciler/model/outcome.ts';
import type { Refusal } from '../../functions/reconciler/model/plan.ts';

const NAME = parseDomainName('api.example.com')!;
const REFUSAL: Refusal = { rule: 'EDGE-17', detail: 'it cannot be' };
const FAILURE = {
  kind: 'AccessDenied',
  service: 'CloudFront',
  operation: 'ListDistributions',
  code: 'AccessDenied',
  message: 'no',
  requestId: undefined,
} as const;

/** Only what decides about the exit code. */
function lookWith(outcome: Outcome, facts: Partial<AccountLook> = {}): AccountLook {
  const refusals = outcome.kind === 'refused' ? outcome.refusals : [];
  const edge = { outcome, plan: { domainName: NAME, refusals } } as unknown as EdgeLook;
  return { edges: [edge], notChecked: [], refusal: undefined, ...facts } as unknown as AccountLook;
}

describe('exitCodeOf', () => {
  test.each<[string, Outcome, number, number]>([
    ['in sync', { kind: 'in-sync' }, 0, 0],
    ['drift', { kind: 'drift', steps: [] }, 2, 2],
    ['applied', { kind: 'applied', steps: [] }, 2, 2],
    ['waiting', { kind: 'waiting', for: 'it', retryAfterSeconds: 1 }, 2, 2],
    ['refused', { kind: 'refused', refusals: [REFUSAL] }, 2, 1],
    ['refused by a guard', { kind: 'refused', refusals: [{ rule: 'guard', detail: 'too much' }] }, 2, 2],
    ['not checked', { kind: 'not-checked', details: [] }, 1, 1],
    ['failed', { kind: 'failed', failure: FAILURE, applied: [] }, 1, 1],
  ])('an edge that is %s', (_, outcome, found, named) => {
    expect(exitCodeOf(lookWith(outcome), [])).toBe(found);
    expect(exitCodeOf(lookWith(outcome), [NAME])).toBe(named);
  });

  test('is 1 when a part of the account could not be read, although every edge is in sync', () => {
    const look = lookWith({ kind: 'in-sync' }, { notChecked: [{ what: 'hosted zones', failure: FAILURE }] });

    expect(exitCodeOf(look, [])).toBe(1);
  });

  test('is 0 for an account without API domains', () => {
    const look = lookWith({ kind: 'in-sync' }, { edges: [] });

    expect(exitCodeOf(look, [])).toBe(0);
  });
});
