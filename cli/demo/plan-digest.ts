import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { FieldChange, Step } from '../../functions/reconciler/model/plan.ts';
import { describeStep, renderValue } from '../../functions/reconciler/plan/render.ts';
import { countOf, edgeStateOf } from '../edge-state.ts';
import { layOutEdgePlan } from '../layout/edge-plan.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';

/** What decides between plain text and TLS; the other settings of a step are counted. */
const KEY_SETTINGS = ['ViewerProtocolPolicy', 'MinimumProtocolVersion', 'OriginProtocolPolicy'];

/** The steps of every edge in short, then one edge in full: the one with most settings to correct. */
export function layOutPlanDigest({ edges }: AccountLook, width: number): readonly Line[] {
  const planned = edges.filter(({ plan }) => plan.steps.length > 0);
  const shown = planned.toSorted((a, b) => countCorrections(b) - countCorrections(a))[0];
  return [
    ...planned.flatMap((look) => layOutDigest(look, width)),
    ...(shown === undefined ? [] : [BLANK, ['one of them in full, as "plan" shows it:'], BLANK]),
    ...(shown === undefined ? [] : layOutEdgePlan(shown, 'create', width)),
  ];
}

function layOutDigest(look: EdgeLook, width: number): readonly Line[] {
  const { words, style } = edgeStateOf(look, 'create');
  return [
    [styled('bold', look.plan.domainName), '  ', styled(style, words)],
    ...look.plan.steps.flatMap((step, index) => [
      ...wrapLine([`  ${index + 1}. ${describeStep(step)}`], width, 5),
      ...layOutKeySettings(step, width),
    ]),
  ];
}

function layOutKeySettings({ changes }: Step, width: number): readonly Line[] {
  const key = KEY_SETTINGS.flatMap((name) => changes.filter((change) => lastName(change) === name));
  if (key.length === 0) return [];
  const others = changes.length - key.length;
  const texts = [...new Set(key.map(describeKeySetting)), ...(others > 0 ? [countOf(others, 'more setting')] : [])];
  return wrapLine([styled('dim', `     ${texts.join(', ')}`)], width, 5);
}

function describeKeySetting(change: FieldChange): string {
  const before = change.before === undefined ? '' : `${renderValue(change.before)} → `;
  return `${lastName(change)} ${before}${renderValue(change.after)}`;
}

function lastName({ path }: FieldChange): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function countCorrections({ plan }: EdgeLook): number {
  return plan.steps.flatMap(({ changes }) => changes).filter(({ before }) => before !== undefined).length;
}
