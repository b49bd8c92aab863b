import type { Command, OptionSpec } from './command.ts';
import { paintLine, wrapLine } from './styled-text.ts';

const WIDTH = 100;
const PROGRAM = 'secure-api-edge';

/** All that `secure-api-edge help COMMAND` says. docs/command-line.md carries the same text. */
export function renderUsage({ name, summary, description, operand, options, exits }: Command): string {
  const column = Math.max(...options.map((option) => spelling(option).length)) + 4;
  return [
    `${PROGRAM} ${name}: ${summary}`,
    '',
    usageLine({ name, operand, options }),
    '',
    wrapped(description, 0),
    '',
    'options:',
    ...options.map((option) => wrapped(`  ${spelling(option).padEnd(column - 2)}${option.text}`, column)),
    '',
    'exit codes:',
    ...exits.map(([code, meaning]) => wrapped(`  ${code}  ${meaning}`, 5)),
  ].join('\n');
}

export function usageLine({ name, operand, options }: Pick<Command, 'name' | 'operand' | 'options'>): string {
  const words = options.map((option) => `[${spelling(option)}]${option.repeatable === undefined ? '' : '...'}`);
  // A break inside of `[--region NAME]` would tear it apart.
  const unbroken = words.map((word) => word.replaceAll(' ', '\u00a0'));
  return wrapped(
    ['usage:', PROGRAM, name, ...(operand === undefined ? [] : [operand.name]), ...unbroken].join(' '),
    9,
  ).replaceAll('\u00a0', ' ');
}

/** All that `secure-api-edge help` says. */
export function renderOverview(commands: readonly Command[]): string {
  return [
    `${PROGRAM}: a CloudFront distribution in front of every API Gateway custom domain, kept correct`,
    '',
    `usage: ${PROGRAM} COMMAND [options]`,
    `       ${PROGRAM} help COMMAND`,
    `       ${PROGRAM} --version`,
    '',
    'commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`),
    '',
    wrapped(
      'Endpoint and credentials come from the usual AWS environment (AWS_ENDPOINT_URL, AWS_PROFILE and so on). New here? Run "secure-api-edge demo": it needs no AWS account.',
      0,
    ),
  ].join('\n');
}

function spelling({ name, value }: OptionSpec): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function wrapped(text: string, indent: number): string {
  return wrapLine([text], WIDTH, indent)
    .map((line) => paintLine(line, 'off'))
    .join('\n');
}
