import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import { countOf, isBegun, isKnown, isSeen } from '../edge-state.ts';
import { BLANK, type Line } from '../styled-text.ts';
import { layOutAccount, layOutNotChecked, layOutRules } from './account.ts';
import { layOutEdgePlan } from './edge-plan.ts';

/** The plan of an account: every edge, what could not be read, why the rules ask for it, and one line that sums it up. */
export function layOutPlan(look: AccountLook, newEdges: 'create' | 'report', width: number): readonly Line[] {
  const reasons = look.edges.flatMap(({ plan }) => plan.steps.flatMap(({ because }) => because));
  return [
    ...layOutAccount(look),
    ...look.edges.flatMap((edge) => [BLANK, ...layOutEdgePlan(edge, newEdges, width)]),
    ...layOutNotChecked(look.notChecked, width),
    ...layOutRules(reasons, width),
    BLANK,
    [summarizePlan(look, newEdges)],
  ];
}

/** The edges that applying would change. */
export function edgesToApply({ edges }: AccountLook, newEdges: 'create' | 'report'): readonly EdgeLook[] {
  return edges.filter((edge) => edge.plan.steps.length > 0 && (isBegun(edge) || newEdges === 'create'));
}

/** `plan: 12 steps to 4 edges; 3 refused, 1 in sync`. What was not seen is never counted as nothing. */
export function summarizePlan(look: AccountLook, newEdges: 'create' | 'report'): string {
  const none = isKnown(look) ? 'nothing to do' : 'not known';
  const words = [
    describePlanned(look, newEdges) ?? none,
    isSeen(look) ? '' : 'not everything could be checked',
    countOutcomes(look),
  ];
  return `plan: ${words.filter((word) => word !== '').join('; ')}`;
}

/** `12 steps to 4 edges`; undefined when there are none. */
export function describePlanned(look: AccountLook, newEdges: 'create' | 'report'): string | undefined {
  const edges = edgesToApply(look, newEdges);
  const steps = edges.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  return steps === 0 ? undefined : `${countOf(steps, 'step')} to ${countOf(edges.length, 'edge')}`;
}

const COUNTED = [
  ['in-sync', 'in sync'],
  ['applied', 'not settled yet'],
  ['waiting', 'waiting'],
  ['refused', 'refused'],
  ['not-checked', 'not checked'],
  ['failed', 'failed'],
] as const;

/** `2 in sync, 1 refused`; outcomes that did not occur are left out, and so is what is still to be changed. */
export function countOutcomes({ edges, notChecked }: AccountLook): string {
  if (edges.length === 0) {
    return `no API domain was found in ${notChecked.length === 0 ? 'these Regions' : 'what could be read'}`;
  }
  return COUNTED.map(([kind, words]) => [edges.filter(({ outcome }) => outcome.kind === kind).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}
