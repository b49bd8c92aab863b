import { type Expectation, expectation } from './expectations.ts';
import { MEMBERS } from './organization-estate.ts';
import type { OrganizationSweep } from './organization-sweep.ts';

/** What has to be true for the sweep to have ended well. */
export function expectationsOfSweep({ status, report, requests, page }: OrganizationSweep): readonly Expectation[] {
  const { byResult } = report.summary;
  const updated = requests
    .filter(({ operation }) => operation === 'UpdateDistribution')
    .map(({ account, status: answer }) => `${account} ${answer}`);
  const unread = report.accounts.filter(({ notChecked }) => notChecked.length > 0).map(({ id }) => id);
  const inOrder = [MEMBERS.canary.id, MEMBERS.shop.id].map((id) => `${id} 200`);
  return [
    expectation(
      'in an organization every drifted edge is fixed, the canary account first, and no other is touched',
      byResult.fixed === 2 && byResult['in-sync'] + byResult.fixed === report.summary.edges && isSame(updated, inOrder),
      `${byResult.fixed} fixed of ${report.summary.edges}, ${updated.join(', ')}`,
    ),
    expectation(
      'accounts that could not be looked at stop no other, and the run does not pass for complete',
      isSame(unread, [MEMBERS.noRole.id, MEMBERS.suspended.id]) && status === 'FAILED',
      `${status}, not checked: ${unread.join(', ')}`,
    ),
    expectation('the report is written as a page that names every account', page.namesEveryAccount, page.path),
  ];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join(' ') === b.join(' ');
}
