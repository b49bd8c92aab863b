import { createDefinitionWorld, type DefinitionWorld, DONE, task } from './definition-world.ts';

let here: DefinitionWorld;

beforeEach(() => {
  here = createDefinitionWorld();
});

const succeeded = (output: unknown, after: number) => ({ status: 'SUCCEEDED', output: JSON.stringify(output), after });

/** A function that fails so often with an error of this name, then answers how often it was called. */
function declareFailing(times: number, name = 'NotYet'): void {
  let calls = 0;
  here.declare('look', () => {
    calls += 1;
    here.note('called');
    if (calls <= times) throw Object.assign(new Error('not yet'), { name });
    return calls;
  });
}

describe('waits', () => {
  test.each([
    ['Seconds', { Seconds: 90 }, 90],
    ['SecondsPath', { SecondsPath: '$.progress.seconds' }, 300],
    ['Timestamp', { Timestamp: '2026-01-01T00:10:00Z' }, 600],
    ['TimestampPath', { TimestampPath: '$.at' }, 3600],
    ['a Timestamp that is past', { Timestamp: '2025-01-01T00:00:00Z' }, 0],
    ['SecondsPath 0', { SecondsPath: '$.none' }, 0],
  ])('let simulated time pass: %s', async (_what, wait, after) => {
    const input = { progress: { seconds: 300 }, at: '2026-01-01T01:00:00Z', none: 0 };

    expect(await here.outcomeOf({ Pause: { Type: 'Wait', ...wait, End: true } }, input)).toEqual(
      succeeded(input, after),
    );
  });

  test.each([1.5, -1, '5', null])('fail where the path leads to %p', async (seconds) => {
    const outcome = await here.outcomeOf({ Pause: { Type: 'Wait', SecondsPath: '$.s', End: true } }, { s: seconds });

    expect(outcome).toMatchObject({ status: 'FAILED', error: 'States.Runtime', after: 0 });
  });
});

