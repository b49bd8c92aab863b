import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { FleetReport } from '../fleet-report.ts';
import { renderAccountName } from './account-name.ts';
import { countOf, formatCount, shownText } from './shown-text.ts';

const MOST_ACCOUNTS = 100;
const MOST_STEPS = 20;

/** What was deleted in the accounts because no edge needs it any more. */
export function renderCleanedUp({ accounts }: FleetReport): VNode | false {
  const cleaned = accounts.flatMap((account) => (account.cleanedUp ? [{ account, steps: account.cleanedUp }] : []));
  return (
    cleaned.length > 0 &&
    html`<section aria-labelledby="cleaned-up">
      <h2 id="cleaned-up">Policies that no distribution used any more</h2>
      <ul class="parts">${cleaned.slice(0, MOST_ACCOUNTS).map(
        ({ account, steps }) => html`<li>
          ${renderAccountName(account)}
          <ul>
            ${steps.slice(0, MOST_STEPS).map((step) => html`<li><bdi>${shownText(step)}</bdi></li>`)}
            ${steps.length > MOST_STEPS && html`<li>and ${formatCount(steps.length - MOST_STEPS)} more</li>`}
          </ul>
        </li>`,
      )}</ul>
      ${cleaned.length > MOST_ACCOUNTS && html`<p>and ${countOf(cleaned.length - MOST_ACCOUNTS, 'more account')}</p>`}
    </section>`
  );
}
