import type { StackDescription } from '../../simulator/cloudformation/describe-stack.ts';
import type { Calls } from './calls.ts';
import type { ReadBack } from './read-back.ts';
import type { StackMoment } from './stack-moments.ts';
import type { AskedAndAnswered, StackStage } from './stack-stage.ts';

export const SERVICE_TIMEOUT_SECONDS = 900;
export const SLOW_SECONDS = 2400;
export const USUAL_SECONDS = 300;

/** What happened to the stack in one chapter of its life, and how things stood at the end of it. */
export interface StackAct {
  readonly stack: StackDescription;
  readonly moments: readonly StackMoment[];
  /** When it began, and when tasks of the state machine ran. */
  readonly fromSeconds: number;
  readonly tasks: readonly number[];
  readonly requests: readonly AskedAndAnswered[];
  readonly readBack: ReadBack | undefined;
  /** What exists in CloudFront. */
  readonly leftovers: readonly string[];
  readonly calls: Calls;
}

/** `undefined` stands for what could not be read back. */
export interface StuckActs {
  readonly before: { readonly readBack: ReadBack | undefined; readonly calls: Calls };
  readonly failed: StackAct;
  readonly background: StackAct;
  readonly succeeded: StackAct;
  readonly executions: readonly { readonly status: string; readonly fromSeconds: number; readonly toSeconds: number }[];
}

/** Lets the act happen, and says what of all that happened is its own. */
export async function observe(stage: StackStage, act: () => Promise<StackDescription>): Promise<StackAct> {
  const [moments, tasks, requests] = [stage.moments.all(), stage.taskSeconds(), stage.requests()];
  const fromSeconds = stage.seconds();
  const stack = await act();
  const calls = await stage.call();
  const now = await stage.readBack();
  const leftovers = await stage.leftovers();
  return {
    stack,
    fromSeconds,
    moments: stage.moments.all().slice(moments.length),
    tasks: stage.taskSeconds().slice(tasks.length),
    requests: stage.requests().slice(requests.length),
    readBack: now,
    leftovers,
    calls,
  };
}
