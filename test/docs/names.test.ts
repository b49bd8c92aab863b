import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../cli/commands.ts';
import { RULES } from '../../functions/reconciler/model/rules.ts';
import { documents } from './documents.ts';

const SCRIPTS = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
const PARAMETERS = [...readFileSync('template.yaml', 'utf8').matchAll(/^ {2}(\w+):$/gm)].map(([, name]) => name);

/** `npx secure-api-edge plan --domain api.example.com`, up to the end of the code or a comment. */
function commandLinesOf(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/npx secure-api-edge ([^`#\n]+)/g)].map(([, words = '']) => words.trim().split(/\s+/));
}

function problemsOf([name, ...args]: readonly string[]): readonly string[] {
  if (name === 'COMMAND') return [];
  if (name === 'help') return args.flatMap((one) => problemsOf([one]));
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) return [`no command ${name}`];
  const known = command.options.map((option) => `--${option.name}`);
  return args.filter((arg) => arg.startsWith('--') && !known.includes(arg)).map((arg) => `${name} has no ${arg}`);
}

describe.each(documents())('$path', ({ text }) => {
  test('names rules that exist', () => {
    const named = [...text.matchAll(/EDGE-\d+/g)].map(([id]) => id);

    expect(named.filter((id) => !(id in RULES))).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
  });

  test('names commands and options that exist', () => {
    expect(commandLinesOf(text).flatMap(problemsOf)).toEqual([]);
  });

  test('gives template parameters that exist', () => {
    const given = [...text.matchAll(/--parameter (\w+)=/g)].map(([, name]) => name);

    expect(given.filter((name) => !PARAMETERS.includes(name))).toEqual([]);
  });
});
