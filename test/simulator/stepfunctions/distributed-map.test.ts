import { createIds } from '../../../simulator/core/ids.ts';
import { createWorld, type World } from '../../../simulator/core/world.ts';
import { putObject } from '../../../simulator/s3/put-object.ts';
import { buckets, declareBucket, objectText } from '../../../simulator/s3/state.ts';
import { runDefinition } from '../../../simulator/stepfunctions/run-definition.ts';
import type { Ending } from '../../../simulator/stepfunctions/state.ts';
import { createDefinitionWorld, type DefinitionWorld, DONE, task } from './definition-world.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111111111111:stateMachine:sweep';
const Bucket = 'reports';
const READER = {
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSON' },
  Parameters: { Bucket, 'Key.$': '$.accounts' },
};
const WRITER = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket, Prefix: 'runs' } };

let here: DefinitionWorld;
let world: World;

beforeEach(() => {
  here = createDefinitionWorld();
  world = createWorld();
  declareBucket(world, { name: Bucket, account: '111111111111', region: 'eu-west-1' });
});

function put(Key: string, content: unknown): void {
  const caller = { account: '111111111111', accessKeyId: '111111111111', region: 'eu-west-1' };
  const Body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  putObject.run({ Bucket, Key, Body }, { ...caller, world, clock: here.time.clock, ids: createIds(2) });
}

function distributed(fields: object, states: object = { Look: task('look') }, ExecutionType = 'STANDARD'): object {
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType };
  const ItemProcessor = { ProcessorConfig, StartAt: Object.keys(states)[0], States: states };
  return { Type: 'Map', Label: 'Accounts', ItemProcessor, ...fields, End: true };
}

async function outcomeOf(map: object, input: unknown, others: object = {}): Promise<Ending & { after: number }> {
  const { time, lambda } = here;
  const definition = { StartAt: 'Sweep', States: { Sweep: map, ...others } };
  const startedAt = time.clock.now();
  const { ending } = runDefinition({ time, definition, invoke: lambda.invokeSync, world })({
    executionArn: `${MACHINE.replace('stateMachine', 'execution')}:one`,
    name: 'one',
    stateMachineArn: MACHINE,
    stateMachineName: 'sweep',
    input: JSON.stringify(input),
    startDate: new Date(startedAt),
  });
  return { ...(await ending), after: (time.clock.now() - startedAt) / 1000 };
}

function outputOf(ending: Ending) {
  return ending.status === 'SUCCEEDED' ? JSON.parse(ending.output) : ending;
}

/** A function that takes a minute, and fails where its account says so. */
function declareLook(): void {
  // What a test leaves behind goes on in its own world.
  const { time, note } = here;
  here.declare(
    'look',
    async ({ account, fails }: { account: number; fails?: boolean }) => {
      note(`begins ${account}`);
      await time.sleep(60);
      if (fails) throw Object.assign(new Error('no way in'), { name: 'AccessDenied' });
      note(`ends ${account}`);
      return { seen: account };
    },
    { timeoutSeconds: 900 },
  );
}

const accounts = (count: number, failing: readonly number[] = []) =>
  Array.from({ length: count }, (_, account) => ({ account, fails: failing.includes(account) }));

describe('items', () => {
  test('come from an object of S3, and each is given what the selector makes of it', async () => {
    put('accounts.json', accounts(3));
    here.declare('look', (event) => event);
    const ItemSelector = {
      'account.$': '$$.Map.Item.Value.account',
      'place.$': '$$.Map.Item.Index',
      'mode.$': '$.mode',
    };

    const ending = await outcomeOf(distributed({ ItemReader: READER, ItemSelector }), {
      accounts: 'accounts.json',
      mode: 'detect',
    });

    expect(outputOf(ending)).toEqual([0, 1, 2].map((index) => ({ account: index, place: index, mode: 'detect' })));
  });

  test('are no more than MaxItems', async () => {
    put('accounts.json', accounts(5));
    here.declare('look', ({ account }: { account: number }) => account);
    const ItemReader = { ...READER, ReaderConfig: { InputType: 'JSON', MaxItems: 2 } };

    expect(outputOf(await outcomeOf(distributed({ ItemReader }), { accounts: 'accounts.json' }))).toEqual([0, 1]);
  });

  test('come from the input without a reader', async () => {
    here.declare('look', (event) => event);

    expect(outputOf(await outcomeOf(distributed({ ItemsPath: '$.all' }), { all: ['a', 'b'] }))).toEqual(['a', 'b']);
  });

  test.each([
    ['an object that is not there', 'none.json', undefined, 'The specified key does not exist.'],
    ['an object that is no list', 'object.json', { a: 1 }, 'Attempting to map over non-iterable node.'],
    ['an object that is no JSON', 'text.json', 'a,b', expect.stringContaining('not valid JSON')],
  ])('fail the Map for %s', async (_, Key, content, cause) => {
    if (content !== undefined) put(Key, content);

    const ending = await outcomeOf(distributed({ ItemReader: READER }), { accounts: Key });

    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed', cause });
  });

  test('fail the Map when the bucket is another account’s', async () => {
    declareBucket(world, { name: Bucket, account: '222222222222', region: 'eu-west-1' });

    const ending = await outcomeOf(distributed({ ItemReader: READER }), { accounts: 'a' });

    expect(ending).toMatchObject({
      error: 'States.ItemReaderFailed',
      cause: expect.stringContaining('not authorized'),
    });
  });
});

