import { describeFailure } from '../reconciler/model/failure.ts';
import type { AccountLook } from '../reconciler/model/look.ts';
import { describeStep } from '../reconciler/plan/render.ts';
import { toEdgeReport } from './edge-report.ts';
import type { AccountReport } from './fleet-report.ts';

/** What an organization calls an account. */
export type AccountNames = Pick<AccountReport, 'name' | 'organizationalUnit'>;

export function toAccountReport(look: AccountLook, names: AccountNames = {}): AccountReport {
  return {
    id: look.accountId,
    ...names,
    regions: look.regions,
    edges: look.edges.map(toEdgeReport),
    notChecked: look.notChecked.map(({ what, failure }) => ({ what, why: describeFailure(failure) })),
    ...(look.cleanedUp.length > 0 && { cleanedUp: look.cleanedUp.map(describeStep) }),
    ...(look.refusal && { refusal: look.refusal.detail }),
    calls: { total: Object.values(look.calls).reduce((sum, count) => sum + count, 0), byOperation: look.calls },
  };
}
