/** A CloudFormation with one function behind every service token, and time that only passes while all of them wait. */

import {
  createCloudFormation,
  type SimulatedCloudFormation,
} from '../../../simulator/cloudformation/create-cloudformation.ts';
import type { CustomResourceRequest } from '../../../simulator/cloudformation/custom-resource-request.ts';
import type { StackDescription } from '../../../simulator/cloudformation/describe-stack.ts';
import { type ResponseReceiver, startResponseReceiver } from '../../../simulator/cloudformation/response-receiver.ts';
import type { Properties, ResourceDefinition, Template } from '../../../simulator/cloudformation/template.ts';
import { createClock } from '../../../simulator/core/clock.ts';
import { createVirtualTime, type VirtualTime } from '../../../simulator/core/virtual-time.ts';

export const START = Date.UTC(2026, 0, 1);
export const TOKEN = 'arn:aws:lambda:eu-west-1:111111111111:function:custom-resource';
const STACK = 'orders';

/** What the function does with one request: members of the answer that differ from a plain success. */
export interface Reply {
  /** Simulated seconds until it answers. @default 0 */
  readonly after?: number;
  readonly answer?: Properties;
  /** Instead of JSON. */
  readonly body?: string;
}

/** `undefined` never answers. */
export type Handler = (request: CustomResourceRequest) => Reply | undefined;

export interface Stage {
  readonly time: VirtualTime;
  readonly receiver: ResponseReceiver;
  /** Every request that the function got, in order. */
  readonly requests: readonly CustomResourceRequest[];
  /** `Create Edge`, `Update Edge edge-1`…, in order. */
  readonly told: readonly string[];
  handler: Handler;
  /** Forgets the requests so far. */
  forget(): void;
  create(resources: Resources, options?: { readonly disableRollback?: boolean }): Promise<StackDescription>;
  update(resources: Resources): Promise<StackDescription>;
  delete(retain?: readonly string[]): Promise<StackDescription>;
  continueRollback(...resourcesToSkip: readonly string[]): Promise<StackDescription>;
  readonly cloudFormation: SimulatedCloudFormation;
}

type Resources = Template['Resources'];

export function useStage(region = 'eu-west-1'): Stage {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage(region);
  });
  afterEach(() => stage.receiver.stop());
  return new Proxy({} as Stage, {
    get: (_, key) => stage[key as keyof Stage],
    set: (_, key, value) => Reflect.set(stage, key, value),
  });
}

export function edge(properties: Properties = {}, more: Partial<ResourceDefinition> = {}): ResourceDefinition {
  return { Type: 'Custom::Edge', Properties: { ServiceToken: TOKEN, ...properties }, ...more };
}

export function sibling(properties: Properties = {}, more: Partial<ResourceDefinition> = {}): ResourceDefinition {
  return { Type: 'Simulator::Test::Sibling', Properties: properties, ...more };
}

/** `<logical id> <status>[: reason]` of every event. */
export function eventsOf({ events }: StackDescription): readonly string[] {
  return events.map(({ logicalId, status, reason }) => `${logicalId} ${status}${reason ? `: ${reason}` : ''}`);
}

/** Seconds between the start and the first event with this text in front. */
export function secondsOf(stack: StackDescription, event: string): number | undefined {
  const found = stack.events[eventsOf(stack).findIndex((text) => text.startsWith(event))];
  return found && (found.timestamp.getTime() - START) / 1000;
}

export async function putAnswer(url: string, body: string): Promise<number> {
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  await response.body?.cancel();
  return response.status;
}

/** For more than one at a time; whoever starts it stops its receiver. */
export async function startStage(region: string): Promise<Stage> {
  const time = createVirtualTime(createClock(START));
  const receiver = await startResponseReceiver(time);
  const put = receiver.through(putAnswer);
  const requests: CustomResourceRequest[] = [];
  const work = async (request: CustomResourceRequest) => {
    const reply = stage.handler(request);
    if (reply === undefined) return;
    await time.sleep(reply.after ?? 0);
    await put(request.ResponseURL, reply.body ?? JSON.stringify({ ...success(request), ...reply.answer })).catch(
      () => {},
    );
  };
  const invoke = (_: string, event: unknown) => {
    requests.push(event as CustomResourceRequest);
    void time.run(() => work(event as CustomResourceRequest));
  };
  const cloudFormation = createCloudFormation({ time, region, account: '111111111111', invoke, receiver });
  const stage: Stage = {
    time,
    receiver,
    requests,
    cloudFormation,
    handler: () => ({}),
    forget: () => void requests.splice(0),
    get told() {
      return requests.map((one) =>
        [one.RequestType, one.LogicalResourceId, one.PhysicalResourceId].filter(Boolean).join(' '),
      );
    },
    create: (Resources, options) => cloudFormation.createStack(STACK, { Resources }, options),
    update: (Resources) => cloudFormation.updateStack(STACK, { Resources }),
    delete: (retain) => cloudFormation.deleteStack(STACK, retain && { retain }),
    continueRollback: (...resourcesToSkip) => cloudFormation.continueUpdateRollback(STACK, { resourcesToSkip }),
  };
  return stage;
}

function success({ StackId, RequestId, LogicalResourceId, PhysicalResourceId }: CustomResourceRequest): Properties {
  const id = PhysicalResourceId ?? `${LogicalResourceId.toLowerCase()}-1`;
  return { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId: id };
}