describe('executions', () => {
  test('run at the same time, as many as may', async () => {
    declareLook();

    const ending = await outcomeOf(distributed({ MaxConcurrencyPath: '$.most', ItemsPath: '$.all' }), {
      most: 2,
      all: accounts(4),
    });

    expect(ending.status).toBe('SUCCEEDED');
    expect(here.noted).toEqual([
      '0 begins 0',
      '0.01 begins 1',
      '60 ends 0',
      '60 begins 2',
      '60.01 ends 1',
      '60.01 begins 3',
      '120 ends 2',
      '120.01 ends 3',
    ]);
  });

  test('begin a hundred a second, or a thousand where they are Express', async () => {
    declareLook();
    const all = accounts(300);

    const standard = await outcomeOf(distributed({}), all);
    const express = await outcomeOf(distributed({}, { Look: task('look') }, 'EXPRESS'), all);

    expect([standard.after, express.after]).toEqual([62.99, 60.299]);
  });

  test('have names of their own, and know them', async () => {
    const states = {
      Look: { Type: 'Pass', Parameters: { 'id.$': '$$.Execution.Id', 'of.$': '$$.StateMachine.Id' }, End: true },
    };

    const [first, second] = outputOf(await outcomeOf(distributed({}, states), ['a', 'b']));

    expect(first.id).toMatch(/^arn:aws:states:eu-west-1:111111111111:execution:sweep\/Accounts:[0-9a-f-]{36}$/);
    expect(first.of).toBe(`${MACHINE}/Accounts`);
    expect(second.id).not.toBe(first.id);
  });

  test('have limits of their own: only the list of what they answer counts for the Map', async () => {
    here.declare('look', () => 'x'.repeat(100_000));

    const one = await outcomeOf(distributed({}), [1, 2]);
    const many = await outcomeOf(distributed({}), [1, 2, 3]);

    expect(one.status).toBe('SUCCEEDED');
    expect(many).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('fail where their input is too large', async () => {
    put('accounts.json', ['x'.repeat(262_145)]);
    here.declare('look', (event) => event);

    const map = distributed({ ItemReader: READER, ToleratedFailureCount: 1, ResultWriter: WRITER });
    const { ResultWriterDetails } = outputOf(await outcomeOf(map, { accounts: 'accounts.json' }));

    const failed = objectText(world, Bucket, ResultWriterDetails.Key.replace('manifest', 'FAILED_0'));
    expect(JSON.parse(failed ?? '')).toMatchObject([{ Status: 'FAILED', Error: 'States.DataLimitExceeded' }]);
  });

  test('end with the execution that they belong to', async () => {
    declareLook();
    const { time, lambda } = here;
    const definition = { StartAt: 'Sweep', TimeoutSeconds: 30, States: { Sweep: distributed({}) } };
    const run = runDefinition({ time, definition, invoke: lambda.invokeSync, world });

    const { ending } = run({
      executionArn: `${MACHINE}:one`,
      name: 'one',
      stateMachineArn: MACHINE,
      stateMachineName: 'sweep',
      input: JSON.stringify(accounts(2)),
      startDate: new Date(time.clock.now()),
    });

    expect(await ending).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });
});

describe('tolerated failures', () => {
  const EXCEEDED = {
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  };

  test.each([
    ['none, unless it says so', {}, 1, false],
    ['as many as it says', { ToleratedFailureCount: 2 }, 2, true],
    ['no more than it says', { ToleratedFailureCount: 2 }, 3, false],
    ['the share that it says', { ToleratedFailurePercentage: 30 }, 3, true],
    ['no larger share than it says', { ToleratedFailurePercentage: 30 }, 4, false],
    ['the share that its input says', { ToleratedFailurePercentagePath: '$.share' }, 4, true],
    ['the smaller of both', { ToleratedFailurePercentage: 100, ToleratedFailureCount: 1 }, 2, false],
  ])('are %s', async (_, fields, failing, isTolerated) => {
    declareLook();
    const all = accounts(
      10,
      Array.from({ length: failing }, (_item, index) => index),
    );

    const ending = await outcomeOf(distributed({ ItemsPath: '$.all', ...fields }), { all, share: 40 });

    if (isTolerated) expect(ending.status).toBe('SUCCEEDED');
    else expect(ending).toMatchObject(EXCEEDED);
  });

  test('stop what runs and what waits once they are exceeded', async () => {
    declareLook();

    const ending = await outcomeOf(distributed({ MaxConcurrency: 1 }), accounts(3, [0]));

    expect(ending).toMatchObject({ ...EXCEEDED, after: 60 });
    expect(here.noted).toEqual(['0 begins 0']);
  });

  test('are told in the answer like the results of the others', async () => {
    declareLook();

    const [first, second] = outputOf(await outcomeOf(distributed({ ToleratedFailureCount: 1 }), accounts(2, [0])));

    expect(first).toMatchObject({ Status: 'FAILED', Error: 'AccessDenied', Input: '{"account":0,"fails":true}' });
    expect(second).toEqual({ seen: 1 });
  });

  test('can be caught by their name', async () => {
    declareLook();
    const Catch = [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], ResultPath: '$.error', Next: 'Report' }];
    const map = distributed({ ItemsPath: '$.all', Catch });

    const ending = await outcomeOf(map, { all: accounts(1, [0]) }, { Report: DONE });

    expect(outputOf(ending).error).toMatchObject({ Error: EXCEEDED.error });
  });
});

