import { createLambdaWorld, type LambdaWorld, START } from './lambda-world.ts';

let here: LambdaWorld;

beforeEach(() => {
  here = createLambdaWorld();
});

/** A function that fails so often, then succeeds. */
function failing(times: number) {
  let left = times;
  return () => {
    left -= 1;
    here.note(left >= 0 ? 'failed' : 'succeeded');
    if (left >= 0) throw new TypeError('not yet');
  };
}

function tellsOfFailures(): { readonly arn: string; readonly records: Record<string, unknown>[] } {
  const records: Record<string, unknown>[] = [];
  const arn = here.declare('unanswered', (record: Record<string, unknown>) => {
    here.note('told');
    records.push(record);
  });
  return { arn, records };
}

describe('validation', () => {
  test('refuses a function that was not declared', () => {
    expect(() => here.lambda.invokeAsync('arn:aws:lambda:eu-west-1:111111111111:function:none', {})).toThrow(
      'Function not found',
    );
  });

  test('refuses an event of more than 1 MB', () => {
    const arn = here.declare('orders', () => {});

    expect(() => here.lambda.invokeAsync(arn, 'a'.repeat(1024 ** 2))).toThrow(
      '1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    );
  });

  test.each([
    { maximumRetryAttempts: 3 },
    { maximumRetryAttempts: -1 },
    { maximumEventAgeSeconds: 59 },
    { maximumEventAgeSeconds: 21_601 },
  ])('refuses %p', (asyncConfig) => {
    expect(() => here.declare('orders', () => {}, { asyncConfig })).toThrow(/must be a whole number from/);
  });
});

describe('behavior', () => {
  test('delivers once what succeeds', async () => {
    const arn = here.declare('orders', failing(0));

    const requestId = here.lambda.invokeAsync(arn, { n: 1 });
    await here.time.settled();

    expect(here.noted).toEqual(['0 succeeded']);
    expect(here.lambda.invocations()).toEqual([
      { functionArn: arn, requestId, type: 'Event', attempt: 1, count: 1, payload: '{"n":1}', startedAt: START },
    ]);
  });

  test('begins once the one who invokes is no more at work', async () => {
    const arn = here.declare('orders', failing(0));

    await here.time.run(async () => {
      here.lambda.invokeAsync(arn, {});
      await new Promise(setImmediate);
      here.note('invoked');
    });
    await here.time.settled();

    expect(here.noted).toEqual(['0 invoked', '0 succeeded']);
  });

  test('tries again one minute, then two minutes after an error, with a fresh copy of the event', async () => {
    const arn = here.declare('orders', (event: { tries?: number }) => {
      here.note(`saw ${event.tries}`);
      event.tries = 1;
      throw new Error('always');
    });

    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    expect(here.noted).toEqual(['0 saw undefined', '60 saw undefined', '180 saw undefined']);
    expect(new Set(here.lambda.invocations().map(({ requestId }) => requestId)).size).toBe(1);
  });

  test('stops trying once it succeeds', async () => {
    const arn = here.declare('orders', failing(1));

    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    expect(here.noted).toEqual(['0 failed', '60 succeeded']);
  });

  test('tries again after a timeout and after a crash', async () => {
    const arn = here.declare('orders', async () => {
      here.note('began');
      await here.time.sleep(100);
    });
    here.lambda.crashNext(arn, { at: 'before' });

    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    expect(here.noted).toEqual(['60 began', '240 began']);
  });

  test('tells the destination of an event whose retries are exhausted', async () => {
    const { arn: onFailure, records } = tellsOfFailures();
    const arn = here.declare('orders', failing(9), { asyncConfig: { onFailure } });

    const requestId = here.lambda.invokeAsync(arn, { n: 1 });
    await here.time.settled();

    expect(here.noted).toEqual(['0 failed', '60 failed', '180 failed', '180 told']);
    expect(records).toEqual([
      {
        version: '1.0',
        timestamp: '2026-01-01T00:03:00.000Z',
        requestContext: {
          requestId,
          functionArn: `${arn}:$LATEST`,
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { n: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'TypeError', errorMessage: 'not yet', trace: ['TypeError: not yet'] },
      },
    ]);
  });

  test('tries as often as configured', async () => {
    const { arn: onFailure } = tellsOfFailures();
    const arn = here.declare('orders', failing(9), { asyncConfig: { maximumRetryAttempts: 0, onFailure } });

    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    expect(here.noted).toEqual(['0 failed', '0 told']);
  });

  test('tries again after refusals, ever more slowly, without using up the retries', async () => {
    const arn = here.declare('orders', failing(2));
    here.lambda.intervene(({ attempt }) => (attempt <= 4 ? 'throttled' : undefined));

    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    expect(here.noted).toEqual(['15 failed', '75 failed', '195 succeeded']);
  });

  test('gives up an event that is too old', async () => {
    const { arn: onFailure, records } = tellsOfFailures();
    const asyncConfig = { maximumEventAgeSeconds: 3600, onFailure };
    const arn = here.declare('orders', failing(0), { asyncConfig });
    here.lambda.intervene(({ functionArn }) => (functionArn === arn ? 'throttled' : undefined));

    here.lambda.invokeAsync(arn, { n: 1 });
    await here.time.settled();

    expect(here.noted).toEqual(['3600 told']);
    expect(records).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'EventAgeExceeded' }),
        requestPayload: { n: 1 },
      }),
    ]);
    expect(records[0]).not.toHaveProperty('responsePayload');
  });

  test('gives up an event whose next retry would come too late', async () => {
    const { arn: onFailure, records } = tellsOfFailures();
    const arn = here.declare('orders', failing(9), { asyncConfig: { maximumEventAgeSeconds: 90, onFailure } });

    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    expect(here.noted).toEqual(['0 failed', '60 failed', '90 told']);
    expect(records[0]).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 },
      responsePayload: { errorType: 'TypeError' },
    });
  });

  test('delivers an event twice when asked to, with the same request id', async () => {
    const arn = here.declare('orders', failing(0));
    here.lambda.duplicateNext(arn, 45);

    here.lambda.invokeAsync(arn, {});
    here.lambda.invokeAsync(arn, {});
    await here.time.settled();

    const requestIds = here.lambda.invocations().map(({ requestId }) => requestId);
    expect(here.noted).toEqual(['0 succeeded', '0 succeeded', '45 succeeded']);
    expect(requestIds[2]).toBe(requestIds[0]);
  });

  test('lets two events sleep at the same time', async () => {
    const arn = here.declare('orders', async ({ name, seconds }: { name: string; seconds: number }) => {
      for (const step of [1, 2]) {
        await here.time.sleep(seconds);
        here.note(`${name}${step}`);
      }
    });

    here.lambda.invokeAsync(arn, { name: 'a', seconds: 10 });
    here.lambda.invokeAsync(arn, { name: 'b', seconds: 15 });
    await here.time.settled();

    expect(here.noted).toEqual(['10 a1', '15 b1', '20 a2', '30 b2']);
  });
});
