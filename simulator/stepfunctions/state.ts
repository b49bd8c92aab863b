import type { OperationContext } from '../core/operation.ts';
import type { StateKey, World } from '../core/world.ts';
import type { StatusChangeEvent } from './status-change-event.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How a state machine ends by itself. */
export type Ending =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | { readonly status: 'FAILED' | 'TIMED_OUT'; readonly error?: string; readonly cause?: string };

/** An execution as whoever runs it sees it. */
export interface RunRequest {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  /** JSON. */
  readonly input: string;
  readonly startDate: Date;
}

export interface Run {
  readonly ending: Promise<Ending>;
  /** Waits end at once, and nothing new is begun. */
  stop(): void;
}

/** What a state machine does: the service knows executions, not states. */
export type Runner = (request: RunRequest) => Run;

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly run: Runner;
  readonly onStatusChange: (event: StatusChangeEvent) => void;
}

export interface Execution extends RunRequest {
  /** For the order of executions that started at the same instant. */
  readonly sequence: number;
  readonly stateMachine: StateMachine;
  readonly stop: () => void;
  status: ExecutionStatus;
  stopDate: Date | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
}

export interface StepFunctionsState {
  /** By ARN. */
  readonly stateMachines: Map<string, StateMachine>;
  /** By ARN. */
  readonly executions: Map<string, Execution>;
  started: number;
}

/** Step Functions of one account in one Region. */
export const stepFunctionsState: StateKey<StepFunctionsState> = {
  name: 'stepfunctions',
  create: () => ({ stateMachines: new Map(), executions: new Map(), started: 0 }),
};

/** Deliberately small, so that a caller that ignores `nextToken` is noticed. */
export const DEFAULT_PAGE_SIZE = 3;
export const MAXIMUM_PAGE_SIZE = 1000;

/** A closed execution, and with it its name, is forgotten after 90 days. */
const RETENTION_MILLIS = 90 * 24 * 3600 * 1000;

export interface StateMachineDeclaration {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly run: Runner;
  /** Told of every execution that has ended, as EventBridge would tell it. */
  readonly onStatusChange?: (event: StatusChangeEvent) => void;
}

/** Seeds a Standard state machine; answers its ARN. */
export function declareStateMachine(world: World, declaration: StateMachineDeclaration): string {
  const { account, region, name, run, onStatusChange = () => {} } = declaration;
  const arn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
  world.state(stepFunctionsState, account, region).stateMachines.set(arn, { arn, name, run, onStatusChange });
  return arn;
}

export function stepFunctionsOf(context: OperationContext): StepFunctionsState {
  return context.world.state(stepFunctionsState, context.account, context.region);
}

export function isRemembered({ stopDate }: Execution, { clock }: OperationContext): boolean {
  return stopDate === undefined || clock.now() - stopDate.getTime() < RETENTION_MILLIS;
}
