import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { Step, StepState } from '../../functions/reconciler/model/plan.ts';
import { describeStep } from '../../functions/reconciler/plan/render.ts';
import { edgeStateOf } from '../edge-state.ts';
import { type Line, type Span, styled, wrapLine } from '../styled-text.ts';
import { layOutChanges } from './changes.ts';
import { isToldByProof, layOutProof } from './proof.ts';

/** One edge as a person approves it: its steps in order, every setting with before and after and why; what is refused; what is worth knowing. */
export function layOutEdgePlan(look: EdgeLook, newEdges: 'create' | 'report', width: number): readonly Line[] {
  return [
    ...layOutHeading(look, newEdges, width),
    ...look.plan.steps.flatMap((step, index) => layOutStep(step, index + 1, width)),
    ...layOutUnchecked(look, width),
    ...(look.plan.steps.length === 0 ? [] : layOutNotes(look.plan.notes, width)),
  ];
}

/** The domain, where it stands and why. */
export function layOutHeading(look: EdgeLook, newEdges: 'create' | 'report', width: number): readonly Line[] {
  const { words, style, reasons } = edgeStateOf(look, newEdges);
  return [
    [styled('bold', look.plan.domainName), '  ', styled(style, words)],
    ...reasons
      .filter((reason) => !isToldByProof(reason, look))
      .flatMap((reason) => wrapLine([`  ${reason}`], width, 2)),
    ...layOutProof(look, width),
  ];
}

function layOutStep(step: Step, position: number, width: number): readonly Line[] {
  const number = `  ${position}. `;
  const working = layOutState(step.state);
  return [
    ...wrapLine([number, describeStep(step), ...working], width, number.length),
    ...layOutChanges(step.changes, width, number.length),
  ];
}

function layOutState(state: StepState): readonly Span[] {
  if (state.kind === 'waiting') return ['  ', styled('yellow', 'AWS is working')];
  return state.kind === 'blocked' && state.onProof === true ? ['  ', styled('yellow', `after the ${state.by}`)] : [];
}

/** Verdicts without an answer, unless the heading has named them already. */
function layOutUnchecked({ plan, outcome }: EdgeLook, width: number): readonly Line[] {
  if (outcome.kind === 'not-checked') return [];
  return plan.verdicts
    .filter(({ verdict }) => verdict === 'not-checked')
    .flatMap(({ rule, subject, detail }) =>
      wrapLine(['  ', styled('red', 'not checked'), ` ${rule}: ${detail ?? subject}`], width, 4),
    );
}

function layOutNotes(notes: readonly string[], width: number): readonly Line[] {
  return notes.flatMap((note) => wrapLine([styled('dim', `  note: ${note}`)], width, 4));
}
