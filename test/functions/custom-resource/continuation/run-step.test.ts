import { runStep, type StepContext } from '../../../../functions/custom-resource/continuation/run-step.ts';
import type { Progress } from '../../../../functions/custom-resource/continuation/work-item.ts';
import { UndeliveredAnswerError } from '../../../../functions/custom-resource/deliver-answer.ts';
import { InvalidRequestError } from '../../../../functions/reconciler/model/errors.ts';
import type { Outcome } from '../../../../functions/reconciler/model/outcome.ts';
import { edgeLook } from '../edge-look.ts';
import { recordedInvocation } from '../recorded-invocation.ts';
import { sampleEvent } from '../sample-event.ts';
import { ADDRESS_KEY, sampleWorkItem } from './sample-work-item.ts';

const WATCH = { kind: 'deployment', distributionId: 'E1EXAMPLE' } as const;
const SUCCESS = { status: 'SUCCESS', physicalId: 'id', attributes: { DomainName: 'api.example.com' } } as const;

interface Given {
  readonly progress?: Partial<Progress>;
  readonly outcome?: Outcome;
  readonly isStillAtWork?: boolean;
  /** AWS never says whether it is; the time for that passes. */
  readonly isWatchHanging?: boolean;
  readonly status?: number;
  readonly crash?: unknown;
  /** Nobody waits for an answer. */
  readonly isUnasked?: boolean;
}

/** Runs one task, and tells what was sent, looked at and written meanwhile. */
async function ran(step: string, given: Given = {}, context: Partial<StepContext> = {}) {
  const sent: { readonly url: string; readonly body: Record<string, unknown> }[] = [];
  const asked: unknown[] = [];
  const invocation = recordedInvocation({
    put: async (url, body) => {
      sent.push({ url, body: JSON.parse(body) });
      return given.status ?? 200;
    },
  });
  const { sealedUrl, ...item } = sampleWorkItem('create', invocation.clock.now(), given.progress);
  const work = given.isUnasked ? item : { ...item, sealedUrl };
  const running = runStep({ step, work, crash: given.crash }, invocation, {
    addressKey: ADDRESS_KEY,
    pollSeconds: undefined,
    isStillAtWork: () => {
      if (!given.isWatchHanging) return Promise.resolve(given.isStillAtWork ?? false);
      invocation.elapse();
      return new Promise(() => {});
    },
    convergeWhile: async (target, { before, secondsLeft }) => {
      asked.push({ target: target.kind, before, secondsLeft: secondsLeft() });
      return edgeLook(given.outcome ?? { kind: 'in-sync' });
    },
    ...context,
  });
  return { progress: await running.catch((error) => error), sent, asked, written: invocation.written() };
}

describe('look', () => {
  test('looks, and says what comes next', async () => {
    const standing = { edge: true, certificate: false };

    const { progress, asked } = await ran('look', { progress: { standing } });

    expect(asked).toEqual([{ target: 'wanted', before: standing, secondsLeft: 6 }]);
    expect(progress).toMatchObject({ next: 'answer', answer: { status: 'SUCCESS' } });
  });

  test('asks only whether AWS is still at work, as long as it is', async () => {
    const { progress, asked } = await ran('look', { progress: { watch: WATCH, seconds: 10 }, isStillAtWork: true });

    expect(asked).toEqual([]);
    expect(progress).toMatchObject({ next: 'look', seconds: 10, looks: 1, watch: WATCH });
  });

  test('asks AWS nothing while a look of the execution that gave way may still write', async () => {
    const now = recordedInvocation().clock.now().getTime();

    const held = await ran('look', { progress: { strayUntil: new Date(now + 90_000) } });
    const over = await ran('look', { progress: { strayUntil: new Date(now) } });

    expect(held.asked).toEqual([]);
    expect(held.progress).toMatchObject({ next: 'look', seconds: 90, looks: 0 });
    expect(over.asked).toHaveLength(1);
  });

  test('looks when AWS is done', async () => {
    expect((await ran('look', { progress: { watch: WATCH } })).asked).toHaveLength(1);
  });

  test('comes to a failed answer when a bug ends it', async () => {
    const { progress, written } = await ran(
      'look',
      {},
      { convergeWhile: () => Promise.reject(new TypeError('x of undefined')) },
    );

    expect(progress).toMatchObject({
      next: 'answer',
      answer: { status: 'FAILED', reasons: [expect.stringContaining('TypeError: x of undefined'), expect.anything()] },
    });
    expect(written).toContain('a bug ended the request');
  });

  test('logs no part of the response URL', async () => {
    const { ResponseURL } = sampleEvent('create');
    const leaks = () => Promise.reject(new Error(`cannot reach ${ResponseURL}`));

    const { progress, written } = await ran('look', {}, { convergeWhile: leaks });

    expect(written).not.toContain(ResponseURL.slice(-16));
    expect(progress.next).toBe('answer');
  });
});

