import type { AccountReport, EdgeResult } from '../../functions/report/fleet-report.ts';
import { countOf } from '../edge-state.ts';
import { layOutTable } from '../layout/table.ts';
import { BLANK, type Line, type Span, styled, wrapLine } from '../styled-text.ts';
import { MEMBERS, TOOLS } from './organization-estate.ts';
import type { OrganizationSweep } from './organization-sweep.ts';
import { clockTime } from './timeline.ts';

export function layOutOrganization(sweep: OrganizationSweep, width: number): readonly Line[] {
  const { report, moments, requests, page, status } = sweep;
  const say = (text: string) => wrapLine([text], width, 0);
  const { summary } = report;
  return [
    ...say(
      `An organization of ${countOf(summary.accounts, 'account')}, swept from ${TOOLS} by the state machine that template.yaml deploys. It looks at all of them as their reader, judges the fleet as one, and then changes it as their writer, the canary ${MEMBERS.canary.name} first. One account is suspended, and one does not let the sweep in.`,
    ),
    BLANK,
    ...moments.flatMap(({ atSeconds, part, text }) => {
      const lead = `${clockTime(atSeconds)}  ${part.padEnd(6)}  `;
      return wrapLine([lead, text], width, lead.length);
    }),
    BLANK,
    ...layOutTable(HEADER, report.accounts.map(rowOf), width),
    BLANK,
    ...say(
      `The execution ended as ${status}: what was not checked is never taken for clean. It took ${countOf(requests.length, 'AWS request')}, ${summary.calls} of them in the accounts.`,
    ),
    ...say(`The report as a page, ${Math.ceil(page.bytes / 1000)} kB that need no network:`),
    [`  ${page.path}`],
  ];
}

const HEADER = ['account', 'name', 'edges', 'in sync', 'fixed', 'requests', 'not checked'];

function rowOf({ id, name = '', edges, notChecked, calls }: AccountReport): readonly Span[] {
  const count = (wanted: EdgeResult) => String(edges.filter(({ result }) => result === wanted).length);
  const fixed = count('fixed');
  return [
    styled('bold', id),
    name,
    String(edges.length).padStart(5),
    count('in-sync').padStart(7),
    fixed === '0' ? fixed.padStart(5) : styled('green', fixed.padStart(5)),
    String(calls.total).padStart(8),
    styled('yellow', notChecked.map(({ why }) => shortReason(why)).join('; ')),
  ];
}

/** The page has all of it; here the reader has a column. */
function shortReason(why: string): string {
  return why.length > 60 ? `${why.slice(0, 60)}…` : why;
}
