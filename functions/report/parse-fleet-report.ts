import * as z from 'zod';
import { shownValue } from '../doors/shown-value.ts';
import { toProblems } from '../doors/to-problems.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { VERDICTS } from '../reconciler/model/plan.ts';
import { CHECK_IDS } from '../reconciler/model/proof.ts';
import { RULES, type RuleId } from '../reconciler/model/rules.ts';
import { EDGE_RESULTS, type FleetReport, HOPS, REPORT_VERSION } from './fleet-report.ts';

const COUNT = z.int().min(0);
const COUNTS = z.record(z.string(), COUNT);
const TEXTS = z.array(z.string());
const MOMENT = z.iso.datetime();
const VALUE = z.union([z.string(), z.number(), z.boolean(), TEXTS]).optional();

const VERDICT = z
  .object({
    rule: z.enum(Object.keys(RULES) as [RuleId, ...RuleId[]]),
    verdict: z.enum(VERDICTS),
    subject: z.string(),
    before: VALUE,
    after: VALUE,
    detail: z.string().optional(),
    reportedOnly: z.literal(true).optional(),
  })
  // JSON leaves out what is not set.
  .transform(({ before, after, detail, ...verdict }) => ({ ...verdict, before, after, detail }));

const CHECK_RESULT = z.object({
  check: z.enum(CHECK_IDS),
  at: z.string(),
  verdict: z.enum(['pass', 'fail', 'not-shown']),
  expected: z.string(),
  received: z.string(),
});

const PROOF = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('taken'),
    takenAt: MOMENT,
    through: z.enum(['edge', 'dns']),
    passed: z.boolean(),
    requests: COUNT,
    unreached: TEXTS.optional(),
    failed: z.array(CHECK_RESULT),
  }),
  z.object({ kind: z.literal('not-possible'), why: z.string() }),
]);

const PATH = z.object({
  dns: z.object({ zone: z.string(), records: TEXTS }).optional(),
  distribution: z
    .object({ id: z.string(), domainName: z.string(), status: z.string(), tags: z.record(z.string(), z.string()) })
    .optional(),
  api: z.object({ endpoint: z.string(), kind: z.string() }).optional(),
  broken: z.enum(HOPS).optional(),
  notChecked: z.array(z.enum(HOPS)),
});

const EDGE = z.object({
  domain: z.string(),
  region: z.string().optional(),
  owner: z.string().optional(),
  result: z.enum(EDGE_RESULTS),
  text: z.string(),
  verdicts: z.array(VERDICT),
  passed: COUNT,
  applied: TEXTS,
  planned: TEXTS,
  path: PATH,
  proof: PROOF.optional(),
  firstSeen: MOMENT.optional(),
  changedBy: z.object({ who: z.string(), what: z.string(), at: MOMENT }).optional(),
});

const ACCOUNT = z.object({
  id: z.string(),
  name: z.string().optional(),
  organizationalUnit: z.string().optional(),
  regions: TEXTS,
  edges: z.array(EDGE),
  notChecked: z.array(z.object({ what: z.string(), why: z.string() })),
  cleanedUp: TEXTS.optional(),
  refusal: z.string().optional(),
  calls: z.object({ total: COUNT, byOperation: COUNTS }),
});

/** The form of version 1. What a report has beside it was added later: it is accepted, and not read. */
export const FLEET_REPORT = z.object({
  version: z.literal(REPORT_VERSION),
  run: z.object({
    id: z.string(),
    mode: z.enum(['detect', 'remediate']),
    trigger: z.enum(['schedule', 'event', 'person']),
    startedAt: MOMENT,
    finishedAt: MOMENT,
    toolVersion: z.string(),
  }),
  summary: z.object({
    accounts: COUNT,
    accountsNotChecked: COUNT,
    notChecked: COUNT,
    edges: COUNT,
    byResult: z.record(z.enum(EDGE_RESULTS), COUNT),
    calls: COUNT,
  }),
  accounts: z.array(ACCOUNT),
  refusal: z.string().optional(),
});

/** A report as it was kept. Throws InvalidRequestError with everything that is wrong, by its path below `place`. */
export function parseFleetReport(text: string, place = 'report'): FleetReport {
  const document = parseJson(text, place);
  const version = typeof document === 'object' && document !== null && 'version' in document && document.version;
  if (typeof version === 'number' && version !== REPORT_VERSION) {
    const message = `is not known, got ${version}; this version of the tool reads ${REPORT_VERSION}`;
    throw new InvalidRequestError([{ path: `${place}.version`, message }]);
  }
  const parsed = FLEET_REPORT.safeParse(document);
  if (!parsed.success) throw new InvalidRequestError(toProblems(place, parsed.error));
  return parsed.data;
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidRequestError([{ path: place, message: `is not JSON, got ${shownValue(text)}` }]);
  }
}