describe('tasks', () => {
  test('invoke their function, and time passes while it sleeps', async () => {
    here.declare('look', async ({ n }: { n: number }) => {
      await here.time.sleep(20);
      return { n: n + 1 };
    });

    expect(await here.outcomeOf({ Look: task('look') }, { n: 1 })).toEqual(succeeded({ n: 2 }, 20));
  });

  test('are given what Parameters say, and the result goes where ResultPath says', async () => {
    here.declare('look', (event) => ({ saw: event }));
    const Look = task('look', {
      Parameters: {
        step: 'look',
        'request.$': '$.request',
        'execution.$': '$$.Execution.Name',
        'at.$': '$$.State.Name',
      },
      ResultSelector: { 'answer.$': '$.saw' },
      ResultPath: '$.progress',
      End: true,
    });

    const outcome = await here.outcomeOf({ Look }, { request: { id: 1 } });

    const answer = { step: 'look', request: { id: 1 }, execution: 'one', at: 'Look' };
    expect(outcome).toEqual(succeeded({ request: { id: 1 }, progress: { answer } }, 0));
  });

  test.each(['$', undefined])('replace their input where ResultPath is %s', async (ResultPath) => {
    here.declare('look', () => ({ n: 2 }));

    expect(await here.outcomeOf({ Look: task('look', { ResultPath, End: true }) }, { n: 1 })).toEqual(
      succeeded({ n: 2 }, 0),
    );
  });

  test('invoke by the optimized integration too', async () => {
    here.declare('look', ({ n }: { n: number }) => n + 1);
    const Resource = 'arn:aws:states:::lambda:invoke';
    const FunctionName = 'arn:aws:lambda:eu-west-1:111111111111:function:look:$LATEST';
    const Look = {
      Type: 'Task',
      Resource,
      Parameters: { FunctionName, 'Payload.$': '$' },
      OutputPath: '$.Payload',
      End: true,
    };

    expect(await here.outcomeOf({ Look }, { n: 1 })).toEqual(succeeded(2, 0));
  });

  test('fail with the name that the function gives, and its payload as the cause', async () => {
    declareFailing(1);

    const outcome = await here.outcomeOf({ Look: task('look') });

    const payload = { errorType: 'NotYet', errorMessage: 'not yet', trace: ['NotYet: not yet'] };
    expect(outcome).toEqual({ status: 'FAILED', error: 'NotYet', cause: JSON.stringify(payload), after: 0 });
  });

  test('fail with Lambda.Unknown where the function gives no name', async () => {
    declareFailing(1, '');

    expect(await here.outcomeOf({ Look: task('look') })).toMatchObject({
      error: 'Lambda.Unknown',
      cause: expect.stringContaining(
        'Lambda did not return an error type. Returned payload: {"errorMessage":"not yet"',
      ),
    });
  });

  test('fail where there is no such function', async () => {
    expect(await here.outcomeOf({ Look: task('nothing') })).toMatchObject({
      error: 'Lambda.ResourceNotFoundException',
    });
  });

  test('have no timeout of their own where the definition gives none', async () => {
    here.declare('look', () => here.time.sleep(800), { timeoutSeconds: 900 });

    expect(await here.outcomeOf({ Look: task('look') })).toEqual(succeeded(null, 800));
  });

  test.each([
    ['TimeoutSeconds', { TimeoutSeconds: 25 }],
    ['TimeoutSecondsPath, in the input of the state', { TimeoutSecondsPath: '$.limit', Parameters: { step: 'look' } }],
    ['TimeoutSecondsPath, after InputPath', { InputPath: '$.inner', TimeoutSecondsPath: '$.limit' }],
  ])('fail at the timeout: %s', async (_what, fields) => {
    here.declare('look', async () => {
      await here.time.sleep(40);
      here.note('ended unheard');
    });

    const outcome = await here.outcomeOf(
      { Look: task('look', { ...fields, End: true }) },
      { limit: 25, inner: { limit: 25 } },
    );
    await here.time.settled();

    expect(outcome).toEqual({ status: 'FAILED', error: 'States.Timeout', after: 25 });
    expect(here.noted).toEqual(['40 ended unheard']);
  });

  test.each([0, -1, 1.5, '60', undefined])('fail where TimeoutSecondsPath leads to %p', async (limit) => {
    declareFailing(0);
    const Look = task('look', {
      TimeoutSecondsPath: '$.limit',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
      End: true,
    });

    const outcome = await here.outcomeOf({ Look, Done: DONE }, { limit });

    expect(outcome).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(here.noted).toEqual([]);
  });

  test.each([
    ['before', []],
    ['after', ['0 ran']],
  ] as const)('fail when the process dies %s the handler runs', async (at, noted) => {
    const arn = here.declare('look', () => here.note('ran'));
    here.lambda.crashNext(arn, { at });

    expect(await here.outcomeOf({ Look: task('look') })).toMatchObject({ error: 'Runtime.ExitError' });
    expect(here.noted).toEqual(noted);
  });
});

