import { parseInvokeOptions, requireEndpoint } from '../../../infra/build/invoke-options.ts';

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
      target: 'Looker',
      eventPath: 'events/schedule.json',
      parameters: { Mode: 'detect', Filter: 'a=b' },
      realAccount: 'refused',
    });
  });

  test('needs no event', () => {
    expect(parseInvokeOptions(['Looker']).eventPath).toBeUndefined();
  });

  test('needs no function where the event says which one', () => {
    expect(parseInvokeOptions(['events/schedule.json'])).toMatchObject({
      target: undefined,
      eventPath: 'events/schedule.json',
    });
    expect(parseInvokeOptions(['-'])).toMatchObject({ target: undefined, eventPath: '-' });
  });

  test.each([
    [[], 'function or event: missing'],
    [['Looker', 'a.json', 'b.json'], 'arguments: too many, got b.json'],
    [['a.json', 'b.json'], 'arguments: too many, got b.json'],
    [['Looker', '--parameter', 'Mode'], '--parameter: no value, got Mode'],
    [['Looker', '--loud'], '--loud'],
  ])('refuses %j', (args, message) => {
    expect(() => parseInvokeOptions(args)).toThrow(message);
  });
});

describe('requireEndpoint', () => {
  test.each([undefined, ''])('refuses to act on a real account when AWS_ENDPOINT_URL is %j', (endpoint) => {
    const options = parseInvokeOptions(['Looker']);

    expect(() => requireEndpoint(options, { AWS_ENDPOINT_URL: endpoint })).toThrow(
      /^AWS_ENDPOINT_URL: is not set, so the function would act on the real account .* --allow-aws$/,
    );
  });

  test('lets pass what has an endpoint', () => {
    const options = parseInvokeOptions(['Looker']);

    expect(() => requireEndpoint(options, { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })).not.toThrow();
  });

  test('lets a real account be used when that is said', () => {
    const options = parseInvokeOptions(['Looker', '--allow-aws']);

    expect(() => requireEndpoint(options, {})).not.toThrow();
  });
});
