import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { AccountReport, FleetReport } from '../fleet-report.ts';
import { renderAccountName } from './account-name.ts';
import { mark } from './marks.ts';
import { countOf, shownText } from './shown-text.ts';

const MOST_ACCOUNTS = 100;
/** The rest is folded away. */
const MOST_AT_ONCE = 8;
const MOST_PARTS = 20;

/** What must not be overlooked: why a guard stopped, and what nobody saw. */
export function renderWarnings({ refusal, accounts }: FleetReport): VNode {
  const changed = accounts.some(({ edges }) => edges.some(({ applied }) => applied.length > 0));
  const refused = accounts.filter((account) => account.refusal !== undefined);
  // An account that nobody could look at comes before one of which something is missing.
  const unread = accounts
    .filter(({ notChecked }) => notChecked.length > 0)
    .toSorted((a, b) => Math.min(a.edges.length, 1) - Math.min(b.edges.length, 1));
  return html`
    ${(refusal !== undefined || refused.length > 0) && renderRefusals(refusal, refused, changed)}
    ${unread.length > 0 && renderUnread(unread)}
  `;
}

function renderRefusals(refusal: string | undefined, refused: readonly AccountReport[], changed: boolean): VNode {
  return html`<section class="warning refusal" aria-labelledby="guard">
    <h2 id="guard">${mark('refused')}${changed ? 'Ended early: not everything was changed' : 'Stopped by a guard: nothing was changed'}</h2>
    ${refusal !== undefined && html`<p><bdi>${shownText(refusal, 1000)}</bdi></p>`}
    ${
      refused.length > 0 &&
      html`<ul>
      ${refused
        .slice(0, MOST_ACCOUNTS)
        .map(
          (account) =>
            html`<li>${renderAccountName(account)}<p><bdi>${shownText(account.refusal ?? '', 1000)}</bdi></p></li>`,
        )}
    </ul>`
    }
    ${renderRest(refused.length)}
  </section>`;
}

function renderUnread(unread: readonly AccountReport[]): VNode {
  return html`<section class="warning unread" aria-labelledby="unread">
    <h2 id="unread">${mark('not-checked')}Not checked: it is not known whether this is in order</h2>
    <ul class="parts">${unread.slice(0, MOST_AT_ONCE).map(renderParts)}</ul>
    ${
      unread.length > MOST_AT_ONCE &&
      html`<details>
      <summary>and ${countOf(unread.length - MOST_AT_ONCE, 'more account')}</summary>
      <ul class="parts">${unread.slice(MOST_AT_ONCE, MOST_ACCOUNTS).map(renderParts)}</ul>
      ${renderRest(unread.length)}
    </details>`
    }
  </section>`;
}

function renderParts(account: AccountReport): VNode {
  const { notChecked } = account;
  return html`<li>
    ${renderAccountName(account)}
    <ul>
      ${notChecked
        .slice(0, MOST_PARTS)
        .map(
          ({ what, why }) =>
            html`<li><strong><bdi>${shownText(what)}</bdi></strong> <bdi class="why">${shownText(why, 500)}</bdi></li>`,
        )}
      ${notChecked.length > MOST_PARTS && html`<li>and ${countOf(notChecked.length - MOST_PARTS, 'more part')}</li>`}
    </ul>
  </li>`;
}

function renderRest(count: number): VNode | false {
  return count > MOST_ACCOUNTS && html`<p>and ${countOf(count - MOST_ACCOUNTS, 'more account')}</p>`;
}
