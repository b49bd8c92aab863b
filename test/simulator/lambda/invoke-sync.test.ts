import type { InvocationContext } from '../../../simulator/lambda/invocation.ts';
import { InvocationError } from '../../../simulator/lambda/invocation-error.ts';
import { arnOf, createLambdaWorld, type LambdaWorld } from './lambda-world.ts';

let here: LambdaWorld;

beforeEach(() => {
  here = createLambdaWorld();
});

describe('validation', () => {
  test('refuses a function that was not declared', async () => {
    await expect(here.lambda.invokeSync(arnOf('nothing'), {})).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Function not found: ${arnOf('nothing')}`,
    });
  });

  test('refuses a payload of more than 6 MB', async () => {
    const echo = here.declare('echo', (event) => event);

    await expect(here.lambda.invokeSync(echo, 'a'.repeat(6 * 1024 ** 2))).rejects.toMatchObject({
      code: 'RequestEntityTooLargeException',
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    });
  });

  test.each([0, 901, 1.5])('refuses a timeout of %d seconds', (timeoutSeconds) => {
    expect(() => here.declare('echo', () => {}, { timeoutSeconds })).toThrow('timeoutSeconds: must be a whole number');
  });

  test('refuses an ARN that is no function', () => {
    expect(() => here.lambda.declare('echo', { handler: () => {} })).toThrow(
      'functionArn: must be the unqualified ARN',
    );
  });
});

describe('behavior', () => {
  test('carries payload and result as JSON', async () => {
    const echo = here.declare('echo', (event) => event);

    const result = await here.lambda.invokeSync(echo, { at: new Date(0), gone: undefined, list: [undefined] });

    expect(result).toEqual({ at: '1970-01-01T00:00:00.000Z', list: [null] });
  });

  test('answers null where the handler answers nothing', async () => {
    const silent = here.declare('silent', () => undefined);

    expect(await here.lambda.invokeSync(silent, {})).toBeNull();
  });

  test('tells the handler who it is and how long it has', async () => {
    const arn = here.declare('orders', async (_event: object, context: InvocationContext) => {
      await here.time.sleep(20);
      return { ...context, left: context.getRemainingTimeInMillis() };
    });

    const result = await here.lambda.invokeSync(arn, {});

    expect(result).toMatchObject({
      functionName: 'orders',
      invokedFunctionArn: arn,
      logGroupName: '/aws/lambda/orders',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      left: 40_000,
    });
  });

  test('fails with the name and the message of what the handler throws', async () => {
    const failing = here.declare('failing', () => {
      throw new RangeError('too far');
    });

    const error = await here.lambda.invokeSync(failing, {}).catch((caught: InvocationError) => caught);

    expect(error).toBeInstanceOf(InvocationError);
    expect(error).toMatchObject({ errorType: 'RangeError', message: 'too far' });
    expect(JSON.parse((error as InvocationError).payload)).toEqual({
      errorType: 'RangeError',
      errorMessage: 'too far',
      trace: ['RangeError: too far'],
    });
  });

  test.each([
    ['something that is no error', () => Promise.reject('text'), 'string', 'text'],
    ['an error without a name', () => Promise.reject(Object.assign(new Error('m'), { name: '' })), undefined, 'm'],
  ])('fails with %s', async (_what, handler, errorType, message) => {
    const failing = here.declare('failing', handler);

    await expect(here.lambda.invokeSync(failing, {})).rejects.toMatchObject({ errorType, message });
  });

  test('fails where the result is no JSON or larger than 6 MB', async () => {
    const bigint = here.declare('bigint', () => 1n);
    const large = here.declare('large', () => 'a'.repeat(6_291_556));

    await expect(here.lambda.invokeSync(bigint, {})).rejects.toMatchObject({ errorType: 'Runtime.MarshalError' });
    await expect(here.lambda.invokeSync(large, {})).rejects.toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
      message: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  test('fails at the timeout, and the handler runs on unheard', async () => {
    const slow = here.declare('slow', async () => {
      await here.time.sleep(90);
      here.note('ran on');
    });

    const caught = await here.lambda.invokeSync(slow, {}).catch((error: InvocationError) => {
      here.note('timed out');
      return error;
    });
    await here.time.settled();

    expect((caught as InvocationError).errorType).toBe('Sandbox.Timedout');
    expect((caught as InvocationError).message).toMatch(
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 60\.00 seconds$/,
    );
    expect(here.noted).toEqual(['60 timed out', '90 ran on']);
  });

  test('does not keep time going for the timeout of a handler that has ended', async () => {
    const quick = here.declare('quick', () => here.time.sleep(1));

    await here.lambda.invokeSync(quick, {});
    await here.time.settled();

    here.note('rest');
    expect(here.noted).toEqual(['1 rest']);
  });

  test('waits its turn while another function is at work', async () => {
    const handler = async ({ name }: { name: string }) => {
      here.note(`${name} begins`);
      await new Promise(setImmediate);
      here.note(`${name} ends`);
    };
    const arn = here.declare('worker', handler);

    await Promise.all(['a', 'b'].map((name) => here.lambda.invokeSync(arn, { name })));

    expect(here.noted).toEqual(['0 a begins', '0 a ends', '0 b begins', '0 b ends']);
  });

  test('is waited for by another function', async () => {
    const inner = here.declare('inner', () => here.time.sleep(30));
    const outer = here.declare('outer', () => here.time.awaiting(here.lambda.invokeSync(inner, {})));

    await here.lambda.invokeSync(outer, {});

    here.note('answered');
    expect(here.noted).toEqual(['30 answered']);
  });
});

describe('mishaps', () => {
  test.each([
    ['before', []],
    ['after', ['0 ran']],
  ] as const)('crashes %s the handler runs', async (at, noted) => {
    const arn = here.declare('orders', () => here.note('ran'));
    here.lambda.crashNext(arn, { at });

    const error = await here.lambda.invokeSync(arn, {}).catch((caught: InvocationError) => caught);

    expect((error as InvocationError).errorType).toBe('Runtime.ExitError');
    expect(here.noted).toEqual(noted);
    await expect(here.lambda.invokeSync(arn, {})).resolves.toBeNull();
  });

  test.each([
    ['throttled', 'Lambda.TooManyRequestsException'],
    ['service-error', 'Lambda.ServiceException'],
  ] as const)('refuses an invocation that is to be %s', async (mishap, errorType) => {
    const arn = here.declare('orders', () => here.note('ran'));
    here.lambda.intervene(() => mishap);

    await expect(here.lambda.invokeSync(arn, {})).rejects.toMatchObject({ errorType });
    expect(here.noted).toEqual([]);
  });

  test('befall the invocation that an intervention picks', async () => {
    const arn = here.declare('orders', ({ n }: { n: number }) => n);
    const stop = here.lambda.intervene(({ count }) => (count === 2 ? 'crash-before' : undefined));

    const results = [];
    for (const n of [1, 2, 3]) results.push(await here.lambda.invokeSync(arn, { n }).catch(() => 'died'));
    stop();

    expect(results).toEqual([1, 'died', 3]);
    expect(here.lambda.invocations().map(({ count, type }) => `${count} ${type}`)).toEqual([
      '1 RequestResponse',
      '2 RequestResponse',
      '3 RequestResponse',
    ]);
  });
});
