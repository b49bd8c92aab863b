import { describeFailure, type Failure } from '../reconciler/model/failure.ts';
import type { EdgeLook } from '../reconciler/model/look.ts';
import type { DomainName } from '../reconciler/model/names.ts';
import type { Observed } from '../reconciler/model/observed.ts';
import type { Tags, Verdict } from '../reconciler/model/plan.ts';
import { TAG } from '../reconciler/model/tags.ts';
import { describeOutcome, describeStep } from '../reconciler/plan/render.ts';

/** What became of an edge in a whole run. `fixed` is in sync now and was not before. */
export type EdgeResult = 'in-sync' | 'fixed' | 'drift' | 'waiting' | 'refused' | 'failed' | 'not-checked';

export interface EdgeRow {
  readonly domain: DomainName;
  readonly outcome: { readonly kind: EdgeResult; readonly text: string };
  /** Every rule's word that is not `pass`. */
  readonly verdicts: readonly Verdict[];
  /** How many verdicts are `pass`. */
  readonly passed: number;
  /** Steps that AWS accepted in this run. */
  readonly applied: readonly string[];
  /** Steps that are still to come. */
  readonly planned: readonly string[];
  /** undefined when the edge has no distribution, or it could not be read. */
  readonly distribution: { readonly id: string; readonly tags: Tags } | undefined;
}

/** The row of one edge. Of the distribution's tags only our own are shown: the others are none of our business. */
export function toEdgeRow(look: EdgeLook): EdgeRow {
  const { plan, observed, applied } = look;
  const verdicts = plan.verdicts.filter(({ verdict }) => verdict !== 'pass');
  return {
    domain: plan.domainName,
    outcome: toResult(look),
    verdicts,
    passed: plan.verdicts.length - verdicts.length,
    applied: applied.map(describeStep),
    planned: plan.steps.filter((step) => !applied.includes(step)).map(describeStep),
    distribution: observed.distribution.kind === 'present' ? withOwnTags(observed.distribution.value) : undefined,
  };
}

function toResult(look: EdgeLook): EdgeRow['outcome'] {
  const { outcome, applied } = look;
  const text = describeOutcome(outcome);
  switch (outcome.kind) {
    case 'in-sync':
      return applied.length === 0
        ? { kind: 'in-sync', text }
        : { kind: 'fixed', text: `fixed: ${applied.map(describeStep).join('; ')}` };
    case 'applied':
      return { kind: 'waiting', text: `time ran out after: ${text}; the next look goes on from there` };
    case 'failed':
      return isUnread(look, outcome.failure)
        ? { kind: 'not-checked', text: `not checked: ${describeFailure(outcome.failure)}` }
        : { kind: 'failed', text };
    default:
      return { kind: outcome.kind, text };
  }
}

/** Whether a failure is one of looking. A failure of writing is never passed off as something that was merely not seen. */
function isUnread({ observed }: EdgeLook, failure: Failure): boolean {
  const apis = observed.apiDomains.kind === 'present' ? observed.apiDomains.value.map((domain) => domain.apis) : [];
  const parts: readonly Observed<unknown>[] = [
    observed.apiDomains,
    observed.certificates,
    observed.headerPolicies,
    observed.distribution,
    observed.nameHolders,
    observed.aliasRecords,
    ...apis,
  ];
  return parts.some((part) => part.kind === 'unreadable' && part.failure === failure);
}

function withOwnTags({ id, tags }: { readonly id: string; readonly tags: Tags }): EdgeRow['distribution'] {
  const own: readonly string[] = Object.values(TAG);
  return { id, tags: Object.fromEntries(Object.entries(tags).filter(([key]) => own.includes(key))) };
}
