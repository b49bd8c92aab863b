/** Guards against: a stack that waits for an hour because something of ours died, and answers that contradict each other. */
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { FUNCTIONS, functionArn, REGION } from '../../../infra/simulated/deployed-door.ts';
import type { ResponseFault } from '../../../simulator/cloudformation/response-fault.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches, answersOf, reasonOf } from '../../support/stacks/laws.ts';
import { edge } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const stacks = useStacks(aws);
const seen = lookAtAws(aws);
const [TAKING, STEPPING] = [functionArn(FUNCTIONS.taking), functionArn(FUNCTIONS.stepping)];

function createStack() {
  return stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
}

async function minutesOf(run: () => Promise<unknown>): Promise<number> {
  const start = stacks.time.clock.now();
  await run();
  return (stacks.time.clock.now() - start) / 60_000;
}

/** Every attempt of one kind of task dies. */
function killEach(step: string, mishap: 'crash-before' | 'crash-after', times = Number.POSITIVE_INFINITY): void {
  let deaths = 0;
  stacks.lambda.intervene(({ functionArn: arn, payload }) => {
    if (arn !== STEPPING || JSON.parse(payload).step !== step || deaths >= times) return undefined;
    deaths += 1;
    return mishap;
  });
}

describe('the function that takes requests', () => {
  test('dies at each attempt: the stack is told after minutes, and rolls back', async () => {
    seed(aws, estateOf());
    stacks.lambda.intervene(({ functionArn: arn, payload }) =>
      arn === TAKING && JSON.parse(payload).RequestType === 'Create' ? 'crash-before' : undefined,
    );

    const minutes = await minutesOf(createStack);

    expect(stacks.cloudFormation.stack('orders').status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(stacks.told()[0]!)).toContain('(RetriesExhausted), Runtime.ExitError');
    expect(minutes).toBeLessThan(5);
    expect(answerBreaches(stacks.told())).toEqual([]);
  });

  test.each(['before', 'after'] as const)('dies once, %s its work: nobody notices', async (at) => {
    seed(aws, estateOf());
    stacks.lambda.crashNext(TAKING, { at });

    const { status } = await createStack();
    await stacks.settled();

    expect(status).toBe('CREATE_COMPLETE');
    expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS']);
    expect(answerBreaches(stacks.told())).toEqual([]);
  });

  test('dies at each attempt after its work: the execution answers, and nobody contradicts it before', async () => {
    seed(aws, estateOf());
    stacks.lambda.intervene(({ functionArn: arn }) => (arn === TAKING ? 'crash-after' : undefined));

    const { status } = await createStack();
    await stacks.settled();

    expect(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE']).toContain(status);
    expect(stacks.told().map(({ puts }) => puts.filter(({ taken }) => taken === 'counted').length)).toEqual(
      stacks.told().map(() => 1),
    );
  });

  test.each(['StartExecution', 'ListExecutions'])(
    'cannot reach Step Functions (%s) for minutes: it goes on then',
    async (operation) => {
      seed(aws, estateOf());
      aws.simulator.faults.add({ kind: 'error', operation, status: 503, code: 'ServiceUnavailable', seconds: 100 });

      const { status } = await createStack();

      expect(status).toBe('CREATE_COMPLETE');
      expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS']);
    },
  );

  test('cannot reach Step Functions at all: the stack is told after minutes', async () => {
    seed(aws, estateOf());
    aws.simulator.faults.add({ kind: 'throttle', operation: 'StartExecution', times: 3 });

    const minutes = await minutesOf(createStack);

    expect(stacks.cloudFormation.stack('orders').status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(stacks.told()[0]!)).toContain('WorkNotBegunError');
    expect(minutes).toBeLessThan(5);
  });

  test('may not start executions: the stack is told at once what to allow', async () => {
    seed(aws, estateOf());
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'StartExecution' });

    const minutes = await minutesOf(createStack);

    expect(reasonOf(stacks.told()[0]!)).toContain('STATE_MACHINE_ARN');
    expect(minutes).toBeLessThan(1);
  });
});

