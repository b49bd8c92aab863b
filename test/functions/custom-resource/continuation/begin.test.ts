import { createBegin } from '../../../../functions/custom-resource/continuation/begin.ts';
import { requestNameOf, toExecutionName } from '../../../../functions/custom-resource/continuation/execution-name.ts';
import type { Execution, Executions } from '../../../../functions/custom-resource/continuation/executions.ts';
import { unsealUrl } from '../../../../functions/custom-resource/continuation/sealed-url.ts';
import { parseWorkItem } from '../../../../functions/custom-resource/continuation/work-item.ts';
import { workOf } from '../../../../functions/custom-resource/lifecycle.ts';
import { parseAnswerAddress, parseRequest } from '../../../../functions/custom-resource/request.ts';
import type { Failure, FailureKind } from '../../../../functions/reconciler/model/failure.ts';
import { letGo, wanted } from '../../../support/reconciler.ts';
import { recordedInvocation } from '../recorded-invocation.ts';
import { type SampleName, sampleEvent } from '../sample-event.ts';

const KEY = 'k'.repeat(64);
const NOW = new Date('2026-11-20T08:15:10Z');

function urlSentAt(text: string): string {
  return `https://cloudformation-custom-resource-response-euwest1.s3.amazonaws.com/key?X-Amz-Date=${text}&X-Amz-Signature=0123456789abcdef`;
}

const SENT = urlSentAt('20261120T081500Z');

interface Given {
  readonly name?: SampleName;
  readonly responseUrl?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly oldProperties?: Readonly<Record<string, unknown>>;
  readonly now?: Date;
  readonly found?: readonly Execution[];
  readonly failing?: 'ofResource' | 'stop' | 'start';
  readonly failure?: FailureKind;
  readonly start?: 'started' | 'duplicate';
}

async function begun({ name = 'create', responseUrl = SENT, properties = {}, ...given }: Given) {
  const event = sampleEvent(name, { ResponseURL: responseUrl });
  const ResourceProperties = { ...event.ResourceProperties, ...properties };
  const OldResourceProperties = given.oldProperties ?? event.OldResourceProperties;
  const request = parseRequest({ ...event, ResourceProperties, OldResourceProperties });
  const work = workOf(request);
  if (work.kind !== 'converge') throw new Error('the sample asks for nothing');

  const calls: string[] = [];
  const inputs: string[] = [];
  const answer = <T>(call: Given['failing'], value: T) =>
    Promise.resolve(
      given.failing === call
        ? ({ kind: 'failed', failure: failureOf(given.failure ?? 'Throttling') } as const)
        : ({ kind: 'answered', value } as const),
    );
  const executions: Executions = {
    ofResource: (_, since) => {
      calls.push(`list since ${since?.toISOString()}`);
      return answer('ofResource', given.found ?? []);
    },
    stop: (arn, error) => {
      calls.push(`stop ${arn} ${error}`);
      return answer('stop', undefined);
    },
    start: (started, input) => {
      calls.push(`start ${started}`);
      inputs.push(input);
      return answer('start', given.start ?? 'started');
    },
  };
  const clock = { now: () => given.now ?? NOW, sleep: () => Promise.resolve() };
  const begin = createBegin({ executions, addressKey: KEY, clock, log: recordedInvocation().log });
  const result = await begin(request, work, parseAnswerAddress(event));
  return { result, calls, inputs, request };
}

function failureOf(kind: FailureKind): Failure {
  const names = { service: 'StepFunctions', operation: 'StartExecution', code: kind, message: 'no' };
  return { kind, ...names, requestId: undefined };
}

function nameOf(requestId: string, sentAt: string | undefined, target = TARGET) {
  const { StackId, LogicalResourceId } = sampleEvent('create');
  const facts = { stackId: StackId, logicalId: LogicalResourceId, requestId };
  return requestNameOf(facts, target, sentAt === undefined ? undefined : new Date(sentAt));
}

function execution(requestId: string, sentAt: string | undefined, isRunning: boolean, target = TARGET): Execution {
  return { arn: `arn-of-${requestId}`, name: nameOf(requestId, sentAt, target), isRunning };
}

