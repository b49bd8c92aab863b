import { escapeControls } from '../../doors/escape-controls.ts';

/** A name, value or sentence of unknown origin as the page shows it: on one line, controls spelled out, and short enough to be read. */
export function shownText(text: string, most = 300): string {
  const line = escapeControls(text.slice(0, most + 1).replace(/[\t\n\r]+/g, ' '));
  return text.length > most ? `${line.slice(0, most)}… (${formatCount(text.length)} characters)` : line;
}

/** `12,345`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 edge`, `12,345 edges`. */
export function countOf(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `20 Nov 2026, 06:00 UTC`: the same wherever the page is read. */
export function formatMoment(iso: string): string {
  const at = new Date(iso);
  const minutes = `${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}`;
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${minutes} UTC`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `3 days`, in the largest unit that fits. */
export function formatSpan(fromIso: string, toIso: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 1000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ['second', 1];
  return countOf(Math.floor(seconds / size), unit);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
