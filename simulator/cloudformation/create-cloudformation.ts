/**
 * CloudFormation towards custom resources, in simulated time: it sends the requests, waits for the answers, cancels, times out, rolls back and cleans up
 * as AWS CloudFormation does. Other resources exist only as siblings that succeed or fail after a while.
 */
import { isDeepStrictEqual } from 'node:util';
import { createIds, type Ids } from '../core/ids.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import {
  type ContinueUpdateRollbackOptions,
  continueUpdateRollback,
  refuseSkipping,
} from './continue-update-rollback.ts';
import { type CreateStackOptions, createStack } from './create-stack.ts';
import { createCustomResourceProvider } from './custom-resource-provider.ts';
import { type DeleteStackOptions, deleteStack } from './delete-stack.ts';
import { describeStack, type StackDescription } from './describe-stack.ts';
import { alreadyExists, validationError } from './refusals.ts';
import type { ResourceProvider } from './resource-provider.ts';
import { isCustomResource } from './resource-types.ts';
import type { ResponseReceiver } from './response-receiver.ts';
import { createSiblingProvider } from './simulated-sibling.ts';
import type { Stack } from './stack.ts';
import type { Engine } from './stack-run.ts';
import type { Template } from './template.ts';
import { updateStack } from './update-stack.ts';
import { refuseTypeChanges, validateStackName, validateTemplate } from './validate-template.ts';

export interface CloudFormationOptions {
  readonly time: VirtualTime;
  readonly region: string;
  readonly account: string;
  /** Hands an event over to what the service token names, and returns at once. */
  readonly invoke: (serviceToken: string, event: unknown) => void;
  readonly receiver: ResponseReceiver;
  /** @default ids of seed 1 */
  readonly ids?: Ids;
  /** Simulated seconds before a rollback and a clean-up begin to send requests. @default 2 */
  readonly pauseSeconds?: number;
}

/** Every promise settles once the stack is in a terminal status, whichever; it rejects only what CloudFormation refuses at once. */
export interface SimulatedCloudFormation {
  createStack(name: string, template: Template, options?: CreateStackOptions): Promise<StackDescription>;
  updateStack(name: string, template: Template): Promise<StackDescription>;
  deleteStack(name: string, options?: DeleteStackOptions): Promise<StackDescription>;
  continueUpdateRollback(name: string, options?: ContinueUpdateRollbackOptions): Promise<StackDescription>;
  /** As it is now, also in the middle of an operation. */
  stack(name: string): StackDescription;
}

export function createCloudFormation(options: CloudFormationOptions): SimulatedCloudFormation {
  const { time, ids = createIds(1), pauseSeconds = 2 } = options;
  const engine: Engine = { time, ids, pauseSeconds, provide: createProvider({ ...options, ids }) };
  const stacks = new Map<string, Stack>();

  const find = (name: string) => {
    const stack = stacks.get(name);
    if (stack === undefined) throw validationError(`Stack with id ${name} does not exist`);
    return stack;
  };
  const until = async (stack: Stack, operation: () => Promise<void>) => {
    await time.run(operation);
    return describeStack(stack);
  };

  return {
    stack: (name) => describeStack(find(name)),
    async createStack(name, template, createOptions = {}) {
      const existing = stacks.get(name);
      if (existing !== undefined && existing.status !== 'DELETE_COMPLETE') throw alreadyExists(name);
      validateStackName(name);
      validateTemplate(template);
      const stack = newStack(name, template, { ...options, ids });
      stacks.set(name, stack);
      return until(stack, () => createStack(engine, stack, createOptions));
    },
    async updateStack(name, template) {
      const stack = find(name);
      refuseUnless(stack, UPDATABLE, 'updated');
      validateTemplate(template);
      refuseTypeChanges(stack.template, template);
      if (isDeepStrictEqual(stack.template, template)) throw validationError('No updates are to be performed.');
      return until(stack, () => updateStack(engine, stack, template));
    },
    async deleteStack(name, deleteOptions = {}) {
      const stack = find(name);
      if (stack.status === 'DELETE_COMPLETE') return describeStack(stack);
      if (stack.status.endsWith('_IN_PROGRESS')) refuseUnless(stack, [], 'deleted');
      if (deleteOptions.retain !== undefined) refuseUnless(stack, ['DELETE_FAILED'], 'deleted with retained resources');
      return until(stack, () => deleteStack(engine, stack, deleteOptions));
    },
    async continueUpdateRollback(name, continueOptions = {}) {
      const stack = find(name);
      refuseUnless(stack, ['UPDATE_ROLLBACK_FAILED'], 'continued rolling back');
      refuseSkipping(stack, stack.update, continueOptions.resourcesToSkip ?? []);
      return until(stack, () => continueUpdateRollback(engine, stack, continueOptions));
    },
  };
}

const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

function refuseUnless({ id, status }: Stack, statuses: readonly string[], what: string): void {
  if (!statuses.includes(status)) throw validationError(`Stack:${id} is in ${status} state and can not be ${what}.`);
}

function createProvider(options: CloudFormationOptions & { readonly ids: Ids }): ResourceProvider {
  const [custom, sibling] = [createCustomResourceProvider(options), createSiblingProvider(options.time)];
  return (request, signal) => (isCustomResource(request.type) ? custom : sibling)(request, signal);
}

interface Place {
  readonly region: string;
  readonly account: string;
  readonly ids: Ids;
  readonly time: VirtualTime;
}

function newStack(name: string, template: Template, { region, account, ids, time }: Place): Stack {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return {
    name,
    id: `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${ids.uuid()}`,
    clock: time.clock,
    template,
    status: 'CREATE_IN_PROGRESS',
    reason: undefined,
    outputs: {},
    events: [],
    resources: new Map(),
    update: undefined,
  };
}
