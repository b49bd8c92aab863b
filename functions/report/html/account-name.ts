import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { AccountReport } from '../fleet-report.ts';
import { shownText } from './shown-text.ts';

/** The account as an organization calls it, and its id. */
export function renderAccountName({ id, name, organizationalUnit }: AccountReport): VNode {
  const number = html`<span class="account-id">${shownText(id, 40)}</span>`;
  return html`<span class="account">
    ${name === undefined ? number : html`<bdi class="account-name">${shownText(name, 80)}</bdi> ${number}`}
    ${organizationalUnit !== undefined && html` <bdi class="unit">${shownText(organizationalUnit, 120)}</bdi>`}
  </span>`;
}