const DOMAIN = sampleEvent('create').ResourceProperties.DomainName as string;
const TARGET = wanted(DOMAIN);
const OWN = toExecutionName(nameOf(sampleEvent('create').RequestId as string, '2026-11-20T08:15:00Z'));
const OLDER = execution('older', '2026-11-20T08:00:00Z', true);

test('starts an execution named by resource and request', async () => {
  const { result, calls } = await begun({});

  expect(result).toEqual({ kind: 'begun' });
  expect(calls).toEqual(['list since 2026-11-20T08:15:00.000Z', `start ${OWN}`]);
});

test('gives the execution the request, the sealed URL and the deadline', async () => {
  const { inputs, request } = await begun({ properties: { ServiceTimeout: '1800' } });

  const item = parseWorkItem(JSON.parse(inputs[0]!));
  expect(item.request).toEqual(request);
  expect(item.deadline).toEqual(new Date('2026-11-20T08:45:00Z'));
  expect(item.progress).toMatchObject({ next: 'look', looks: 0 });
  expect(inputs[0]).not.toContain('X-Amz');
  expect(unsealUrl(item.sealedUrl ?? '', KEY)).toBe(SENT);
});

test('waits an hour where the template does not say how long', async () => {
  const { inputs } = await begun({ properties: { ServiceTimeout: undefined } });

  expect(JSON.parse(inputs[0]!)).toMatchObject({ deadline: '2026-11-20T09:15:00.000Z' });
});

test('stops what runs for an older request of the resource, before it starts', async () => {
  const done = execution('done', '2026-11-20T08:10:00Z', false);

  const { calls } = await begun({ found: [OLDER, done] });

  expect(calls.slice(1)).toEqual(['stop arn-of-older Superseded', `start ${OWN}`]);
});

test.each([
  ['stops the letting-go of its own domain', letGo(DOMAIN), true],
  ['stops what makes another domain for the resource', wanted('other.example.com'), true],
  ['lets the letting-go of another domain go on', letGo('other.example.com'), false],
])('%s', async (_, target, isStopped) => {
  const { result, calls } = await begun({ found: [execution('older', '2026-11-20T08:00:00Z', true, target)] });

  expect(result).toEqual({ kind: 'begun' });
  expect(calls.includes('stop arn-of-older Superseded')).toBe(isStopped);
});

test('remembers that a look of what it stopped may still write', async () => {
  const { inputs } = await begun({ found: [OLDER] });

  expect(parseWorkItem(JSON.parse(inputs[0]!)).progress.strayUntil).toEqual(new Date('2026-11-20T08:17:10Z'));
});

test.each([
  ['a minute ago', '2026-11-20T08:14:10Z', new Date('2026-11-20T08:16:10Z')],
  ['three minutes ago', '2026-11-20T08:12:10Z', undefined],
])('remembers the same of what an earlier delivery stopped %s', async (_, stoppedAt, until) => {
  const stopped = { ...OLDER, isRunning: false, stoppedAt: new Date(stoppedAt) };

  const { inputs, calls } = await begun({ found: [stopped] });

  expect(calls).not.toContainEqual(expect.stringContaining('stop '));
  expect(parseWorkItem(JSON.parse(inputs[0]!)).progress.strayUntil).toEqual(until);
});

test('begins to let go of the domain that a cancelled update was about, for nobody to answer', async () => {
  const { inputs, calls } = await begun({ name: 'update-policy', oldProperties: { DomainName: 'other.example.com' } });

  const [abandoned, own] = inputs.map((input) => parseWorkItem(JSON.parse(input)));
  expect(calls).toHaveLength(3);
  expect(abandoned!.request).toMatchObject({
    kind: 'delete',
    physicalId: expect.stringContaining('other.example.com'),
  });
  expect(abandoned!.sealedUrl).toBeUndefined();
  expect(own!.request.kind).toBe('update');
  expect(own!.sealedUrl).toBeDefined();
});

test('does not stop the execution of its own first delivery', async () => {
  const own = execution(sampleEvent('create').RequestId as string, '2026-11-20T08:15:00Z', true);

  const { result, calls } = await begun({ found: [own], start: 'duplicate' });

  expect(result).toEqual({ kind: 'begun' });
  expect(calls).not.toContainEqual(expect.stringContaining('stop'));
});

