import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { isObjectedTo } from '../edge-path.ts';
import { type EdgeReport, HOPS, type Hop, IN_SYNC } from '../fleet-report.ts';
import { mark } from './marks.ts';
import { shownText } from './shown-text.ts';

type HopState = 'ok' | 'present' | 'broken' | 'missing' | 'absent' | 'unknown';

const MARKS = {
  ok: 'in-sync',
  present: 'present',
  broken: 'failed',
  missing: 'missing',
  absent: 'missing',
  unknown: 'not-checked',
} as const;
const NAMES = { dns: 'DNS', distribution: 'Distribution', api: 'API' } as const;
const WORDS = {
  ok: '',
  present: '',
  broken: 'broken here',
  missing: 'missing',
  absent: 'none',
  unknown: 'could not be checked',
} as const;
const MOST_RECORDS = 6;

/** The way of a request from a caller to the API, with the hop where it goes wrong. */
export function renderPath(edge: EdgeReport): VNode {
  return html`<ol class="path" aria-label="The way of a request">
    <li class="hop caller"><span class="node">${mark('present')}</span><div><h3>Callers</h3><p><bdi class="name">${shownText(edge.domain, 260)}</bdi></p></div></li>
    ${HOPS.map((hop) => renderHop(edge, hop))}
  </ol>`;
}

function renderHop(edge: EdgeReport, hop: Hop): VNode {
  const state = stateOf(edge, hop);
  return html`<li class=${`hop ${state}`}>
    <span class="node">${mark(MARKS[state])}</span>
    <div>
      <h3>${NAMES[hop]}${WORDS[state] !== '' && html` <em>${WORDS[state]}</em>`}</h3>
      ${linesOf(edge, hop).map((line) => html`<p><bdi class="name">${shownText(line, 260)}</bdi></p>`)}
    </div>
  </li>`;
}

/** Only what was judged and found in order is called so: a hop before the broken one that no rule objects to, or all of an edge that is in sync. */
function stateOf({ path, result, verdicts }: EdgeReport, hop: Hop): HopState {
  const isUnread = path.notChecked.includes(hop);
  if (path.broken === hop) return path[hop] === undefined && !isUnread ? 'missing' : 'broken';
  if (isUnread) return 'unknown';
  if (path[hop] === undefined) return 'absent';
  const isBefore = path.broken !== undefined && HOPS.indexOf(hop) < HOPS.indexOf(path.broken);
  return IN_SYNC.includes(result) || (isBefore && !isObjectedTo(hop, verdicts)) ? 'ok' : 'present';
}

function linesOf({ path, region }: EdgeReport, hop: Hop): readonly string[] {
  const { dns, distribution, api } = path;
  if (hop === 'dns' && dns !== undefined) {
    const records = dns.records.length === 0 ? ['no record at the name'] : dns.records.slice(0, MOST_RECORDS);
    return [...records, `zone ${dns.zone}`];
  }
  if (hop === 'distribution' && distribution !== undefined) {
    return [distribution.domainName, `${distribution.id}, ${distribution.status}`];
  }
  if (hop === 'api' && api !== undefined) return [api.endpoint, [api.kind, region].filter(Boolean).join(', ')];
  return [];
}
