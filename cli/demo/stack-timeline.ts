import { countOf } from '../edge-state.ts';
import { type Line, styled, wrapLine } from '../styled-text.ts';
import type { StackMoment } from './stack-moments.ts';
import { clockTime, duration } from './timeline.ts';

export interface StackStretch {
  readonly fromSeconds: number;
  readonly moments: readonly StackMoment[];
  /** When tasks of the state machine ran. */
  readonly tasks: readonly number[];
}

/** `00:14:00  product  answers FAILED: …`, and what was waited for in between. */
export function layOutStackTimeline(stretch: StackStretch, width: number): readonly Line[] {
  const shown = stretch.moments.filter(({ kind }) => kind !== 'waiting');
  return shown.flatMap((moment, index) => {
    const from = shown[index - 1]?.atSeconds ?? stretch.fromSeconds;
    return [
      ...(moment.atSeconds > from ? layOutPause(stretch, from, moment, width) : []),
      ...layOutMoment(moment, width),
    ];
  });
}

const WHO_COLUMN = 14;

function layOutMoment({ atSeconds, who, text, kind }: StackMoment, width: number): readonly Line[] {
  const lead = `${clockTime(atSeconds)}  ${who.padEnd(WHO_COLUMN)}  `;
  const span = kind === 'good' ? styled('green', text) : kind === 'bad' ? styled('red', text) : text;
  return wrapLine([lead, span], width, lead.length);
}

/** Only where the product goes on afterwards was it the product that waited. */
function layOutPause(
  { moments, tasks }: StackStretch,
  from: number,
  { atSeconds: to, who }: StackMoment,
  width: number,
): readonly Line[] {
  const waits = moments.filter(({ kind, atSeconds }) => kind === 'waiting' && atSeconds >= from && atSeconds < to);
  const last = who === 'product' ? waits.at(-1) : undefined;
  const count = tasks.filter((at) => at > from && at < to).length;
  const words = [
    `          … ${duration(to - from)} of simulated time`,
    ...(last === undefined ? [] : [`: ${last.text}`]),
    ...(count === 0 ? [] : [`; ${countOf(count, 'task')} of the state machine`]),
  ];
  return wrapLine([styled('dim', words.join(''))], width, 12);
}
