import { escapeControls } from '../functions/doors/escape-controls.ts';

/** A text as it may stand on a line of a terminal: line breaks and tabs become spaces, other controls are spelled out. */
export function printable(text: string): string {
  return escapeControls(text.replace(/[\t\n\r]+/g, ' '));
}

/** The same value with every text in it printable, keys included. */
export function printableValue<T>(value: T): T {
  return mapTexts(value) as T;
}

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(mapTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [printable(key), mapTexts(each)]));
}
