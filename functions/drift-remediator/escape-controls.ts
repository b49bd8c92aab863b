/** What ends a line or turns text around in some terminals and log viewers, though JSON lets it stand: C1 controls, line separators, format characters. */
const UNESCAPED_BY_JSON = /[\u007f-\u009f]|\p{Cf}|\p{Zl}|\p{Zp}/gu;

/** JSON replacer for log lines: names, tags and comments come from anybody, and must neither break a line nor disguise it. */
export function escapeControls(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(UNESCAPED_BY_JSON, toEscape) : value;
}

function toEscape(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
