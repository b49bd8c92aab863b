import type { Command } from '../../cli/command.ts';
import { parseArguments } from '../../cli/parse-arguments.ts';

const COMMAND: Pick<Command, 'options'> = {
  options: [
    { name: 'domain', value: 'NAME', repeatable: 'repeatable', text: '' },
    { name: 'mode', value: 'a|b', choices: ['a', 'b'], text: '' },
    { name: 'json', value: undefined, text: '' },
  ],
};
const WITH_OPERAND = { ...COMMAND, operand: { name: 'DOMAIN', example: 'api.example.com' } };

describe('parseArguments', () => {
  test('keeps every value of a repeated option in order, in both spellings', () => {
    const given = parseArguments(['--domain', 'a.example.com', '--json', '--domain=b.example.com'], COMMAND);

    expect([...given]).toEqual([
      ['domain', ['a.example.com', 'b.example.com']],
      ['json', ['']],
    ]);
  });

  test.each([
    ['an option that does not exist', ['--jsno'], '--jsno: is not an option of this command; did you mean --json?'],
    ['an option that is like no other', ['--zzz'], '--zzz: is not an option of this command'],
    ['an option without its value', ['--domain'], '--domain: needs a value; write --domain NAME'],
    ['a value for an option that takes none', ['--json=yes'], '--json: takes no value, got "yes"'],
    ['a value that is no choice', ['--mode', 'c'], '--mode: must be a or b, got "c"'],
    ['an option given twice', ['--json', '--json'], '--json: is given more than once'],
    [
      'a bare word',
      ['a.example.com'],
      'arguments: only options are expected, got "a.example.com"; a domain is named with --domain',
    ],
  ])('refuses %s', (_, args, message) => {
    expect(() => parseArguments(args, COMMAND)).toThrow(message);
  });

  test('refuses with every problem at once, the value of an unknown option not among them', () => {
    expect(() => parseArguments(['--domian', 'a.example.com', '--mode', 'c'], COMMAND)).toThrow(
      '--domian: is not an option of this command; did you mean --domain?\n--mode: must be a or b, got "c"',
    );
  });

  test('keeps the word of a command that takes one, wherever it stands', () => {
    const given = parseArguments(['--json', 'a.example.com', '--domain', 'b.example.com'], WITH_OPERAND);

    expect(given.get('DOMAIN')).toEqual(['a.example.com']);
    expect(given.get('domain')).toEqual(['b.example.com']);
  });

  test.each([
    ['the word missing', ['--json'], 'DOMAIN: is missing; write it behind the command, for example api.example.com'],
    [
      'a second word',
      ['a.example.com', 'b.example.com'],
      'arguments: only one DOMAIN is expected, got "b.example.com"',
    ],
  ])('refuses %s', (_, args, message) => {
    expect(() => parseArguments(args, WITH_OPERAND)).toThrow(message);
  });
});
