/**
 * What an event may narrow for one run. The schedule's event narrows nothing; a run by hand sends the overrides as they are
 * (`{"mode": "detect", "domains": ["api.example.com"]}`) or as the `detail` of an event. EventBridge Scheduler writes `detail` as text.
 */
import * as z from 'zod';
import { nearestName } from '../doors/nearest-name.ts';
import { shownValue } from '../doors/shown-value.ts';
import { toProblems } from '../doors/to-problems.ts';
import type { Problem } from '../reconciler/model/errors.ts';
import type { Mode } from '../reconciler/model/look.ts';
import { type DomainName, parseDomainName, parseRegion, type Region } from '../reconciler/model/names.ts';

export interface Overrides {
  /** Where they stood, for messages: `event` or `event.detail`. */
  readonly place: string;
  readonly mode?: Mode | undefined;
  readonly domains?: readonly DomainName[] | undefined;
  readonly regions?: readonly Region[] | undefined;
}

export type ReadOverrides =
  | { readonly kind: 'overrides'; readonly overrides: Overrides }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] };

const MODES = ['detect', 'remediate'] as const;
const FIELDS = {
  mode: z.enum(MODES, { error: ({ input }) => `is not one of ${MODES.join(', ')}, got ${shownValue(input)}` }),
  domains: listOf('a domain name', parseDomainName),
  regions: listOf('an AWS Region', parseRegion),
};
const KNOWN = Object.keys(FIELDS);

const OVERRIDES = z
  .strictObject(FIELDS, { error: ({ input }) => `is not an object, got ${shownValue(input)}` })
  .partial();

/** What AWS puts around `detail` is AWS's to extend; an override that stands there would be overlooked. */
const ENVELOPE = z.looseObject({
  detail: z.unknown().transform(readDetail),
  mode: misplaced(),
  domains: misplaced(),
  regions: misplaced(),
});

/** Reads the overrides of an event, or says everything that is wrong with them. Unknown ones are wrong: a misspelled one would be overlooked. */
export function readOverrides(event: unknown): ReadOverrides {
  if (typeof event !== 'object' || event === null || !('detail' in event)) return readFields('event', event ?? {});

  const envelope = ENVELOPE.safeParse(event);
  return envelope.success
    ? readFields('event.detail', envelope.data.detail)
    : { kind: 'wrong', problems: toProblems('event', envelope.error, aboutUnknown) };
}

function readFields(place: string, fields: unknown): ReadOverrides {
  const parsed = OVERRIDES.safeParse(fields);
  return parsed.success
    ? { kind: 'overrides', overrides: { place, ...parsed.data } }
    : { kind: 'wrong', problems: toProblems(place, parsed.error, aboutUnknown) };
}

function readDetail(detail: unknown, context: z.RefinementCtx): unknown {
  if (detail === undefined || detail === null || detail === '') return {};
  if (typeof detail !== 'string') return detail;
  try {
    return JSON.parse(detail);
  } catch {
    context.addIssue({ code: 'custom', message: `is not JSON, got ${shownValue(detail)}` });
    return z.NEVER;
  }
}

function listOf<T>(wanted: string, parse: (text: string) => T | undefined) {
  const item = z.unknown().transform((value, context): T => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined)
      context.addIssue({ code: 'custom', message: `is not ${wanted}, got ${shownValue(value)}` });
    return parsed ?? z.NEVER;
  });
  return z
    .array(item, { error: ({ input }) => `is not a list, got ${shownValue(input)}` })
    .min(1, { error: 'is empty; leave it out to narrow nothing' })
    .transform((items) => [...new Set(items)]);
}

/** Narrows nothing where it stands: an override beside `detail`. */
export function misplaced() {
  return z.undefined({ error: 'stands beside detail; move it into detail' }).optional();
}

function aboutUnknown(name: string): string {
  const meant = nearestName(name, KNOWN);
  return `is not known; ${meant === undefined ? `known are ${KNOWN.join(', ')}` : `did you mean ${meant}?`}`;
}
