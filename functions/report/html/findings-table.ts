import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Verdict } from '../../reconciler/model/plan.ts';
import { RULES } from '../../reconciler/model/rules.ts';
import { renderValue } from '../../reconciler/plan/render.ts';
import { mark } from './marks.ts';
import { countOf, shownText } from './shown-text.ts';

const MOST_FINDINGS = 30;
const WORDS = {
  pass: 'pass',
  drift: 'drift',
  fixed: 'fixed',
  refused: 'refused',
  'not-checked': 'not checked',
} as const;
const MARKS = { ...WORDS, pass: 'in-sync', 'not-checked': 'not-checked' } as const;

/** What the rules found, place by place. The roles keep it a table where a narrow screen shows it as blocks. */
export function renderFindings(verdicts: readonly Verdict[]): VNode {
  return html`<table class="findings" role="table">
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">Rule</th><th role="columnheader" scope="col">Where</th><th role="columnheader" scope="col">Before and after</th>
    </tr></thead>
    <tbody role="rowgroup">
      ${verdicts.slice(0, MOST_FINDINGS).map(renderFinding)}
      ${verdicts.length > MOST_FINDINGS && html`<tr role="row"><td role="cell" colspan="3">and ${countOf(verdicts.length - MOST_FINDINGS, 'more finding')}</td></tr>`}
    </tbody>
  </table>`;
}

function renderFinding(found: Verdict): VNode {
  return html`<tr role="row">
    <th role="rowheader" scope="row"><span class=${`badge r-${MARKS[found.verdict]}`}>${mark(MARKS[found.verdict])}${WORDS[found.verdict]}</span> <a href=${`#${found.rule}`}>${found.rule}</a><span class="rule">${RULES[found.rule].sentence}</span></th>
    <td role="cell"><bdi class="name">${shownText(found.subject)}</bdi>${found.reportedOnly && html` <span class="note">reported only</span>`}</td>
    <td role="cell">${renderChange(found)}</td>
  </tr>`;
}

function renderChange({ before, after, detail, verdict }: Verdict): VNode {
  if (detail !== undefined) return html`<bdi>${shownText(detail, 600)}</bdi>`;
  if (verdict === 'not-checked') return html``;
  return html`<span class="change">
    <del><bdi>${shownText(renderValue(before))}</bdi></del><span class="arrow" role="img" aria-label="becomes">→</span><ins><bdi>${shownText(renderValue(after))}</bdi></ins>
  </span>`;
}
