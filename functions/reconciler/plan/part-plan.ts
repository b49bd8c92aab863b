import type {
  FieldChange,
  FieldValue,
  Plan,
  Refusal,
  Step,
  StepState,
  ToProve,
  Verdict,
  Watch,
} from '../model/plan.ts';
import type { Reason, RuleId } from '../model/rules.ts';

/** What one part contributes to the plan of an edge. */
export interface PartPlan {
  readonly steps: readonly Step[];
  readonly verdicts: readonly Verdict[];
  readonly refusals: readonly Refusal[];
  readonly notes: readonly string[];
  readonly toProve?: ToProve;
}

export const EMPTY_PART: PartPlan = { steps: [], verdicts: [], refusals: [], notes: [] };

export function mergeParts(parts: readonly PartPlan[]): Omit<Plan, 'domainName'> {
  const toProve = parts.find((part) => part.toProve !== undefined)?.toProve;
  return {
    steps: parts.flatMap((part) => part.steps),
    verdicts: parts.flatMap((part) => part.verdicts),
    refusals: parts.flatMap((part) => part.refusals),
    notes: parts.flatMap((part) => part.notes),
    ...(toProve !== undefined && { toProve }),
  };
}

export function verdict(
  rule: RuleId,
  word: Verdict['verdict'],
  subject: string,
  facts: { readonly before?: FieldValue; readonly after?: FieldValue; readonly detail?: string } = {},
): Verdict {
  return { rule, verdict: word, subject, before: facts.before, after: facts.after, detail: facts.detail };
}

/** A refusal and the verdict that shows it. */
export function refused(rule: RuleId, subject: string, detail: string): PartPlan {
  return { ...EMPTY_PART, verdicts: [verdict(rule, 'refused', subject, { detail })], refusals: [{ rule, detail }] };
}

export function notChecked(rule: RuleId, subject: string, detail: string): PartPlan {
  return { ...EMPTY_PART, verdicts: [verdict(rule, 'not-checked', subject, { detail })] };
}

export const READY: StepState = { kind: 'ready' };

export function waitingFor(what: string, retryAfterSeconds: number, watch?: Watch): StepState {
  return { kind: 'waiting', for: what, retryAfterSeconds, ...(watch !== undefined && { watch }) };
}

/** CloudFront deploys in a few minutes; a look at one status is cheap. */
const DEPLOY_POLL_SECONDS = 10;

export function waitingForDeployment(distributionId: string, what: string): StepState {
  return waitingFor(what, DEPLOY_POLL_SECONDS, { kind: 'deployment', distributionId });
}

/** Every reason behind some changes, each once, in order. */
export function reasonsOf(changes: readonly FieldChange[]): readonly Reason[] {
  return [...new Set(changes.flatMap((change) => change.because))].sort();
}

/** Only the ready prefix may run: nothing is ready behind a step that is not, or behind a write whose result it depends on. */
export function blockBehind(
  steps: readonly Step[],
  dependsOn: (step: Step, earlier: Step) => boolean,
): readonly Step[] {
  return steps.map((step, index) => {
    const blocker = steps
      .slice(0, index)
      .findLast((earlier) => earlier.state.kind !== 'ready' || dependsOn(step, earlier));
    return blocker === undefined || step.state.kind !== 'ready' ? step : { ...step, state: blockedBy(blocker) };
  });
}

function blockedBy(step: Step): StepState {
  if (step.state.kind === 'waiting') return { kind: 'blocked', by: step.state.for };
  return { kind: 'blocked', by: step.action === 'wait' ? step.target : `${step.action} ${step.target}` };
}
