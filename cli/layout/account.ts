import { describeFailure } from '../../functions/reconciler/model/failure.ts';
import type { AccountLook, NotChecked } from '../../functions/reconciler/model/look.ts';
import type { Reason } from '../../functions/reconciler/model/rules.ts';
import { RULES } from '../../functions/reconciler/model/rules.ts';
import { describeStep } from '../../functions/reconciler/plan/render.ts';
import { countOf } from '../edge-state.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';

export function layOutAccount({ accountId, regions }: AccountLook): readonly Line[] {
  return [
    [styled('dim', `account ${accountId}, ${regions.length === 1 ? 'Region' : 'Regions'} ${regions.join(', ')}`)],
  ];
}

/** What of the account could not be read: each part with AWS's answer, and what that means for the rest. */
export function layOutNotChecked(parts: readonly NotChecked[], width: number): readonly Line[] {
  if (parts.length === 0) return [];
  return [
    BLANK,
    [styled('red', 'could not be read')],
    ...parts.flatMap(({ what, failure }) => wrapLine([`  ${what}: ${describeFailure(failure)}`], width, 4)),
    ...wrapLine(['  What depends on this was not checked. It is not known to be in order.'], width, 2),
  ];
}

/** What was deleted because no edge needs it any more. */
export function layOutCleanedUp({ cleanedUp }: AccountLook, width: number): readonly Line[] {
  return cleanedUp.flatMap((step) =>
    wrapLine([styled('green', 'applied'), ` ${describeStep(step)}, which no distribution used`], width, 8),
  );
}

/** A guard that stopped the whole run. */
export function layOutRefusal({ refusal }: AccountLook, width: number): readonly Line[] {
  if (refusal === undefined) return [];
  return [BLANK, ...wrapLine([styled('red', 'stopped, nothing was changed: '), refusal.detail], width, 2)];
}

/** The rules that were named above, each with its sentence and its reason. */
export function layOutRules(reasons: readonly Reason[], width: number): readonly Line[] {
  const named = [...new Set(reasons)].filter((reason) => reason !== 'asked-for').sort();
  if (named.length === 0) return [];
  return [
    BLANK,
    ['why'],
    ...named.flatMap((rule) =>
      wrapLine([`  ${rule}  ${RULES[rule].sentence} `, styled('dim', `(${RULES[rule].reason})`)], width, 11),
    ),
  ];
}

/** AWS requests by operation, most frequent first. */
export function layOutCalls({ calls }: AccountLook): readonly Line[] {
  const rows = Object.entries(calls).sort(([, a], [, b]) => b - a);
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  return [
    BLANK,
    [countOf(total, 'AWS request')],
    ...rows.map(([call, count]): Line => [`  ${String(count).padStart(5)}  ${call}`]),
  ];
}
