/**
 * Delivers requests of CloudFormation to the custom resource as the function's handler does: real SDK clients over loopback, the simulator's
 * clock, and a receiver on loopback in place of the presigned bucket.
 */
import { answerEvent } from '../../functions/custom-resource/answer-event.ts';
import { convergeInTime } from '../../functions/custom-resource/converge-in-time.ts';
import { createConvergeWhile } from '../../functions/custom-resource/converge-while.ts';
import type { Invocation, Log, Timer } from '../../functions/custom-resource/invocation.ts';
import { putResponse } from '../../functions/custom-resource/send-response.ts';
import { parseSettings } from '../../functions/custom-resource/settings.ts';
import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import type { CustomResourceRequest } from '../../simulator/cloudformation/custom-resource-request.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { type Answer, useCloudFormationReceiver } from './cloudformation-receiver.ts';
import { ACCOUNT } from './estates.ts';
import type { SimulatedAws } from './simulated-aws.ts';
import { simulatedClock } from './simulated-clock.ts';

/** What one delivery came to. */
export interface Answered {
  /** The one answer that was accepted. Reading it fails when there was none, or a second. */
  readonly answer: Answer;
  /** Statuses that the attempts to answer got. */
  readonly attempts: readonly number[];
  readonly bytes: number;
  readonly writes: readonly RequestRecord[];
  /** Every log line. */
  readonly written: string;
  readonly seconds: number;
}

export interface DeliveryOptions {
  /** Simulated seconds until Lambda would end the invocation. @default 900 */
  readonly seconds?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What happens from beginning to end while this request waits for the first time. */
  readonly meanwhile?: () => Promise<unknown>;
}

export interface SimulatedCloudFormation {
  /** Delivers one request and waits for its answer. */
  send(event: CustomResourceRequest, options?: DeliveryOptions): Promise<Answered>;
  /** The next attempts to answer get these statuses. */
  failNext(...statuses: readonly number[]): void;
}

const ENVIRONMENT = { REGIONS: 'eu-west-1,us-east-1', AWS_REGION: 'eu-west-1' };
const LOG_GROUP = '/aws/lambda/secure-api-edge-custom-resource';

export function useCloudFormation(aws: SimulatedAws): SimulatedCloudFormation {
  const receiver = useCloudFormationReceiver();
  let clients: AwsClients;
  beforeEach(() => {
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
    const { endpoint } = aws.simulator;
    clients = createAwsClients({ endpoint, credentials, clock: simulatedClock(aws), maxAttempts: 1 });
  });
  afterEach(() => clients.destroy());

  /** To the receiver instead of the bucket: everything behind the host stays as CloudFormation signed it. */
  const put = (url: string, body: string) => putResponse(`${receiver.endpoint}${pathOf(url)}`, body);

  return {
    failNext: receiver.failNext,
    async send(event, { seconds = 900, environment = {}, meanwhile } = {}) {
      const { clock, requests } = aws.simulator;
      const [firstRequest, firstPut, startedAt] = [requests().length, receiver.puts.length, clock.now()];
      const lines: string[] = [];
      const invocation = { ...createInvocation(aws, seconds, meanwhile), put, log: recordIn(lines) };

      await answerEvent(event, invocation, (bound) => {
        const settings = parseSettings({ ...ENVIRONMENT, ...environment });
        const convergeWhile = createConvergeWhile(settings, { clients, clock: bound.clock });
        return { kind: 'here', converge: convergeInTime(convergeWhile, bound) };
      });

      const path = pathOf(event.ResponseURL);
      const sent = receiver.puts.slice(firstPut).filter((one) => one.path === path);
      return {
        get answer() {
          return only(sent.filter(({ status }) => status === 200).map(({ body }) => JSON.parse(body)));
        },
        attempts: sent.map(({ status }) => status),
        bytes: Math.max(...sent.map(({ body }) => Buffer.byteLength(body))),
        writes: requests().slice(firstRequest).filter(isWrite),
        written: lines.join('\n'),
        seconds: (clock.now() - startedAt) / 1000,
      };
    },
  };
}

function createInvocation(
  { simulator }: SimulatedAws,
  seconds: number,
  meanwhile: DeliveryOptions['meanwhile'],
): Omit<Invocation, 'put' | 'log'> {
  const { clock } = simulator;
  let waiting = meanwhile;
  const sleep = async (pause: number) => {
    clock.advance(pause);
    if (pause === 0) return;
    const happens = waiting;
    waiting = undefined;
    await happens?.();
  };
  const end = clock.now() + seconds * 1000;
  return {
    clock: { now: () => new Date(clock.now()), sleep },
    startTimer: (wait): Timer => {
      const { promise, resolve } = Promise.withResolvers<void>();
      clock.after(wait, resolve);
      return { elapsed: promise, cancel: () => {} };
    },
    remainingSeconds: () => (end - clock.now()) / 1000,
    place: 'aws',
    logGroup: LOG_GROUP,
    requestId: 'request-1',
    print: (answer) => {
      throw new Error(`printed instead of sent: ${answer}`);
    },
  };
}

function recordIn(lines: string[]): Log {
  const write: Log['info'] = (message, facts = {}) => lines.push(JSON.stringify({ message, ...facts }));
  return { info: write, error: write };
}

function only(answers: readonly Answer[]): Answer {
  const [answer, ...more] = answers;
  if (answer === undefined || more.length > 0) throw new Error(`one answer was due, got ${answers.length}`);
  return answer;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function isWrite({ operation }: RequestRecord): boolean {
  return !/^(Get|List|Describe)/.test(operation);
}