describe('answer', () => {
  test('sends the answer to the address that was sealed', async () => {
    const { progress, sent } = await ran('answer', { progress: { next: 'answer', answer: SUCCESS } });

    expect(sent).toEqual([
      {
        url: sampleEvent('create').ResponseURL,
        body: expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'id' }),
      },
    ]);
    expect(progress.next).toBe('done');
  });

  test('goes on to finish a delete that was answered early', async () => {
    const { progress } = await ran('answer', { progress: { answer: SUCCESS, isUnfinished: true } });

    expect(progress.next).toBe('finish');
  });

  test('fails when it is not accepted, so that the state machine tries again', async () => {
    const { progress, sent } = await ran('answer', { progress: { answer: SUCCESS }, status: 503 });

    expect(progress).toBeInstanceOf(UndeliveredAnswerError);
    expect(sent).toHaveLength(5);
  });
});

test.each(['answer', 'answer-crash'])('%s sends nothing where nobody waits, and goes on', async (step) => {
  const { progress, sent } = await ran(step, { progress: { answer: SUCCESS }, isUnasked: true });

  expect(sent).toEqual([]);
  expect(progress.next).toBe('done');
});

describe('answer-crash', () => {
  test('tells what ended the look', async () => {
    const crash = {
      Error: 'Sandbox.Timedout',
      Cause: '{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 150.00 seconds"}',
    };

    const { progress, sent } = await ran('answer-crash', { crash });

    expect(sent.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        Status: 'FAILED',
        Reason: expect.stringMatching(
          /^the work ended .* tried: Sandbox\.Timedout: Task timed out after 150\.00 seconds\n/,
        ),
      }),
    ]);
    expect(progress.next).toBe('done');
  });
});

describe('finish', () => {
  test('looks again, and never answers', async () => {
    const { progress, sent, asked } = await ran('finish', {
      outcome: { kind: 'waiting', for: 'E1', retryAfterSeconds: 10 },
    });

    expect(asked).toHaveLength(1);
    expect(sent).toEqual([]);
    expect(progress).toMatchObject({ next: 'finish', seconds: 30 });
  });

  test('asks only whether AWS is still at work, as long as it is', async () => {
    const given = { progress: { next: 'finish', seconds: 30, watch: WATCH }, isStillAtWork: true } as const;

    const { progress, asked } = await ran('finish', given);

    expect(asked).toEqual([]);
    expect(progress).toMatchObject({ next: 'finish', seconds: 30, looks: 1, watch: WATCH });
  });

  test('ends some day, even when AWS never does', async () => {
    const given = { progress: { watch: WATCH, looks: 999 }, isStillAtWork: true } as const;

    expect((await ran('finish', given)).progress.next).toBe('done');
  });
});

test.each(['look', 'finish'])(
  '%s takes a full look when AWS does not say in time whether it is at work',
  async (step) => {
    const { asked } = await ran(step, { progress: { watch: WATCH }, isWatchHanging: true });

    expect(asked).toHaveLength(1);
  },
);

describe('bad input', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an unknown step', { step: 'dance', work: sampleWorkItem('create', new Date()) }],
    ['work without a request', { step: 'look', work: {} }],
    [
      'a URL that was sealed elsewhere',
      { step: 'look', work: { ...sampleWorkItem('create', new Date()), sealedUrl: 'AAAA' } },
    ],
  ])('fails %s with the path of what is wrong', async (_, event) => {
    const running = runStep(event, recordedInvocation(), { addressKey: ADDRESS_KEY } as StepContext);

    await expect(running).rejects.toThrow(InvalidRequestError);
    await expect(running).rejects.toThrow(/^(event|execution)/);
  });
});
