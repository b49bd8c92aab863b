/** Plans and verdicts as a person reads them. Pure text; colours and widths are the door's business. */
import { describeFailure } from '../model/failure.ts';
import type { EdgeLook } from '../model/look.ts';
import type { Outcome } from '../model/outcome.ts';
import type { FieldChange, FieldValue, Plan, Step, Verdict } from '../model/plan.ts';
import { NEW_DISTRIBUTION } from './alias-records.ts';

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

export function describeStep(step: Step): string {
  return step.action === 'wait' ? `wait for ${step.target}` : `${step.action} ${step.target}`;
}

function describeState({ state }: Step): string {
  if (state.kind === 'ready') return 'ready';
  return state.kind === 'waiting' ? `AWS is working` : `after: ${state.by}`;
}

export function renderChange({ path, before, after, because }: FieldChange): string {
  const values = before === undefined ? `= ${renderValue(after)}` : `: ${renderValue(before)} → ${renderValue(after)}`;
  return `${path} ${values}   (${because.join(' ')})`.replace(' : ', ': ');
}

/** A name that is not known yet is said in words: as a host name it would look like one that answers. */
export function renderValue(value: FieldValue): string {
  if (value === undefined) return '(not set)';
  if (Array.isArray(value) && value.length === 0) return '(none)';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.replaceAll(NEW_DISTRIBUTION, '(the new distribution)');
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

/** One line per look: the domain and what came of it. */
export function renderOutcome(look: EdgeLook): string {
  return `${look.plan.domainName}: ${describeOutcome(look.outcome)}`;
}

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'in-sync':
      return 'in sync';
    case 'applied':
      return outcome.steps.map(describeStep).join('; ');
    case 'waiting':
      return `waiting for ${outcome.for}`;
    case 'drift':
      return `drift: ${outcome.steps.length} ${outcome.steps.length === 1 ? 'step' : 'steps'} planned`;
    case 'not-checked':
      return `not checked: ${outcome.details.join('; ')}`;
    case 'refused':
      return `refused: ${outcome.refusals.map((refusal) => `${refusal.rule}: ${refusal.detail}`).join('; ')}`;
    case 'failed':
      return `failed: ${describeFailure(outcome.failure)}`;
  }
}
