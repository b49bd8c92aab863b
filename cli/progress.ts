import type { EdgeLook } from '../functions/reconciler/model/look.ts';
import type { DomainName, Region } from '../functions/reconciler/model/names.ts';
import { renderOutcome } from '../functions/reconciler/plan/render.ts';
import type { AccountOptions } from '../functions/reconciler/reconcile-account.ts';
import type { AccountSession } from './account-session.ts';
import { countOf } from './edge-state.ts';
import { countFindings } from './layout/findings.ts';
import { printable } from './printable.ts';
import type { Screen } from './terminal.ts';

type OnLook = NonNullable<AccountOptions['onLook']>;

/** What goes on while somebody waits. */
export interface Watched {
  readonly session: Pick<AccountSession, 'accountId' | 'requests'>;
  readonly regions: readonly Region[];
  readonly doing: 'reading' | 'applying to';
  /** Of single edges, on a stream: none, each look that says something new, or every look. */
  readonly looks: 'none' | 'news' | 'every';
}

const REDRAW_MILLIS = 250;
/** On a stream: often enough to tell that it goes on, seldom enough to be few lines. */
const LINE_MILLIS = 10_000;

/**
 * Tells how far a run is while it goes on: which account and Regions, AWS requests so far, edges done, findings so far. A terminal shows one line that
 * changes; a stream gets a line at the beginning, one every ten seconds, and one at the end.
 */
export async function withProgress<Ended>(
  screen: Screen,
  watched: Watched,
  run: (onLook: OnLook) => Promise<Ended>,
): Promise<Ended> {
  const { session, looks } = watched;
  const print = (text: string) => screen.print([[text]]);
  const last = new Map<DomainName, EdgeLook>();
  let edges: { readonly done: number; readonly total: number } | undefined;
  let place = placeOf(watched);
  let isOver = false;

  const facts = () =>
    [
      countOf(session.requests(), 'AWS request'),
      ...(edges === undefined ? [] : [`${edges.done} of ${countOf(edges.total, 'edge')}`, foundIn([...last.values()])]),
    ].join(', ');
  const redraw = () => {
    const latest = [...last.values()].at(-1);
    screen.live(`${place}: ${facts()}${latest === undefined ? '' : `; ${printable(renderOutcome(latest))}`}`);
  };
  const timer =
    screen.kind === 'terminal'
      ? setInterval(redraw, REDRAW_MILLIS)
      : setInterval(() => print(`${place}: ${facts()}`), LINE_MILLIS);
  void session.accountId().then(
    (account) => {
      place = placeOf(watched, account);
      if (screen.kind === 'stream' && !isOver) print(place);
    },
    // Whoever runs is told so too.
    () => {},
  );

  try {
    const ended = await run((look, progress) => {
      const { domainName } = look.plan;
      const text = printable(renderOutcome(look));
      const before = last.get(domainName);
      const isNews = before === undefined || printable(renderOutcome(before)) !== text;
      // Behind the others, as the latest.
      last.delete(domainName);
      last.set(domainName, look);
      edges = progress;
      if (screen.kind === 'terminal') redraw();
      else if (looks === 'every' || (looks === 'news' && isNews)) print(text);
    });
    if (screen.kind === 'stream') print(`${place}: ${facts()}`);
    return ended;
  } finally {
    isOver = true;
    clearInterval(timer);
    screen.live('');
  }
}

function placeOf({ doing, regions }: Watched, account?: string): string {
  const where = `${regions.length === 1 ? 'Region' : 'Regions'} ${regions.join(', ')}`;
  return `${doing} ${account === undefined ? '' : `account ${account}, `}${where}`;
}

function foundIn(looks: readonly EdgeLook[]): string {
  return countOf(
    looks.reduce((sum, look) => sum + countFindings(look), 0),
    'finding',
  );
}
