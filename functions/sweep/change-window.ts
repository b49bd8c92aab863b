import { shownValue } from '../doors/shown-value.ts';

/** When edges may be changed: `Mon-Fri 09:00-16:00 Europe/Berlin`. */
export interface ChangeWindow {
  readonly text: string;
  readonly days: readonly string[];
  /** Minutes since midnight; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const FORM = /^(\w{3})(?:-(\w{3}))? (\d{2}):(\d{2})-(\d{2}):(\d{2}) ([\w/+-]+)$/;
export const CHANGE_WINDOW_FORM = 'a change window such as Mon-Fri 09:00-16:00 Europe/Berlin';

/** Undefined for what is not one. */
export function parseChangeWindow(text: string): ChangeWindow | undefined {
  const [, first = '', last = first, ...rest] = FORM.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = rest.map(Number);
  const timeZone = rest[4] ?? '';
  const days = daysBetween(first, last);
  if (days.length === 0 || !isTimeZone(timeZone)) return undefined;
  const from = minutes(fromHour, fromMinute);
  const to = minutes(toHour, toMinute);
  if (from === undefined || to === undefined || from >= to) return undefined;
  return { text, days, from, to, timeZone };
}

export function isOpen({ days, from, to, timeZone }: ChangeWindow, now: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const at = Number(part('hour')) * 60 + Number(part('minute'));
  return days.includes(part('weekday')) && at >= from && at < to;
}

/** What a person reads when a run that may write only looked. */
export function describeClosed({ text }: ChangeWindow, now: Date): string {
  return `nothing was changed, because it is ${now.toISOString()} and changes are made ${shownValue(text)} only (ChangeWindow)`;
}

/** Around the end of the week too: `Sat-Mon`. */
function daysBetween(first: string, last: string): readonly string[] {
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  if (from < 0 || to < 0) return [];
  return from <= to ? DAYS.slice(from, to + 1) : [...DAYS.slice(from), ...DAYS.slice(0, to + 1)];
}

function minutes(hour: number | undefined, minute: number | undefined): number | undefined {
  if (hour === undefined || minute === undefined || hour > 24 || minute > 59) return undefined;
  const all = hour * 60 + minute;
  return all <= 24 * 60 ? all : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