describe('Retry', () => {
  test.each([
    ['NotYet', 'NotYet'],
    ['NotYet', 'States.TaskFailed'],
    ['NotYet', 'States.ALL'],
    ['', 'Lambda.Unknown'],
    ['Lambda.TooManyRequestsException', 'Lambda.TooManyRequestsException'],
  ])('tries again after %p where it names %s, ever more slowly', async (name, retried) => {
    declareFailing(2, name);
    const Retry = [{ ErrorEquals: [retried], IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 3 }];

    const outcome = await here.outcomeOf({ Look: task('look', { Retry, End: true }) });

    expect(outcome).toEqual(succeeded(3, 40));
    expect(here.noted).toEqual(['0 called', '10 called', '40 called']);
  });

  test('never waits longer than MaxDelaySeconds', async () => {
    declareFailing(3);
    const Retry = [{ ErrorEquals: ['NotYet'], IntervalSeconds: 10, BackoffRate: 10, MaxDelaySeconds: 30 }];

    await here.outcomeOf({ Look: task('look', { Retry, End: true }) });

    expect(here.noted).toEqual(['0 called', '10 called', '40 called', '70 called']);
  });

  test('waits the same in every run where it has full jitter', async () => {
    const Retry = [{ ErrorEquals: ['NotYet'], IntervalSeconds: 100, JitterStrategy: 'FULL' }];
    const runs = [];
    for (const _ of [1, 2]) {
      here = createDefinitionWorld();
      declareFailing(3);
      runs.push((await here.outcomeOf({ Look: task('look', { Retry, End: true }) })).after);
    }

    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).toBeGreaterThan(0);
    expect(runs[0]).toBeLessThan(700);
  });

  test('tries after a timeout only where it names States.Timeout or States.ALL', async () => {
    here.declare('look', () => here.time.sleep(50));
    const retry = (error: string) => [{ ErrorEquals: [error], IntervalSeconds: 1, MaxAttempts: 1 }];
    const look = (error: string) => ({ Look: task('look', { TimeoutSeconds: 10, Retry: retry(error), End: true }) });

    expect(await here.outcomeOf(look('States.Timeout'))).toMatchObject({ error: 'States.Timeout', after: 21 });
    expect(await here.outcomeOf(look('States.ALL'))).toMatchObject({ error: 'States.Timeout', after: 21 });
    expect(await here.outcomeOf(look('States.TaskFailed'))).toMatchObject({ error: 'States.Timeout', after: 10 });
  });

  test('leaves an error that it does not name to Catch', async () => {
    declareFailing(9, 'Other');
    const Retry = [{ ErrorEquals: ['NotYet'] }];
    const Catch = [{ ErrorEquals: ['Other'], Next: 'Done' }];

    expect(await here.outcomeOf({ Look: task('look', { Retry, Catch, End: true }), Done: DONE })).toMatchObject({
      after: 0,
    });
    expect(here.noted).toHaveLength(1);
  });
});

