import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { describeCheck, describeUnreached } from '../../reconciler/model/proof.ts';
import type { EdgeProof, EdgeReport } from '../fleet-report.ts';
import { renderFindings } from './findings-table.ts';
import type { ListedEdge } from './listed-edges.ts';
import { badge } from './marks.ts';
import { renderPath } from './path-diagram.ts';
import { countOf, formatMoment, formatSpan, shownText } from './shown-text.ts';

const MOST_STEPS = 30;

/** One edge: a line to find it by, and everything about it below. `now`: when the run ended. */
export function renderEdge({ account, edge, id }: ListedEdge, now: string, state: 'open' | 'closed'): VNode {
  const rules = [...new Set(edge.verdicts.map(({ rule }) => rule))].join(' ');
  return html`<li class="edge" id=${id} data-result=${edge.result} data-account=${account.id} data-region=${edge.region ?? ''} data-rules=${rules}>
    <details open=${state === 'open'}>
      <summary>
        ${badge(edge.result)}
        <span class="domain"><bdi>${shownText(edge.domain, 260)}</bdi></span>
        <span class="where"><bdi>${shownText(account.name ?? account.id, 80)}</bdi>${edge.region !== undefined && html` <span class="region">${shownText(edge.region, 40)}</span>`}</span>
        <span class="what">${sayBriefly(edge)}</span>
      </summary>
      <div class="about">
        ${edge.result !== 'in-sync' && html`<p class="text"><bdi>${shownText(edge.text, 1000)}</bdi></p>`}
        ${renderPath(edge)}
        ${edge.verdicts.length > 0 && renderFindings(edge.verdicts)}
        ${renderSteps('Written in this run', edge.applied)}
        ${renderSteps('Still to be written', edge.planned)}
        ${renderFacts(edge, now)}
      </div>
    </details>
  </li>`;
}

/** What a line can hold: which rules, and since when. */
function sayBriefly({ verdicts, passed, result, text }: EdgeReport): VNode {
  const rules = [...new Set(verdicts.filter(({ reportedOnly }) => reportedOnly !== true).map(({ rule }) => rule))];
  if (result === 'in-sync') return html`${countOf(passed, 'verdict')} pass`;
  return html`<bdi>${rules.length > 0 ? rules.join(', ') : shownText(text, 90)}</bdi>`;
}

function renderSteps(title: string, steps: readonly string[]): VNode | false {
  return (
    steps.length > 0 &&
    html`<section class="steps">
      <h3>${title}</h3>
      <ol>
        ${steps.slice(0, MOST_STEPS).map((step) => html`<li><bdi>${shownText(step)}</bdi></li>`)}
        ${steps.length > MOST_STEPS && html`<li>and ${countOf(steps.length - MOST_STEPS, 'more step')}</li>`}
      </ol>
    </section>`
  );
}

function renderFacts({ firstSeen, changedBy, owner, proof, passed, verdicts }: EdgeReport, now: string): VNode {
  const facts: readonly (readonly [string, unknown])[] = [
    ...(firstSeen === undefined
      ? []
      : [['First seen', firstSeen === now ? 'in this report' : sayWhen(firstSeen, now)] as const]),
    ...(changedBy === undefined
      ? []
      : [
          [
            'Changed by',
            html`<bdi>${shownText(changedBy.who)}</bdi>: <bdi>${shownText(changedBy.what)}</bdi>, ${sayWhen(changedBy.at, now)}`,
          ] as const,
        ]),
    ...(proof === undefined ? [] : [['Proof', renderProof(proof)] as const]),
    ...(owner === undefined ? [] : [['Owner', html`<bdi class="name">${shownText(owner, 120)}</bdi>`] as const]),
    ['Rules', `${countOf(passed, 'verdict')} pass, ${verdicts.length} ${verdicts.length === 1 ? 'does' : 'do'} not`],
  ];
  return html`<dl class="details">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function sayWhen(at: string, now: string): VNode {
  return html`<time datetime=${at}>${formatMoment(at)}</time> (${formatSpan(at, now)} before this report)`;
}

function renderProof(proof: EdgeProof): VNode {
  if (proof.kind === 'not-possible') return html`not possible: <bdi>${shownText(proof.why)}</bdi>`;
  const way = proof.through === 'edge' ? 'on the distribution itself' : 'through DNS';
  return html`${proof.passed ? 'passed' : 'failed'} ${way}, ${countOf(proof.requests, 'request')}, <time datetime=${proof.takenAt}>${formatMoment(proof.takenAt)}</time>${shownText(describeUnreached(proof), 400)}
    ${proof.failed.length > 0 && html`<ul>${proof.failed.slice(0, MOST_STEPS).map((check) => html`<li><bdi>${shownText(describeCheck(check))}</bdi></li>`)}</ul>`}`;
}
