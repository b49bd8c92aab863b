import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import { describeStep } from '../../functions/reconciler/plan/render.ts';
import { countOf } from '../edge-state.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';
import { layOutNotChecked, layOutRefusal } from './account.ts';
import { layOutHeading } from './edge-plan.ts';
import { countOutcomes } from './plan.ts';

/** What came of applying to `edges`: the steps that AWS accepted, where each edge ended, and what is still to come. */
export function layOutResult(look: AccountLook, edges: readonly EdgeLook[], width: number): readonly Line[] {
  const steps = edges.flatMap(({ applied }) => applied).length;
  const outcomes = countOutcomes(look);
  return [
    ...edges.flatMap((edge) => [...layOutHeading(edge, 'create', width), ...layOutApplied(edge, width), BLANK]),
    ...layOutNotChecked(look.notChecked, width),
    ...layOutRefusal(look, width),
    [`applied: ${countOf(steps, 'step')}${outcomes === '' ? '' : `; ${outcomes}`}`],
    ...layOutRemaining(look, width),
  ];
}

/** The way on for whoever did not wait, or not long enough. */
export function layOutRemaining({ edges }: AccountLook, width: number): readonly Line[] {
  const isUnsettled = edges.some(({ outcome }) => outcome.kind === 'waiting' || outcome.kind === 'applied');
  if (!isUnsettled) return [];
  const advice = 'AWS is still working; the same command goes on from there, with --wait until nothing is left to do';
  return wrapLine([styled('yellow', advice)], width, 0);
}

function layOutApplied({ applied }: EdgeLook, width: number): readonly Line[] {
  return applied.flatMap((step) => wrapLine(['  ', styled('green', 'applied'), ` ${describeStep(step)}`], width, 10));
}
