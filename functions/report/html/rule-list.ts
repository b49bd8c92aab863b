import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { RULES, type RuleId } from '../../reconciler/model/rules.ts';
import type { ListedEdge } from './listed-edges.ts';

/** The rules that the listed edges name, each with its reason and AWS's own page. */
export function renderRules(listed: readonly ListedEdge[]): VNode | false {
  const named = [...new Set(listed.flatMap(({ edge }) => edge.verdicts.map(({ rule }) => rule)))].sort();
  return (
    named.length > 0 &&
    html`<section class="rules" aria-labelledby="rules"><h2 id="rules">The rules named above</h2><dl>${named.map(renderRule)}</dl></section>`
  );
}

function renderRule(id: RuleId): VNode {
  const { sentence, reason, source } = RULES[id];
  return html`<div id=${id}><dt>${id}</dt><dd>${sentence}: ${reason}. <a href=${source} rel="noreferrer noopener">AWS on this</a></dd></div>`;
}
