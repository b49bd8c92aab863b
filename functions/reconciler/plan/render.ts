/** Steps, values and outcomes as a person reads them. Pure text; colours and widths are the door's business. */
import { describeFailure } from '../model/failure.ts';
import type { EdgeLook } from '../model/look.ts';
import type { Outcome } from '../model/outcome.ts';
import type { FieldValue, Step } from '../model/plan.ts';
import { NEW_DISTRIBUTION } from './alias-records.ts';

export function describeStep(step: Step): string {
  return step.action === 'wait' ? `wait for ${step.target}` : `${step.action} ${step.target}`;
}

/** A name that is not known yet is said in words: as a host name it would look like one that answers. */
export function renderValue(value: FieldValue): string {
  if (value === undefined) return '(not set)';
  if (Array.isArray(value) && value.length === 0) return '(none)';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.replaceAll(NEW_DISTRIBUTION, '(the new distribution)');
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
