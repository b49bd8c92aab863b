import type { SimulatedClock } from '../core/clock.ts';
import type { Properties, ResourceDefinition, Template } from './template.ts';

export type StackStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE';

export type ResourceStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`
  | 'DELETE_SKIPPED';

export interface StackEvent {
  readonly timestamp: Date;
  /** The stack's name for events of the stack itself. */
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly status: StackStatus | ResourceStatus;
  readonly reason: string | undefined;
}

export interface StackResource {
  readonly logicalId: string;
  readonly definition: ResourceDefinition;
  /** Absent until something of it may exist. */
  readonly physicalId: string | undefined;
  readonly status: ResourceStatus;
  readonly reason: string | undefined;
  /** As last sent. */
  readonly properties: Properties;
  readonly attributes: Properties;
  /** The request whose answer told the attributes. */
  readonly requestId: string | undefined;
}

/** What an update set out from and what it has touched so far: all that its rollback needs to know. */
export interface StackUpdate {
  readonly template: Template;
  readonly resources: ReadonlyMap<string, StackResource>;
  /** Resources that were asked to change and are not back yet. */
  readonly touched: Set<string>;
  /** Every physical id that answers of this update brought, with the properties it was made for. */
  readonly made: StackResource[];
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly clock: SimulatedClock;
  template: Template;
  status: StackStatus;
  reason: string | undefined;
  outputs: Properties;
  readonly events: StackEvent[];
  readonly resources: Map<string, StackResource>;
  update: StackUpdate | undefined;
}

export function setStackStatus(stack: Stack, status: StackStatus, reason?: string): void {
  stack.status = status;
  stack.reason = reason;
  const { name: logicalId, id: physicalId, clock } = stack;
  const type = 'AWS::CloudFormation::Stack';
  stack.events.push({ timestamp: new Date(clock.now()), logicalId, physicalId, type, status, reason });
}

/** Keeps what became of a resource, and says so in the events. */
export function setResource(stack: Stack, resource: StackResource): void {
  stack.resources.set(resource.logicalId, resource);
  recordResource(stack, resource);
}

/** An event of something that is no longer, or not yet, the stack's resource of that name. */
export function recordResource(stack: Stack, resource: StackResource): void {
  const { logicalId, physicalId, status, reason } = resource;
  const timestamp = new Date(stack.clock.now());
  stack.events.push({ timestamp, logicalId, physicalId, type: resource.definition.Type, status, reason });
}