describe('Catch', () => {
  test.each(['NotYet', 'States.TaskFailed', 'States.ALL'])(
    'goes on after %s, beside the input of the state',
    async (error) => {
      declareFailing(9);
      const Catch = [{ ErrorEquals: [error], ResultPath: '$.failure', Next: 'Done' }];

      const outcome = await here.outcomeOf({ Look: task('look', { Catch, End: true }), Done: DONE }, { request: 1 });

      const output = JSON.parse((outcome as { output: string }).output);
      expect(output).toMatchObject({ request: 1, failure: { Error: 'NotYet' } });
      expect(JSON.parse(output.failure.Cause)).toMatchObject({ errorType: 'NotYet', errorMessage: 'not yet' });
    },
  );

  test.each(['$', undefined])('replaces the input where ResultPath is %s', async (ResultPath) => {
    declareFailing(9, 'Lambda.Unknown');
    const Catch = [{ ErrorEquals: ['States.ALL'], ResultPath, Next: 'Done' }];

    const outcome = await here.outcomeOf({ Look: task('look', { Catch, End: true }), Done: DONE }, { request: 1 });

    expect(Object.keys(JSON.parse((outcome as { output: string }).output))).toEqual(['Error', 'Cause']);
  });

  test('keeps the input where ResultPath is null', async () => {
    declareFailing(9);
    const Catch = [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Done' }];

    const outcome = await here.outcomeOf({ Look: task('look', { Catch, End: true }), Done: DONE }, { request: 1 });

    expect(outcome).toEqual(succeeded({ request: 1 }, 0));
  });

  test('gets no cause of a timeout', async () => {
    here.declare('look', () => here.time.sleep(50));
    const Look = task('look', {
      TimeoutSeconds: 10,
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Done' }],
      End: true,
    });

    expect(await here.outcomeOf({ Look, Done: DONE })).toEqual(succeeded({ Error: 'States.Timeout', Cause: '' }, 10));
  });

  test('never catches data that is too large, not even by States.ALL', async () => {
    here.declare('look', () => 'a'.repeat(262_144));
    const Retry = [{ ErrorEquals: ['States.ALL'] }];
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];

    const outcome = await here.outcomeOf({ Look: task('look', { Retry, Catch, End: true }), Done: DONE });

    expect(outcome).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause: expect.stringMatching(/^The state\/task '.+' returned a result with a size exceeding the maximum number/),
      after: 0,
    });
  });

  test('never catches what only grows too large by ResultPath', async () => {
    here.declare('look', () => 'a'.repeat(200_000));
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];
    const Look = task('look', { ResultPath: '$.more', Catch, End: true });

    const outcome = await here.outcomeOf({ Look, Done: DONE }, { some: 'b'.repeat(200_000) });

    expect(outcome).toMatchObject({ error: 'States.DataLimitExceeded' });
  });

  test('never catches a path that leads nowhere', async () => {
    declareFailing(0);
    const Look = task('look', {
      Parameters: { 'a.$': '$.none' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
      End: true,
    });

    expect(await here.outcomeOf({ Look, Done: DONE })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

describe('choices', () => {
  const choose = (rule: object) => ({
    What: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: 'yes', End: true },
    No: { Type: 'Pass', Result: 'no', End: true },
  });

  test.each([
    [{ Variable: '$.a', IsPresent: true }, { a: null }, 'yes'],
    [{ Variable: '$.a', IsPresent: false }, {}, 'yes'],
    [{ Variable: '$.a', IsPresent: false }, { a: 1 }, 'no'],
    [{ Variable: '$.a', IsNull: false }, { a: 1 }, 'yes'],
    [{ Variable: '$.a', IsString: false }, { a: 'text' }, 'no'],
    [
      {
        And: [
          { Variable: '$.a', IsPresent: false },
          { Variable: '$.b', BooleanEquals: true },
        ],
      },
      { b: true },
      'yes',
    ],
    [
      {
        Or: [
          { Variable: '$.a', IsPresent: false },
          { Variable: '$.a', IsNull: true },
        ],
      },
      { a: null },
      'yes',
    ],
    [{ Not: { Variable: '$.a', IsPresent: false } }, { a: 1 }, 'yes'],
    [{ Variable: '$.kind', StringEquals: 'wait' }, { kind: 'wait' }, 'yes'],
    [{ Variable: '$.kind', StringMatches: 'w*t' }, { kind: 'wait' }, 'yes'],
    [{ Variable: '$.kind', StringMatches: 'w*t' }, { kind: 5 }, 'no'],
    [{ Variable: '$.kind', StringLessThan: 'z' }, { kind: 5 }, 'no'],
    [{ Variable: '$.n', NumericGreaterThanEquals: 3 }, { n: 3 }, 'yes'],
    [{ Variable: '$.n', NumericGreaterThanEquals: 3 }, { n: '3' }, 'no'],
    [{ Not: { Variable: '$.n', NumericLessThan: 3 } }, { n: null }, 'yes'],
  ])('decide %j for %j: %s', async (rule, input, answer) => {
    expect(await here.outcomeOf(choose(rule), input)).toEqual(succeeded(answer, 0));
  });

  test('fail where the variable is not there', async () => {
    const outcome = await here.outcomeOf(choose({ Variable: '$.a', StringEquals: 'x' }), {});

    expect(outcome).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test('fail where nothing matches and there is no default', async () => {
    const What = { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'Done' }] };

    expect(await here.outcomeOf({ What, Done: DONE }, { n: 2 })).toMatchObject({ error: 'States.NoChoiceMatched' });
  });
});

describe('passes', () => {
  test.each([false, 0, '', null, { a: 1 }])('answer their result %j', async (Result) => {
    const states = { Pass: { Type: 'Pass', Result, End: true } };

    expect(await here.outcomeOf(states, { n: 1 })).toEqual(succeeded(Result, 0));
  });

  test('answer what Parameters make of their input', async () => {
    const Pass = { Type: 'Pass', Parameters: { 'm.$': '$.n' }, ResultPath: '$.made', End: true };

    expect(await here.outcomeOf({ Pass }, { n: 1 })).toEqual(succeeded({ n: 1, made: { m: 1 } }, 0));
  });
});

describe('endings', () => {
  test('fail with the error and the cause of a Fail state, or with none', async () => {
    const told = await here.outcomeOf({ Broken: { Type: 'Fail', Error: 'Broken', Cause: 'because' } });
    const silent = await here.outcomeOf({ Broken: { Type: 'Fail' } });

    expect(told).toEqual({ status: 'FAILED', error: 'Broken', cause: 'because', after: 0 });
    expect(silent).toEqual({ status: 'FAILED', after: 0 });
  });

  test('time out as a whole, and nothing is begun after that', async () => {
    declareFailing(99);
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 40, BackoffRate: 1 }];

    const outcome = await here.outcomeOf({ Look: task('look', { Retry, End: true }) }, {}, { TimeoutSeconds: 100 });
    await here.time.settled();

    expect(outcome).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout', after: 100 });
    expect(here.noted).toEqual(['0 called', '40 called', '80 called']);
  });

  test('fail a loop that never waits', async () => {
    const What = { Type: 'Choice', Choices: [{ Variable: '$.done', IsPresent: true, Next: 'Done' }], Default: 'What' };

    const outcome = await here.outcomeOf({ What, Done: DONE });

    expect(outcome).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('25000'),
    });
  });

  test('see what failed in a branch of Parallel', async () => {
    declareFailing(9);
    const Branches = [
      { StartAt: 'Look', States: { Look: task('look') } },
      { StartAt: 'Pause', States: { Pause: { Type: 'Wait', Seconds: 600, End: true } } },
    ];
    const Catch = [{ ErrorEquals: ['NotYet'], ResultPath: null, Next: 'Done' }];

    const outcome = await here.outcomeOf(
      { Both: { Type: 'Parallel', Branches, Catch, End: true }, Done: DONE },
      { n: 1 },
    );

    expect(outcome).toEqual(succeeded({ n: 1 }, 0));
  });
});