describe('the function of the tasks', () => {
  test.each([
    ['look', 'crash-before'],
    ['look', 'crash-after'],
    ['answer', 'crash-before'],
    ['answer', 'crash-after'],
  ] as const)('dies twice at %s (%s): the stack is complete all the same', async (step, mishap) => {
    seed(aws, estateOf());
    killEach(step, mishap, 2);

    const { status } = await createStack();
    await stacks.settled();

    expect(status).toBe('CREATE_COMPLETE');
    expect(answerBreaches(stacks.told())).toEqual([]);
    expect(await seen.distributions()).toHaveLength(1);
  });

  test.each(['crash-before', 'crash-after'] as const)(
    'dies at each look (%s): the stack is told, and what was made is deleted',
    async (mishap) => {
      seed(aws, estateOf());
      const before = await seen.records(DOMAIN);
      let isOver = false;
      stacks.lambda.intervene(({ functionArn: arn, payload }) => {
        const { step, work } = arn === STEPPING ? JSON.parse(payload) : {};
        isOver ||= work?.request.kind === 'delete';
        return step === 'look' && !isOver ? mishap : undefined;
      });

      const { status } = await createStack();
      await stacks.settled();

      expect(status).toBe('ROLLBACK_COMPLETE');
      expect(reasonOf(stacks.told()[0]!)).toContain(
        'the work ended without a result each time it was tried: Runtime.ExitError',
      );
      expect(await seen.distributions()).toEqual([]);
      expect(await seen.records(DOMAIN)).toEqual(before);
    },
  );

  test.each(['ListDistributions', 'GetDistributionConfig', 'CreateDistributionWithTags'])(
    'loses its connection at %s: the look is left behind, and the next goes on',
    async (operation) => {
      seed(aws, estateOf());
      stacks.lives.slowDown(operation, 1000);

      const { status } = await createStack();
      await stacks.cloudFormation.deleteStack('orders');
      await stacks.settled();

      expect(status).toBe('CREATE_COMPLETE');
      expect(answerBreaches(stacks.told())).toEqual([]);
      expect(await seen.distributions()).toEqual([]);
    },
  );

  test('finds no room in Lambda for twenty seconds: nobody notices', async () => {
    seed(aws, estateOf());
    const end = stacks.time.clock.now() + 20_000;
    stacks.lambda.intervene(({ functionArn: arn, startedAt }) =>
      arn === STEPPING && startedAt < end ? 'throttled' : undefined,
    );

    const { status } = await createStack();

    expect(status).toBe('CREATE_COMPLETE');
  });

  test('dies at each answer: the safety net answers for it', async () => {
    seed(aws, estateOf());
    killEach('answer', 'crash-before', 8);

    const { status } = await createStack();
    await stacks.settled();

    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(stacks.told()[0]!)).toContain('ended FAILED: NotAnswered');
    expect(answerBreaches(stacks.told())).toEqual([]);
    expect(await seen.distributions()).toEqual([]);
  });

  test('dies while it tells of a crash: the safety net answers for it', async () => {
    seed(aws, estateOf());
    killEach('look', 'crash-before', 3);
    killEach('answer-crash', 'crash-before');

    const { status } = await createStack();

    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(stacks.told()[0]!)).toContain('ended FAILED: NotAnswered');
  });
});

describe('the answer', () => {
  const NINE_ATTEMPTS = Array.from({ length: 9 }, () => null);
  test.each<[string, ResponseFault]>([
    ['is refused with 503', { kind: 'status', status: 503 }],
    ['breaks off before it arrives', { kind: 'disconnect-before-effect' }],
    ['breaks off after it arrived', { kind: 'disconnect-after-effect' }],
    ['takes a minute', { kind: 'delay', seconds: 60 }],
  ])('%s nine times: the stack gets it all the same, and nothing else', async (_, fault) => {
    seed(aws, estateOf());
    stacks.receiver.addFaults(...NINE_ATTEMPTS.map(() => fault));

    const { status } = await createStack();
    await stacks.settled();

    expect(status).toBe('CREATE_COMPLETE');
    expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS']);
    expect(answerBreaches(stacks.told())).toEqual([]);
  });
});

test('somebody stops the execution by hand: the stack is told at once', async () => {
  seed(aws, estateOf());
  const stop = async () => {
    const [{ executionArn } = { executionArn: '' }] = stacks.executions();
    await aws.client(SFNClient, { region: REGION }).send(new StopExecutionCommand({ executionArn }));
  };
  stacks.time.after(100, () => void stacks.time.run(stop));

  const { status } = await createStack();
  await stacks.settled();

  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(reasonOf(stacks.told()[0]!)).toContain('ended ABORTED');
  expect(answerBreaches(stacks.told())).toEqual([]);
  expect(await seen.distributions()).toEqual([]);
});
