import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { Verdict } from '../../functions/reconciler/model/plan.ts';
import { renderValue } from '../../functions/reconciler/plan/render.ts';
import { countOf, isBegun, isKnown, isSeen } from '../edge-state.ts';
import { BLANK, type Line, type Span, styled, wrapLine } from '../styled-text.ts';
import { layOutAccount, layOutNotChecked, layOutRefusal } from './account.ts';
import { layOutHeading } from './edge-plan.ts';
import { countOutcomes } from './plan.ts';

/** What drifted, rule by rule; with `passed` also what did not. */
export interface FindingsLayout {
  readonly newEdges: 'create' | 'report';
  readonly passed: 'shown' | 'left-out';
  readonly width: number;
}

export function layOutFindings(look: AccountLook, layout: FindingsLayout): readonly Line[] {
  return [
    ...layOutAccount(look),
    ...look.edges.flatMap((edge) => [BLANK, ...layOutEdgeFindings(edge, layout)]),
    ...layOutNotChecked(look.notChecked, layout.width),
    ...layOutRefusal(look, layout.width),
    BLANK,
    [summarizeFindings(look)],
  ];
}

function layOutEdgeFindings(look: EdgeLook, { newEdges, passed, width }: FindingsLayout): readonly Line[] {
  const shown = passed === 'shown' ? ['drift', 'fixed', 'pass', 'not-checked'] : ['drift', 'fixed', 'not-checked'];
  return [
    ...layOutHeading(look, newEdges, width),
    ...findingsOf(look)
      .filter(({ verdict }) => shown.includes(verdict))
      .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
      .flatMap((verdict) => layOutVerdict(verdict, width)),
  ];
}

/** Of an edge that does not exist and is refused, the refusal is all there is to say. */
function findingsOf(look: EdgeLook): readonly Verdict[] {
  return look.outcome.kind === 'refused' && !isBegun(look) ? [] : look.plan.verdicts;
}

const STYLES = { pass: 'dim', drift: 'yellow', fixed: 'green', refused: 'red', 'not-checked': 'red' } as const;

/** `EDGE-05 drift  Origins[api].CustomOriginConfig.OriginProtocolPolicy: match-viewer → https-only`. */
export function layOutVerdict(verdict: Verdict, width: number): readonly Line[] {
  const word = verdict.verdict.replace('-', ' ').padEnd(5);
  const lead = `  ${verdict.rule}  `;
  return wrapLine(
    [lead, styled(STYLES[verdict.verdict], word), `  ${verdict.subject}: `, ...spansOfValues(verdict)],
    width,
    lead.length + word.length + 2,
  );
}

function spansOfValues({ verdict, before, after, detail }: Verdict): readonly Span[] {
  if (detail !== undefined) return [detail];
  if (verdict === 'pass') return [before === undefined ? 'in order' : renderValue(before)];
  return [styled('red', renderValue(before)), ' → ', styled('green', renderValue(after))];
}

/** `drift: 5 findings on 1 edge; 12 fixed; 3 in sync, 4 refused`. What was not seen is never counted as nothing. */
export function summarizeFindings(look: AccountLook): string {
  const drifted = look.edges.filter((edge) => findingsOf(edge).some(({ verdict }) => verdict === 'drift'));
  const found = countVerdicts(drifted, 'drift');
  const fixed = countVerdicts(look.edges, 'fixed');
  const none = isKnown(look) ? 'none' : 'not known';
  const words = [
    found === 0 ? none : `${countOf(found, 'finding')} on ${countOf(drifted.length, 'edge')}`,
    isSeen(look) ? '' : 'not everything could be checked',
    fixed === 0 ? '' : `${fixed} fixed`,
    countOutcomes(look),
  ];
  return `drift: ${words.filter((word) => word !== '').join('; ')}`;
}

/** What differs on one edge and is not corrected. */
export function countFindings(look: EdgeLook): number {
  return countVerdicts([look], 'drift');
}

function countVerdicts(edges: readonly EdgeLook[], word: Verdict['verdict']): number {
  return edges.flatMap(findingsOf).filter(({ verdict }) => verdict === word).length;
}
