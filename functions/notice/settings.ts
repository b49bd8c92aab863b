import * as z from 'zod';
import { toProblems } from '../doors/to-problems.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';

export interface NoticeSettings {
  readonly bucket: string;
  readonly stateMachineArn: string;
  /** Names by which our own writes are told in a caller's ARN. */
  readonly ownNames: readonly string[];
  readonly slotSeconds: number;
}

const VARIABLES = z
  .object({
    REPORT_BUCKET: z.string().regex(/^[a-z0-9.-]{3,63}$/, { error: 'is not the name of a bucket' }),
    SWEEP_STATE_MACHINE_ARN: z.string().regex(/^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:stateMachine:[^:\s]{1,80}$/, {
      error: 'is not the ARN of a state machine',
    }),
    OWN_NAMES: z.string().default(''),
    SLOT_SECONDS: z.coerce.number({ error: 'is not a number of seconds' }).int().min(30).max(3600).default(180),
  })
  .transform(
    (read): NoticeSettings => ({
      bucket: read.REPORT_BUCKET,
      stateMachineArn: read.SWEEP_STATE_MACHINE_ARN,
      ownNames: read.OWN_NAMES.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      slotSeconds: read.SLOT_SECONDS,
    }),
  );

/** Throws InvalidRequestError with every variable that is wrong. */
export function parseNotice(environment: Readonly<Record<string, string | undefined>>): NoticeSettings {
  const parsed = VARIABLES.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(toProblems('environment', parsed.error));
}
