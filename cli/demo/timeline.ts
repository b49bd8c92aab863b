import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { describeOutcome } from '../../functions/reconciler/plan/render.ts';
import { countOf } from '../edge-state.ts';
import { type Line, styled, wrapLine } from '../styled-text.ts';

/** Something that a look brought, at a simulated time. */
export interface Moment {
  readonly atSeconds: number;
  readonly domainName: string;
  readonly kind: EdgeLook['outcome']['kind'];
  readonly text: string;
}

export interface Timeline {
  readonly moments: readonly Moment[];
  readonly onLook: (look: EdgeLook) => void;
}

/** Writes down what is new about each edge, with the simulated time since the recording began. */
export function recordTimeline(now: () => number): Timeline {
  const start = now();
  const moments: Moment[] = [];
  const last = new Map<string, string>();
  return {
    moments,
    onLook: ({ plan, outcome }) => {
      const text = describeOutcome(outcome);
      if (last.get(plan.domainName) === text) return;
      last.set(plan.domainName, text);
      moments.push({ atSeconds: (now() - start) / 1000, domainName: plan.domainName, kind: outcome.kind, text });
    },
  };
}

/** What was applied when, and how long AWS worked in between. */
export function layOutTimeline(moments: readonly Moment[], width: number): readonly Line[] {
  const shown = moments.filter(({ kind, domainName }) => kind !== 'waiting' && hasMoved(moments, domainName));
  const column = Math.max(0, ...shown.map(({ domainName }) => domainName.length));
  return [...Map.groupBy(shown, ({ atSeconds }) => atSeconds)].flatMap(([at, group], index, groups) => {
    const previous = groups[index - 1]?.[0] ?? 0;
    return [
      ...(at > previous ? layOutWait(moments, previous, at, width) : []),
      ...group.flatMap((moment) => layOutMoment(moment, column, width)),
    ];
  });
}

/** An edge of which nothing was applied has no story. */
function hasMoved(moments: readonly Moment[], domainName: string): boolean {
  return moments.some((moment) => moment.domainName === domainName && moment.kind === 'applied');
}

/** Steps that read the same are named once. */
function layOutMoment({ atSeconds, domainName, kind, text }: Moment, column: number, width: number): readonly Line[] {
  const lead = `${clockTime(atSeconds)}  ${domainName.padEnd(column)}  `;
  const words = [...new Set(text.split('; '))].join('; ');
  return wrapLine([lead, kind === 'in-sync' ? styled('green', words) : words], width, lead.length);
}

function layOutWait(moments: readonly Moment[], from: number, to: number, width: number): readonly Line[] {
  const waits = moments.filter(({ kind, atSeconds }) => kind === 'waiting' && atSeconds >= from && atSeconds < to);
  const words = [...Map.groupBy(waits, ({ text }) => thingWaitedFor(text))].map(([thing, { length }]) =>
    length === 1 ? thing : `${thing} (${length})`,
  );
  const what = words.length === 0 ? '' : `: ${words.join(', ')}`;
  return wrapLine([styled('dim', `          … ${duration(to - from)} of simulated time${what}`)], width, 12);
}

/** Without the name that differs from edge to edge: `waiting for distribution to be Deployed`. */
function thingWaitedFor(text: string): string {
  return text.replace(/distribution \S+ to/, 'distribution to').replace(/ of \S+ to/, ' to');
}

export function clockTime(seconds: number): string {
  const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => Math.floor(part));
  return [hours, minutes, rest].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `5 minutes 20 seconds`. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  const words = [
    ...(minutes > 0 ? [countOf(minutes, 'minute')] : []),
    ...(rest > 0 || minutes === 0 ? [countOf(rest, 'second')] : []),
  ];
  return words.join(' ');
}
