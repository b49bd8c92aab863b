/** What infra/state-machines/sweep.asl.yaml passes from task to task: small, because everything that grows is in S3. */
import * as z from 'zod';
import { ACCOUNT_ID } from '../doors/account-id.ts';
import { toProblems } from '../doors/to-problems.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';

const RUN = z.object({
  id: z.string().regex(/^[\w-]{1,120}$/),
  startedAt: z.string(),
  trigger: z.enum(['schedule', 'event', 'person']),
  bucket: z.string(),
  accountsKey: z.string(),
  resultsPrefix: z.string(),
  concurrency: z.number(),
  /** What the event narrowed. */
  event: z.unknown().optional(),
  /** An older sweep is still at work: this one does nothing. */
  givesWayTo: z.string().optional(),
});
export type RunState = z.infer<typeof RUN>;

const ACCOUNT = z.object({
  id: ACCOUNT_ID,
  name: z.string().optional(),
  organizationalUnit: z.string().optional(),
});
const WAVE_STATE = z.object({ wave: z.number(), rounds: z.number(), failed: z.number() });
const WAVE = z.object({
  next: z.enum(['apply', 'report']),
  pauseSeconds: z.number(),
  tasksKey: z.string(),
  state: WAVE_STATE.optional(),
  /** Why nothing is changed, or why the waves ended early. */
  because: z.string().optional(),
  /** Too much failed: the run does not end as if all were well. */
  isBroken: z.literal(true).optional(),
});
export type WaveProgress = z.infer<typeof WAVE>;

const TASK = z.object({
  account: ACCOUNT_ID,
  domains: z.array(z.string()),
  /** Which look at which wave this belongs to. */
  look: z.string(),
});
const INPUT = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('list'),
    runId: z.string(),
    startedAt: z.string(),
    event: z.unknown().optional(),
    /** ARNs, of the state machine and of this execution of it. */
    stateMachine: z.string().optional(),
    execution: z.string().optional(),
  }),
  z.object({ step: z.literal('plan'), run: RUN, account: ACCOUNT }),
  z.object({ step: z.literal('judge'), run: RUN }),
  z.object({ step: z.literal('apply'), run: RUN, task: TASK }),
  z.object({ step: z.literal('next-wave'), run: RUN, wave: WAVE }),
  z.object({ step: z.literal('report'), run: RUN, wave: WAVE }),
  z.object({
    step: z.literal('report-broken'),
    runId: z.string(),
    startedAt: z.string(),
    event: z.unknown().optional(),
    broken: z.object({ Error: z.string(), Cause: z.string().optional() }),
  }),
]);
export type StepInput = z.infer<typeof INPUT>;

export function parseStepInput(event: unknown): StepInput {
  const parsed = INPUT.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(toProblems('event', parsed.error));
}

/** The event that started the run; every task is held to what it narrowed. */
export function startingEvent(event: unknown): unknown {
  const input = parseStepInput(event);
  if ('run' in input) return input.run.event;
  return 'event' in input ? input.event : undefined;
}
