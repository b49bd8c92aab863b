import { type Line, paintLine } from '../../cli/styled-text.ts';
import type { Screen, Terminal } from '../../cli/terminal.ts';

export interface RecordedTerminal extends Terminal {
  readonly questions: string[];
  /** Everything that was printed, on either stream. */
  readonly printed: () => string;
}

/** A terminal with a person who always gives the same answer. */
export function recordTerminal(options: {
  readonly answer: string;
  readonly environment: Terminal['environment'];
}): RecordedTerminal {
  const lines: string[] = [];
  const questions: string[] = [];
  const screen: Screen = {
    kind: 'stream',
    columns: 100,
    print: (printed: readonly Line[]) => lines.push(...printed.map((line) => paintLine(line, 'off'))),
    live: () => {},
  };
  return {
    out: screen,
    err: screen,
    environment: options.environment,
    person: 'present',
    ask: async (question) => {
      questions.push(question);
      return options.answer;
    },
    writeJson: (document) => lines.push(JSON.stringify(document)),
    questions,
    printed: () => lines.join('\n'),
  };
}
