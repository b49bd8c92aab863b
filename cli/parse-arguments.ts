import { parseArgs } from 'node:util';
import { nearestName } from '../functions/doors/nearest-name.ts';
import { shownValue } from '../functions/doors/shown-value.ts';
import type { Problem } from '../functions/reconciler/model/errors.ts';
import { InvalidRequestError } from '../functions/reconciler/model/errors.ts';
import type { Command, OperandSpec, OptionSpec } from './command.ts';
import type { GivenOptions } from './given-options.ts';

/**
 * Reads a command's arguments by its own table of options. Throws InvalidRequestError with every problem found. The parser of Node.js
 * splits the arguments; it is not asked to judge them, because it stops at the first problem and does not know which option was meant.
 */
export function parseArguments(
  args: readonly string[],
  { operand, options: specs }: Pick<Command, 'operand' | 'options'>,
): GivenOptions {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      specs.map(({ name, value }) => [name, { type: value ? 'string' : 'boolean' }] as const),
    ),
  });
  const given = new Map<string, readonly string[]>();
  const problems: Problem[] = [];
  const isUnknown = (token: (typeof tokens)[number] | undefined) =>
    token?.kind === 'option' && !specs.some(({ name }) => name === token.name);
  for (const [index, token] of tokens.entries()) {
    // What follows an unknown option is most likely its value: one mistake, not two.
    if (token.kind === 'positional' && !isUnknown(tokens[index - 1])) {
      if (operand === undefined || given.has(operand.name)) problems.push(unexpected(token.value, operand));
      else given.set(operand.name, [token.value]);
    }
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name);
    const problem = spec === undefined ? unknown(token.rawName, specs) : problemOf(spec, token.value, given);
    if (problem !== undefined) problems.push(problem);
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
  }
  if (operand !== undefined && !given.has(operand.name)) problems.push(missing(operand));
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return given;
}

function problemOf(spec: OptionSpec, value: string | undefined, given: GivenOptions): Problem | undefined {
  const path = `--${spec.name}`;
  if (given.has(spec.name) && spec.repeatable === undefined) return { path, message: 'is given more than once' };
  if (spec.value === undefined) {
    return value === undefined ? undefined : { path, message: `takes no value, got ${shownValue(value)}` };
  }
  if (value === undefined || value === '') return { path, message: `needs a value; write ${path} ${spec.value}` };
  if (spec.choices === undefined || spec.choices.includes(value)) return undefined;
  return { path, message: `must be ${spec.choices.join(' or ')}, got ${shownValue(value)}` };
}

function unknown(written: string, specs: readonly OptionSpec[]): Problem {
  const meant = nearestName(
    written.replace(/^-+/, ''),
    specs.map(({ name }) => name),
  );
  const advice = meant === undefined ? '' : `; did you mean --${meant}?`;
  return { path: written, message: `is not an option of this command${advice}` };
}

function unexpected(value: string, operand: OperandSpec | undefined): Problem {
  const expected = operand === undefined ? 'only options are expected' : `only one ${operand.name} is expected`;
  const advice = operand === undefined ? '; a domain is named with --domain' : '';
  return { path: 'arguments', message: `${expected}, got ${shownValue(value)}${advice}` };
}

function missing({ name, example }: OperandSpec): Problem {
  return { path: name, message: `is missing; write it behind the command, for example ${example}` };
}
