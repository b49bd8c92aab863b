import type { AccountLook, EdgeLook } from '../functions/reconciler/model/look.ts';
import type { ExitCode } from './command.ts';
import { explainHeaders } from './explain/explain-headers.ts';

/** A look at an account as programs read it: what is wanted, planned, judged and applied per edge. What was observed on the way is left out. */
export function toJsonReport(command: string, look: AccountLook, exitCode: ExitCode) {
  return {
    command,
    exitCode,
    accountId: look.accountId,
    regions: look.regions,
    edges: look.edges.map(toJsonEdge),
    notChecked: look.notChecked,
    cleanedUp: look.cleanedUp,
    refusal: look.refusal,
    calls: look.calls,
  };
}

/** One edge as programs read it. */
export function toJsonEdge(look: EdgeLook) {
  const { target, plan, outcome, applied, observed } = look;
  const distribution = observed.distribution.kind === 'present' ? observed.distribution.value : undefined;
  return {
    domainName: plan.domainName,
    target,
    distributionId: distribution?.id,
    outcome,
    steps: plan.steps,
    verdicts: plan.verdicts,
    refusals: plan.refusals,
    notes: plan.notes,
    headers: explainHeaders(look),
    proof: observed.proof,
    applied,
  };
}
