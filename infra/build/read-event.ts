import { readFileSync } from 'node:fs';

/** The event at `path`; `-` reads standard input, undefined is an empty event. */
export function readEvent(path: string | undefined): unknown {
  if (path === undefined) return {};
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`event: not JSON, got ${path}; ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    throw new Error(`event: cannot be read, got ${path}; name a file such as events/create.json`, { cause });
  }
}
