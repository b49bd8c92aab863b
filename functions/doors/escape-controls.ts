/**
 * Names, tags and AWS's sentences come from accounts that others write to: a control character in one of them could end a line, move
 * the cursor of a terminal, hide text or turn its direction. Wherever a door writes, such characters are spelled out as `\u{1b}`.
 */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Those of them that JSON lets stand. It escapes the C0 controls itself. */
export const CONTROLS_THAT_JSON_KEEPS = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text with every such character spelled out. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, spelledOut);
}

/** JSON replacer for log lines. */
export function escapeControlsInJson(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(CONTROLS_THAT_JSON_KEEPS, spelledOut) : value;
}

function spelledOut(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
