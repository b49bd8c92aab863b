/** What an execution works on: its input, and what it passes from state to state. */
import * as z from 'zod';
import { toProblems } from '../../doors/to-problems.ts';
import { InvalidRequestError } from '../../reconciler/model/errors.ts';
import { type AccountId, parseAccountId } from '../../reconciler/model/names.ts';
import type { SecretReference } from '../../reconciler/model/origin-verify.ts';
import type { FieldChange, Watch } from '../../reconciler/model/plan.ts';
import type { Reason } from '../../reconciler/model/rules.ts';
import type { Standing } from '../../reconciler/superseded.ts';
import type { Answer } from '../answer.ts';
import type { CustomResourceRequest } from '../request.ts';

/** Between two states; plain JSON. `next`, `seconds` and `timeoutSeconds` are read by infra/state-machines/converge.asl.yaml. */
export interface Progress {
  /** What comes next: another look, the answer, the looks after it, or nothing. */
  readonly next: 'look' | 'answer' | 'finish' | 'done';
  /** How long to wait before. */
  readonly seconds: number;
  /** How long the next look may take. */
  readonly timeoutSeconds: number;
  /** Looks so far, and how many of the last ones in a row failed. */
  readonly looks: number;
  readonly faults: number;
  /** What AWS was at work on, and what the look before saw. */
  readonly watch?: Watch;
  readonly standing?: Standing;
  /** Until then, a look of another execution may still write: of one that gave way to this one, or of one whose edge this one would let go of. */
  readonly strayUntil?: Date;
  /** Set where `next` is `answer`. */
  readonly answer?: Answer;
  /** The stack has its answer before everything is deleted. */
  readonly isUnfinished: boolean;
}

export interface WorkItem {
  readonly request: CustomResourceRequest;
  /** The response URL, readable by the functions only. Absent: nobody waits for an answer. */
  readonly sealedUrl?: string;
  /** When CloudFormation stops waiting for the answer. */
  readonly deadline: Date;
  readonly progress: Progress;
}

const REQUEST_FACTS = z.object({
  requestId: z.string(),
  stackId: z.string(),
  logicalId: z.string(),
  properties: z.unknown(),
});
const REQUEST = z.discriminatedUnion('kind', [
  REQUEST_FACTS.extend({ kind: z.literal('create') }),
  REQUEST_FACTS.extend({ kind: z.literal('update'), physicalId: z.string(), oldProperties: z.unknown() }),
  REQUEST_FACTS.extend({ kind: z.literal('delete'), physicalId: z.string() }),
]);
/** What is not there was not set; JSON has no word for it. */
const FIELD_VALUE = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional();
const ACCOUNT = z.custom<AccountId>((id) => parseAccountId(String(id)) !== undefined);
const WATCH = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deployment'), distributionId: z.string() }),
  z.object({ kind: z.literal('dns-change'), changeId: z.string(), zoneAccount: ACCOUNT.optional() }),
  z.object({ kind: z.literal('validation'), certificateArn: z.string() }),
]);
const ANSWER = z.discriminatedUnion('status', [
  z.object({ status: z.literal('SUCCESS'), physicalId: z.string(), attributes: z.record(z.string(), z.string()) }),
  z.object({ status: z.literal('FAILED'), physicalId: z.string(), reasons: z.array(z.string()) }),
]);
const CHANGE = z
  .object({
    path: z.string(),
    before: FIELD_VALUE,
    after: FIELD_VALUE,
    because: z.array(z.custom<Reason>((word) => typeof word === 'string')),
    secret: z.custom<SecretReference>().optional(),
  })
  .transform((change): FieldChange => ({ ...change, before: change.before, after: change.after }));
const UPDATED = z.object({
  distributionId: z.string(),
  etag: z.string(),
  changes: z.array(CHANGE),
});
const TIME = z.iso.datetime().transform((text) => new Date(text));
const PROGRESS = z.object({
  next: z.enum(['look', 'answer', 'finish', 'done']),
  seconds: z.number(),
  timeoutSeconds: z.number(),
  looks: z.number(),
  faults: z.number(),
  watch: WATCH.optional(),
  standing: z
    .object({
      edge: z.boolean(),
      certificate: z.boolean(),
      owned: z.literal(true).optional(),
      updated: UPDATED.optional(),
    })
    .optional(),
  strayUntil: TIME.optional(),
  answer: ANSWER.optional(),
  isUnfinished: z.boolean(),
});
const WORK_ITEM = z.object({
  request: REQUEST,
  sealedUrl: z.string().optional(),
  deadline: TIME,
  progress: PROGRESS,
});

/** Reads what an execution carries. Throws InvalidRequestError: somebody started it by hand, or with an older version. */
export function parseWorkItem(value: unknown): WorkItem {
  const parsed = WORK_ITEM.safeParse(value);
  if (!parsed.success) throw new InvalidRequestError(toProblems('execution', parsed.error));
  return parsed.data;
}
