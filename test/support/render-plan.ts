/** Plans and verdicts as text, so that a test shows the whole of them. */
import type { FieldChange, Plan, Step, Verdict } from '../../functions/reconciler/model/plan.ts';
import { describeStep, renderValue } from '../../functions/reconciler/plan/render.ts';

/** The whole way of one edge: every step with its settings, before and after, and why; then what is refused and what is worth knowing. */
export function renderPlan(plan: Plan): string {
  const steps = plan.steps.flatMap((step, index) => renderStep(step, index + 1));
  const refusals = plan.refusals.map((refusal) => `  refused ${refusal.rule}: ${refusal.detail}`);
  const unchecked = plan.verdicts
    .filter((verdict) => verdict.verdict === 'not-checked')
    .map((verdict) => `  not checked ${verdict.rule}: ${verdict.detail ?? verdict.subject}`);
  const notes = plan.notes.map((note) => `  note: ${note}`);
  const nothing = steps.length + refusals.length + unchecked.length === 0 ? ['  in sync: nothing to do'] : [];
  return [plan.domainName, ...steps, ...refusals, ...unchecked, ...nothing, ...notes].join('\n');
}

function renderStep(step: Step, position: number): readonly string[] {
  const rules = step.because.join(' ');
  return [
    `  ${position}. ${describeStep(step)}   [${rules}]   ${describeState(step)}`,
    ...step.changes.map((change) => `       ${renderChange(change)}`),
  ];
}

function describeState({ state }: Step): string {
  if (state.kind === 'ready') return 'ready';
  return state.kind === 'waiting' ? 'AWS is working' : `after: ${state.by}`;
}

function renderChange({ path, before, after, because }: FieldChange): string {
  const values = before === undefined ? `= ${renderValue(after)}` : `: ${renderValue(before)} → ${renderValue(after)}`;
  return `${path} ${values}   (${because.join(' ')})`.replace(' : ', ': ');
}

/** One line: `EDGE-01 drift  CacheBehaviors[/v1/*].ViewerProtocolPolicy: allow-all → redirect-to-https`. */
export function renderVerdict(verdict: Verdict): string {
  const values =
    verdict.verdict === 'pass'
      ? renderValue(verdict.before)
      : `${renderValue(verdict.before)} → ${renderValue(verdict.after)}`;
  const detail = verdict.detail === undefined ? values : verdict.detail;
  return `${verdict.rule} ${verdict.verdict.padEnd(11)} ${verdict.subject}: ${detail}`;
}
