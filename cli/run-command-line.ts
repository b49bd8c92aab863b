import { nearestName } from '../functions/doors/nearest-name.ts';
import { shownValue } from '../functions/doors/shown-value.ts';
import { InvalidRequestError, UnreachableAccountError } from '../functions/reconciler/model/errors.ts';
import manifest from '../package.json' with { type: 'json' };
import type { Command, ExitCode } from './command.ts';
import { COMMANDS } from './commands.ts';
import { parseArguments } from './parse-arguments.ts';
import { printable } from './printable.ts';
import type { Line } from './styled-text.ts';
import type { Terminal } from './terminal.ts';
import { renderOverview, renderUsage, usageLine } from './usage.ts';

const HELP = ['help', '--help', '-h'];
const VERSION = ['--version', '-v'];

const WHERE_THEY_COME_FROM =
  'AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; AWS_REGION; AWS_ENDPOINT_URL';

/** Finds the command, runs it, and says what went wrong if something did. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === undefined) {
    printText(terminal.err.print, renderOverview(COMMANDS));
    return 1;
  }
  if (HELP.includes(first)) return help(rest[0], terminal);
  if (VERSION.includes(first)) return version(terminal);
  const command = findCommand(first);
  if (command === undefined) return unknownCommand(first, terminal);
  if (rest.some((argument) => HELP.includes(argument))) return help(command.name, terminal);
  return runCommand(command, rest, terminal);
}

async function runCommand(command: Command, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await command.run(parseArguments(args, command), terminal);
  } catch (error) {
    terminal.err.live('');
    const messages = messagesOf(error);
    if (args.includes('--json')) terminal.writeJson({ command: command.name, exitCode: 1, errors: messages });
    const lines = messages.map((message): Line => [`secure-api-edge ${command.name}: ${printable(message)}`]);
    terminal.err.print(lines);
    if (error instanceof InvalidRequestError) printText(terminal.err.print, usageLine(command));
    return 1;
  }
}

/** Expected errors as their sentences. Anything else is a bug and passes on, with its stack. */
function messagesOf(error: unknown): readonly string[] {
  if (error instanceof InvalidRequestError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
  if (error instanceof UnreachableAccountError) return [`${error.message} (${WHERE_THEY_COME_FROM})`];
  throw error;
}

function help(name: string | undefined, terminal: Terminal): ExitCode {
  const command = name === undefined ? undefined : findCommand(name);
  if (name !== undefined && command === undefined) return unknownCommand(name, terminal);
  printText(terminal.out.print, command === undefined ? renderOverview(COMMANDS) : renderUsage(command));
  return 0;
}

function version(terminal: Terminal): ExitCode {
  printText(terminal.out.print, `secure-api-edge ${manifest.version}`);
  return 0;
}

function findCommand(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

function unknownCommand(name: string, { err }: Terminal): ExitCode {
  const meant = nearestName(
    name,
    COMMANDS.map((command) => command.name),
  );
  const advice = meant === undefined ? '' : `; did you mean ${meant}?`;
  err.print([[printable(`secure-api-edge: there is no command ${shownValue(name)}${advice}`)]]);
  printText(err.print, `usage: secure-api-edge ${COMMANDS.map((command) => command.name).join(' | ')}`);
  return 1;
}

function printText(print: (lines: readonly Line[]) => void, text: string): void {
  print(text.split('\n').map((line) => [line]));
}