describe('results', () => {
  test('are written to S3, and the answer says where', async () => {
    declareLook();

    const answer = outputOf(
      await outcomeOf(distributed({ ToleratedFailureCount: 1, ResultWriter: WRITER }), accounts(3, [1])),
    );

    const folder = `runs/${answer.MapRunArn.split(':').at(-1)}`;
    const read = (file: string) => JSON.parse(objectText(world, Bucket, `${folder}/${file}`) ?? 'null');
    expect(answer).toEqual({
      MapRunArn: expect.stringMatching(/^arn:aws:states:eu-west-1:111111111111:mapRun:sweep\/Accounts:[0-9a-f-]{36}$/),
      ResultWriterDetails: { Bucket, Key: `${folder}/manifest.json` },
    });
    expect(read('manifest.json')).toEqual({
      DestinationBucket: Bucket,
      MapRunArn: answer.MapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: expect.any(Number) }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: expect.any(Number) }],
      },
    });
    expect(read('SUCCEEDED_0.json')).toMatchObject([
      {
        ExecutionArn: expect.stringContaining(':execution:sweep/Accounts:'),
        Input: '{"account":0,"fails":false}',
        InputDetails: { Included: true },
        Output: '{"seen":0}',
        OutputDetails: { Included: true },
        StartDate: '2026-01-01T00:00:00.000Z',
        StateMachineArn: `${MACHINE}/Accounts`,
        Status: 'SUCCEEDED',
        StopDate: '2026-01-01T00:01:00.000Z',
      },
      { Output: '{"seen":2}' },
    ]);
    expect(read('FAILED_0.json')).toMatchObject([
      { Status: 'FAILED', Error: 'AccessDenied', RedriveStatus: 'REDRIVABLE' },
    ]);
  });

  test('are written also when the Map fails, with what was never begun', async () => {
    declareLook();

    await outcomeOf(distributed({ MaxConcurrency: 1, ResultWriter: WRITER }), accounts(3, [0]));

    const keys = [...world.state(buckets, '*').get(Bucket)!.objects.keys()];
    expect(keys.map((key) => key.split('/').at(-1))).toEqual(['FAILED_0.json', 'PENDING_0.json', 'manifest.json']);
    expect(JSON.parse(objectText(world, Bucket, keys[1]!) ?? '')).toMatchObject([
      { Status: 'PENDING', Input: '{"account":1,"fails":false}' },
      { Status: 'PENDING' },
    ]);
  });

  test('fail the Map where they cannot be written', async () => {
    here.declare('look', (event) => event);
    const ResultWriter = { ...WRITER, Parameters: { Bucket: 'none', Prefix: 'runs' } };

    const ending = await outcomeOf(distributed({ ResultWriter }), ['a']);

    expect(ending).toMatchObject({
      error: 'States.ResultWriterFailed',
      cause: 'The specified bucket does not exist',
    });
  });
});

describe('definitions', () => {
  test.each([
    [
      'another source',
      { ItemReader: { ...READER, Resource: 'arn:aws:states:::s3:listObjectsV2' } },
      'must get an object',
    ],
    ['another format', { ItemReader: { ...READER, ReaderConfig: { InputType: 'CSV' } } }, 'must read JSON, got CSV'],
    ['batches', { ItemBatcher: { MaxItemsPerBatch: 2 } }, 'ItemBatcher is not simulated'],
    ['other results', { ResultWriter: { ...WRITER, WriterConfig: { OutputType: 'JSONL' } } }, 'no WriterConfig'],
  ])('refuses %s', async (_, fields, message) => {
    await expect(outcomeOf(distributed(fields), [])).rejects.toThrow(message);
  });

  test('refuses what only a Distributed Map knows', async () => {
    const ItemProcessor = { StartAt: 'Look', States: { Look: DONE } };

    const map = { Type: 'Map', ItemProcessor, ToleratedFailureCount: 1, End: true };

    await expect(outcomeOf(map, [])).rejects.toThrow('ToleratedFailureCount needs a Map in Mode DISTRIBUTED');
  });

  test('refuses objects where there is no world that holds them', () => {
    const { time, lambda } = here;
    const definition = { StartAt: 'Sweep', States: { Sweep: distributed({ ItemReader: READER }) } };

    expect(() => runDefinition({ time, definition, invoke: lambda.invokeSync })).toThrow('needs a world');
  });
});
