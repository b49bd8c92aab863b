import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { FleetReport } from '../fleet-report.ts';
import { countOf, formatCount, formatMoment, formatSpan } from './shown-text.ts';
import { verdictSentence } from './verdict-sentence.ts';

const TRIGGERS = { schedule: 'the schedule', event: 'an event', person: 'a person' } as const;
const MODES = { detect: 'detect: nothing is written', remediate: 'remediate: drift is corrected' } as const;

export function renderHeader(report: FleetReport): VNode {
  const { run, summary } = report;
  const facts: readonly (readonly [string, unknown])[] = [
    ['Finished', html`<time datetime=${run.finishedAt}>${formatMoment(run.finishedAt)}</time>`],
    ['Took', formatSpan(run.startedAt, run.finishedAt)],
    ['Mode', MODES[run.mode]],
    ['Asked for by', TRIGGERS[run.trigger]],
    ['Looked at', `${countOf(summary.edges, 'edge')} in ${countOf(summary.accounts, 'account')}`],
    ['AWS requests', formatCount(summary.calls)],
  ];
  return html`<header class="page-header">
    <p class="product">secure-api-edge <span>report</span></p>
    <h1>${verdictSentence(report)}</h1>
    <dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  </header>`;
}
