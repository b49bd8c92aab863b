import type { FleetReport } from '../fleet-report.ts';
import { openIn } from './counted.ts';
import { countOf, formatCount } from './shown-text.ts';

/** How a run went, in one to three sentences. What was not seen is counted neither as being in order nor as wrong. */
export function verdictSentence({ summary, accounts, refusal }: FleetReport): string {
  const isStopped = refusal !== undefined || accounts.some((account) => account.refusal !== undefined);
  const isChanged = accounts.some(({ edges }) => edges.some(({ applied }) => applied.length > 0));
  const unread = accounts.filter(({ notChecked }) => notChecked.length > 0).length;
  return [
    isStopped ? (isChanged ? 'This run ended early.' : 'A guard stopped this run.') : '',
    aboutEdges(summary, unread),
    unread > 0 ? `${aboutAccounts(accounts.length, unread)} could not be read completely.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function aboutEdges({ edges, byResult }: FleetReport['summary'], unreadAccounts: number): string {
  const unchecked = byResult['not-checked'];
  const open = openIn(byResult) - unchecked;
  if (edges === 0) return unreadAccounts > 0 ? 'No edge was seen.' : 'No API domain was found.';
  if (open === 0 && unchecked > 0)
    return `${formatCount(unchecked)} of ${countOf(edges, 'edge')} could not be checked.`;
  const rest = unchecked > 0 ? `, ${formatCount(unchecked)} could not be checked` : '';
  if (open > 0)
    return `${formatCount(open)} of ${countOf(edges, 'edge')} ${open === 1 ? 'is' : 'are'} not in sync${rest}.`;
  const seen = unreadAccounts > 0 ? ' that could be read' : '';
  return edges === 1 ? `The only edge${seen} is in sync.` : `All ${countOf(edges, 'edge')}${seen} are in sync.`;
}

function aboutAccounts(accounts: number, unread: number): string {
  return accounts === 1 ? 'The account' : countOf(unread, 'account');
}
