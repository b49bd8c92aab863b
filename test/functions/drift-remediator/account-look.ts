import { defaultEdge } from '../../../functions/reconciler/model/edge.ts';
import type { Failure } from '../../../functions/reconciler/model/failure.ts';
import type { AccountLook, EdgeLook } from '../../../functions/reconciler/model/look.ts';
import { domainNameFromAws, parseAccountId } from '../../../functions/reconciler/model/names.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import type { Step, Tags, Verdict } from '../../../functions/reconciler/model/plan.ts';
import { distribution } from '../../support/distribution-builders.ts';
import { EU_WEST_1, observedEdge } from '../../support/edge-builders.ts';

export const DENIED = failureOf('CloudFront', 'ListDistributions', 'AccessDenied');

export function failureOf(service: string, operation: string, code: string): Failure {
  return { kind: 'AccessDenied', service, operation, code, message: 'no', requestId: undefined };
}

/** A look at account 111111111111 with these edges. */
export function accountLook(edges: readonly EdgeLook[], facts: Partial<AccountLook> = {}): AccountLook {
  return {
    accountId: parseAccountId('111111111111')!,
    regions: [EU_WEST_1],
    edges,
    cleanedUp: [],
    notChecked: [],
    refusal: undefined,
    calls: {},
    ...facts,
  };
}

export interface EdgeFacts {
  readonly domain?: string;
  readonly applied?: readonly Step[];
  readonly steps?: readonly Step[];
  readonly verdicts?: readonly Verdict[];
  readonly observed?: Partial<ObservedEdge>;
}

/** The last look at an edge, which ended in `outcome`. */
export function edgeLook(outcome: Outcome, facts: EdgeFacts = {}): EdgeLook {
  const { domain = 'api.example.com', applied = [], steps = [], verdicts = [] } = facts;
  const domainName = domainNameFromAws(domain);
  return {
    target: { kind: 'wanted', edge: defaultEdge(domainName, { kind: 'remediator' }) },
    observed: observedEdge({ domainName, ...facts.observed }),
    plan: { domainName, steps, verdicts, refusals: [], notes: [] },
    outcome,
    applied,
  };
}

/** A step of which only what a person reads matters. */
export function step(target: string): Step {
  return { part: 'distribution', action: 'wait', target, changes: [], because: [], state: { kind: 'ready' } };
}

export function verdict(rule: Verdict['rule'], word: Verdict['verdict'], facts: Partial<Verdict> = {}): Verdict {
  return { rule, verdict: word, subject: 'x', before: undefined, after: undefined, detail: undefined, ...facts };
}

/** A distribution of which only the tags matter, and a comment that is nobody's business. */
export function distributionWith(tags: Tags): ObservedEdge['distribution'] {
  return present(distribution({ comment: 'password: hunter2' }, { id: 'E1EXAMPLE', tags }));
}
