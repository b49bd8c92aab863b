import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EdgeResult } from '../fleet-report.ts';
import type { ListedEdge } from './listed-edges.ts';
import { badge, RESULTS_IN_ORDER } from './marks.ts';
import { countOf, formatCount, shownText } from './shown-text.ts';

type Choice = readonly [value: string, text: string];

/** Shown by the page's script only: without it there is nothing to filter with, and every row is there. */
export function renderFilter(listed: readonly ListedEdge[]): VNode {
  const accounts = new Map(listed.map(({ account }) => [account.id, account.name ?? account.id] as const));
  const regions = unique(listed.flatMap(({ edge }) => edge.region ?? []));
  const rules = unique(listed.flatMap(({ edge }) => edge.verdicts.map(({ rule }) => rule)));
  return html`<form id="filter" role="search" aria-label="Filter the edges" hidden>
    <div class="field search"><label for="search">Search</label><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="name, value, distribution, record" /></div>
    ${accounts.size > 1 && renderSelect('account', 'Account', [...accounts])}
    ${regions.length > 1 && renderSelect('region', 'Region', regions.map(alike))}
    ${rules.length > 1 && renderSelect('rule', 'Rule', rules.map(alike))}
    <fieldset><legend>Result</legend>
      ${RESULTS_IN_ORDER.map((result) => renderChoice(result, listed.filter(({ edge }) => edge.result === result).length))}
    </fieldset>
    <div class="acts"><button type="button" id="open-all">Open all</button><button type="reset">Reset</button></div>
    <p id="shown" role="status" aria-live="polite">${countOf(listed.length, 'edge')} listed</p>
  </form>`;
}

function renderChoice(result: EdgeResult, count: number): VNode | false {
  return (
    count > 0 &&
    html`<label class="choice"><input type="checkbox" name="result" value=${result} checked /> ${badge(result)} <span class="count">${formatCount(count)}</span></label>`
  );
}

function renderSelect(id: string, title: string, choices: readonly Choice[]): VNode {
  return html`<div class="field"><label for=${id}>${title}</label><select id=${id}>
    <option value="">all</option>
    ${choices.map(([value, text]) => html`<option value=${value}>${shownText(text, 60)}</option>`)}
  </select></div>`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function alike(text: string): Choice {
  return [text, text];
}
