import { parseInvokeOptions } from '../../../infra/build/invoke-options.ts';

describe('parseInvokeOptions', () => {
  test('reads a function, an event and parameters', () => {
    const options = parseInvokeOptions([
      'Looker',
      'events/schedule.json',
      '--parameter',
      'Mode=detect',
      '-p',
      'Filter=a=b',
    ]);

    expect(options).toEqual({
      logicalId: 'Looker',
      eventPath: 'events/schedule.json',
      parameters: { Mode: 'detect', Filter: 'a=b' },
    });
  });

  test('needs no event', () => {
    expect(parseInvokeOptions(['Looker']).eventPath).toBeUndefined();
  });

  test.each([
    [[], 'function: missing'],
    [['Looker', 'a.json', 'b.json'], 'arguments: too many, got b.json'],
    [['Looker', '--parameter', 'Mode'], '--parameter: no value, got Mode'],
    [['Looker', '--loud'], '--loud'],
  ])('refuses %j', (args, message) => {
    expect(() => parseInvokeOptions(args)).toThrow(message);
  });
});
