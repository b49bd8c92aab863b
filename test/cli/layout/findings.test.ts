import { summarizeFindings } from '../../../cli/layout/findings.ts';
import { summarizePlan } from '../../../cli/layout/plan.ts';
import type { AccountLook, EdgeLook } from '../../../functions/reconciler/model/look.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import type { Verdict } from '../../../functions/reconciler/model/plan.ts';

const FAILURE = {
  kind: 'AccessDenied',
  service: 'CloudFront',
  operation: 'ListDistributions',
  code: 'AccessDenied',
  message: 'no',
  requestId: undefined,
} as const;

/** Only what a summary counts. */
function edge(outcome: Outcome, ...words: readonly Verdict['verdict'][]): EdgeLook {
  const verdicts = words.map((verdict) => ({ rule: 'EDGE-01', verdict }));
  const observed = { distribution: { kind: 'present' } };
  return { outcome, target: { kind: 'wanted' }, observed, plan: { verdicts, steps: [] } } as unknown as EdgeLook;
}

function look(edges: readonly EdgeLook[], notChecked: AccountLook['notChecked'] = []): AccountLook {
  return { edges, notChecked } as unknown as AccountLook;
}

const IN_SYNC = edge({ kind: 'in-sync' }, 'pass');
const UNREAD = edge({ kind: 'failed', failure: FAILURE, applied: [] }, 'not-checked');
const FAILED = edge({ kind: 'failed', failure: FAILURE, applied: [] }, 'pass');
const DRIFTED = edge({ kind: 'drift', steps: [] }, 'drift', 'drift');

describe('summarizeFindings', () => {
  test.each<[string, AccountLook, string]>([
    ['everything in sync', look([IN_SYNC]), 'drift: none; 1 in sync'],
    [
      'edges that could not be read',
      look([IN_SYNC, UNREAD, UNREAD]),
      'drift: not known; not everything could be checked; 1 in sync, 2 failed',
    ],
    [
      'an account of which a part could not be read',
      look([IN_SYNC], [{ what: 'hosted zones', failure: FAILURE }]),
      'drift: not known; not everything could be checked; 1 in sync',
    ],
    ['an edge whose correction failed', look([FAILED]), 'drift: not known; 1 failed'],
    [
      'drift beside what could not be read',
      look([DRIFTED, UNREAD]),
      'drift: 2 findings on 1 edge; not everything could be checked; 1 failed',
    ],
    [
      'nothing found where nothing could be read',
      look([], [{ what: 'API Gateway domains', failure: FAILURE }]),
      'drift: not known; not everything could be checked; no API domain was found in what could be read',
    ],
    ['no API domain', look([]), 'drift: none; no API domain was found in these Regions'],
  ])('says of %s', (_, account, summary) => {
    expect(summarizeFindings(account)).toBe(summary);
  });
});

describe('summarizePlan', () => {
  test('says only of what could be checked that there is nothing to do', () => {
    expect(summarizePlan(look([IN_SYNC]), 'create')).toBe('plan: nothing to do; 1 in sync');
    expect(summarizePlan(look([UNREAD]), 'create')).toBe('plan: not known; not everything could be checked; 1 failed');
    expect(summarizePlan(look([FAILED]), 'create')).toBe('plan: not known; 1 failed');
  });
});
