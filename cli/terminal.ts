import { createInterface } from 'node:readline/promises';
import { CONTROLS_THAT_JSON_KEEPS } from '../functions/doors/escape-controls.ts';
import { type Line, paintLine } from './styled-text.ts';

/** Somewhere to write lines. */
export interface Screen {
  readonly kind: 'terminal' | 'stream';
  readonly columns: number;
  readonly print: (lines: readonly Line[]) => void;
  /** Replaces the unfinished line at the bottom of a terminal; a stream ignores it. */
  readonly live: (text: string) => void;
}

/** What a command sees of the process that it runs in. */
export interface Terminal {
  readonly out: Screen;
  readonly err: Screen;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person can be asked. */
  readonly person: 'present' | 'absent';
  readonly ask: (question: string) => Promise<string>;
  readonly writeJson: (document: unknown) => void;
}

const STREAM_COLUMNS = 100;
const WIDEST_COLUMNS = 120;
const NARROWEST_COLUMNS = 60;

export function createTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  // Whoever reads may stop early, as `head` does: nothing is left to say then.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    out: createScreen(stdout, env),
    err: createScreen(stderr, env),
    environment: env,
    person: stdin.isTTY && stderr.isTTY ? 'present' : 'absent',
    async ask(question) {
      const reader = createInterface({ input: stdin, output: stderr });
      // Ctrl-D answers nothing, which is no approval.
      const closed = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
      const answer = await Promise.race([reader.question(question), closed]);
      reader.close();
      return answer;
    },
    writeJson: (document) => stdout.write(`${toJson(document)}\n`),
  };
}

/** JSON escapes C0 controls itself; the other characters that a terminal may act upon are escaped here. */
export function toJson(document: unknown): string {
  return JSON.stringify(document, undefined, 2).replace(CONTROLS_THAT_JSON_KEEPS, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

function createScreen(stream: NodeJS.WriteStream, { NO_COLOR, TERM }: NodeJS.ProcessEnv): Screen {
  const isTerminal = stream.isTTY === true;
  const colours = isTerminal && !NO_COLOR && TERM !== 'dumb' ? 'on' : 'off';
  const columns = (isTerminal && stream.columns) || STREAM_COLUMNS;
  return {
    kind: isTerminal ? 'terminal' : 'stream',
    columns: Math.min(Math.max(columns, NARROWEST_COLUMNS), WIDEST_COLUMNS),
    print: (lines) => stream.write(lines.map((line) => `${paintLine(line, colours)}\n`).join('')),
    live: (text) => {
      if (isTerminal) stream.write(`\r\u001b[2K${text.slice(0, columns - 1)}`);
    },
  };
}