describe('a stop', () => {
  test('ends a wait at once', async () => {
    const run = here.begin({ Pause: { Type: 'Wait', Seconds: 3600, Next: 'Look' }, Look: task('look') });
    declareFailing(0);

    here.time.after(100, run.stop);
    await here.time.settled();

    here.note('rest');
    expect(here.noted).toEqual(['100 rest']);
  });

  test('ends the pause before a retry, and does not try again', async () => {
    declareFailing(9);
    const run = here.begin({
      Look: task('look', { Retry: [{ ErrorEquals: ['NotYet'], IntervalSeconds: 60 }], End: true }),
    });

    here.time.after(10, run.stop);
    await here.time.settled();

    here.note('rest');
    expect(here.noted).toEqual(['0 called', '10 rest']);
  });

  test('lets a task in flight go on, but nothing follows, and its timeout is nobody’s any more', async () => {
    here.declare('look', async () => {
      await here.time.sleep(50);
      here.note('looked');
    });
    declareFailing(0);
    here.declare('slow', async () => {
      await here.time.sleep(50);
      here.note('ended');
    });
    const run = here.begin({ Slow: task('slow', { TimeoutSeconds: 800, Next: 'Look' }), Look: task('look') });

    here.time.after(10, run.stop);
    await here.time.settled();

    here.note('rest');
    expect(here.noted).toEqual(['50 ended', '50 rest']);
  });

  test('before anything has begun begins nothing', async () => {
    declareFailing(0);

    here.begin({ Look: task('look') }).stop();
    await here.time.settled();

    expect(here.noted).toEqual([]);
  });
});

describe('two executions', () => {
  test('interleave by time', async () => {
    here.declare('look', ({ name, seconds, n = 0 }: { name: string; seconds: number; n?: number }) => {
      here.note(`${name}${n}`);
      return { name, seconds, n: n + 1 };
    });
    const states = {
      Look: task('look', { Next: 'What' }),
      What: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 3, Next: 'Done' }], Default: 'Pause' },
      Pause: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Look' },
      Done: DONE,
    };

    const runs = [here.begin(states, { name: 'a', seconds: 20 }), here.begin(states, { name: 'b', seconds: 30 })];
    await Promise.all(runs.map(({ ending }) => ending));

    expect(here.noted).toEqual(['0 a0', '0 b0', '20 a1', '30 b1', '40 a2', '60 b2']);
  });
});
