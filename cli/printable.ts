/**
 * Names, tags and AWS's sentences come from accounts that others write to: a control character in one of them could move the cursor,
 * hide text or turn its direction. Nothing of the kind reaches a terminal: line breaks and tabs become spaces, the rest is spelled out.
 */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
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
