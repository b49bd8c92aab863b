import * as z from 'zod';
import { ACCOUNT_ID } from '../doors/account-id.ts';
import { toProblems } from '../doors/to-problems.ts';
import { misplaced } from '../drift-remediator/overrides.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';

/** What an event asks of one run: fewer accounts, a later beginning, and what a run over one account may be narrowed by too. */
export interface Narrowing {
  /** Undefined: all that the settings name. */
  readonly accounts: readonly string[] | undefined;
  /** `some`: domains or Regions are named, so what is not found there says nothing of the others. */
  readonly edges: 'all' | 'some';
  /** For `parseRun`. */
  readonly overrides: unknown;
}

const DETAIL = z.looseObject({
  accounts: z.array(ACCOUNT_ID).min(1).optional(),
  notBefore: z.iso.datetime().optional(),
});

/** What is meant to narrow and stands where nobody reads it would widen the run to everything. */
const ENVELOPE = z.looseObject(
  Object.fromEntries(['accounts', 'notBefore', 'mode', 'domains', 'regions'].map((name) => [name, misplaced()])),
);

/** Reads the `detail` of the event that started a run. Throws InvalidRequestError with everything that is wrong in it. */
export function parseNarrowing(event: unknown): Narrowing {
  if (typeof event !== 'object' || event === null) return { accounts: undefined, edges: 'all', overrides: undefined };
  const envelope = ENVELOPE.safeParse(event);
  if (!envelope.success) throw new InvalidRequestError(toProblems('event', envelope.error));
  const parsed = DETAIL.safeParse(detailOf(event));
  if (!parsed.success) throw new InvalidRequestError(toProblems('event.detail', parsed.error));
  const { accounts, notBefore: _, ...detail } = parsed.data;
  const edges = detail.domains === undefined && detail.regions === undefined ? 'all' : 'some';
  return { accounts, edges, overrides: { detail } };
}

function detailOf(event: object): unknown {
  return 'detail' in event ? (event.detail ?? {}) : {};
}