test('names the execution by the time of CloudFormation, also where its clock is ahead', async () => {
  const responseUrl = urlSentAt('20261120T081520Z');

  const first = await begun({ responseUrl });
  const second = await begun({ responseUrl, now: new Date(NOW.getTime() + 3000) });

  expect(second.calls.at(-1)).toBe(first.calls.at(-1));
});

test('starts and stops nothing for a request that has its execution, whenever that was said to be sent', async () => {
  const own = execution(sampleEvent('create').RequestId as string, '2026-11-20T08:14:58Z', true);

  const { result, calls } = await begun({ found: [own, OLDER] });

  expect(result).toEqual({ kind: 'begun' });
  expect(calls).toHaveLength(1);
});

describe('properties that are larger than the input of an execution', () => {
  const LARGE = { Comment: 'x'.repeat(300_000), Tags: { stage: 'old' } };

  test('keep no delete from being begun', async () => {
    const { inputs } = await begun({
      name: 'delete',
      properties: { ...LARGE, OnDelete: 'retain', ServiceTimeout: 900 },
    });

    expect(inputs[0]!.length).toBeLessThan(10_000);
    expect(workOf(parseWorkItem(JSON.parse(inputs[0]!)).request)).toMatchObject({
      serviceTimeoutSeconds: 900,
      target: { kind: 'let-go', onDelete: 'retain' },
    });
  });

  test('keep no update from being rolled back', async () => {
    const { inputs } = await begun({ name: 'update-policy', oldProperties: { ...LARGE, DomainName: DOMAIN } });

    expect(inputs[0]!.length).toBeLessThan(10_000);
    expect(workOf(parseWorkItem(JSON.parse(inputs[0]!)).request)).toMatchObject({
      target: { kind: 'wanted', formerTags: ['stage'] },
    });
  });
});

test.each([true, false])(
  'starts and stops nothing when a newer request was received (running: %s)',
  async (isRunning) => {
    const { result, calls } = await begun({ found: [OLDER, execution('newer', '2026-11-20T08:15:05Z', isRunning)] });

    expect(result).toEqual({ kind: 'never', reasons: [expect.stringContaining('a newer request for this resource')] });
    expect(calls).toHaveLength(1);
  },
);

test('takes the order of arrival where the URL does not say when it was signed', async () => {
  const { result, calls } = await begun({
    responseUrl: SENT.replace('X-Amz-Date', 'X-Amz-Day'),
    found: [OLDER],
  });

  expect(result).toEqual({ kind: 'begun' });
  expect(calls[0]).toBe('list since undefined');
  expect(calls[1]).toBe('stop arn-of-older Superseded');
});

test('counts a request from the future from now', async () => {
  const { inputs } = await begun({ responseUrl: urlSentAt('20261120T091500Z'), properties: { ServiceTimeout: '900' } });

  expect(JSON.parse(inputs[0]!)).toMatchObject({ deadline: '2026-11-20T08:30:10.000Z' });
});

test.each([
  ['ServiceTimeout leaves no time for a look and an answer', { properties: { ServiceTimeout: '60' } }],
  ['it was delivered when CloudFormation had stopped waiting', { responseUrl: urlSentAt('20261120T070000Z') }],
])('refuses when %s, and asks AWS nothing', async (_, given) => {
  const { result, calls } = await begun(given);

  expect(result).toMatchObject({
    kind: 'never',
    reasons: [expect.stringMatching(/^nothing was changed, because CloudFormation waits until 20/), expect.anything()],
  });
  expect(calls).toEqual([]);
});

test('tries a delete as long as CloudFormation waits at all', async () => {
  const { result } = await begun({ name: 'delete', properties: { ServiceTimeout: '30' } });

  expect(result).toEqual({ kind: 'begun' });
});

test.each(['ofResource', 'stop', 'start'] as const)(
  'lets Lambda try again when %s fails and may pass',
  async (failing) => {
    const { result } = await begun({ failing, found: [OLDER] });

    expect(result).toEqual({ kind: 'not-yet', because: 'StepFunctions StartExecution: Throttling: no' });
  },
);

test('fails with what to do when it will not pass', async () => {
  const { result } = await begun({ failing: 'start', failure: 'AccessDenied' });

  expect(result).toMatchObject({
    kind: 'never',
    reasons: [expect.stringContaining('AccessDenied: no'), expect.stringContaining('STATE_MACHINE_ARN')],
  });
});
