import { type AwsSecurityFinding, BatchImportFindingsCommand } from '@aws-sdk/client-securityhub';
import { called } from '../reconciler/aws/call.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import type { FleetReport } from '../report/fleet-report.ts';
import { parseFleetReport } from '../report/parse-fleet-report.ts';
import { toFleetReport } from '../report/summarize.ts';
import { answered } from './answered.ts';
import { keepForLater } from './run-records.ts';
import type { RunStore } from './run-store.ts';
import { closedSince, type EdgeOf, edgesOf, isOpen, keyOf, toHubFinding } from './security-hub-findings.ts';
import type { SweepContext } from './sweep-context.ts';

/** Findings that Security Hub takes at once. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
const FINDINGS_AT_ONCE = 100;
/** In the memory: edges that are closed, and that Security Hub could not be told of. */
const UNTOLD = 'security-hub-untold';

/** What a run knows of the edges that are open. */
export interface OpenEdges {
  readonly before: FleetReport | undefined;
  readonly after: FleetReport;
}

/**
 * Edges whose findings are to be archived. They are remembered until that is done: the next run no longer knows that they were open, and this one may be
 * repeated.
 */
export async function noteClosed(
  report: FleetReport,
  open: OpenEdges,
  context: SweepContext,
): Promise<readonly EdgeOf[]> {
  if (context.settings.securityHub === undefined) return [];
  const untold = await keptReport(context.memory, UNTOLD);
  const before = [untold, open.before].flatMap((known) => (known === undefined ? [] : edgesOf(known)));
  // Each edge once: what was last known of it counts.
  const each = new Map(before.map((one) => [keyOf(one), one]));
  const closed = closedSince([...each.values()], report, open.after);
  if (closed.length > 0) await remember(report, closed, context);
  return closed;
}

/** Tells Security Hub, where it is to be told, which edges are open and which are not any more; how many it did not take is answered. */
export async function importFindings(
  report: FleetReport,
  closed: readonly EdgeOf[],
  context: SweepContext,
): Promise<number> {
  const product = context.settings.securityHub;
  if (product === undefined) return 0;
  const open = edgesOf(report).filter(isOpen);
  const archived = closed.map((one) => ({ one, finding: toHubFinding(one, 'ARCHIVED', report.run, product) }));
  const active = open.map((one) => toHubFinding(one, 'ACTIVE', report.run, product));
  const lost = await importAll([...active, ...archived.map(({ finding }) => finding)], context);
  const untold = archived.filter(({ finding }) => lost.has(finding.Id)).map(({ one }) => one);
  if (untold.length < closed.length) await remember(report, untold, context);
  return lost.size;
}

/** The ids of those that were not taken. */
async function importAll(
  findings: readonly AwsSecurityFinding[],
  { securityHub, log }: SweepContext,
): Promise<ReadonlySet<string | undefined>> {
  const lost = new Set<string | undefined>();
  for (let at = 0; at < findings.length; at += FINDINGS_AT_ONCE) {
    const some = findings.slice(at, at + FINDINGS_AT_ONCE);
    const command = new BatchImportFindingsCommand({ Findings: some });
    const imported = await called('SecurityHub.BatchImportFindings', () => securityHub.send(command));
    const failed = imported.kind === 'answered' ? (imported.value.FailedFindings ?? []) : some;
    for (const { Id } of failed) lost.add(Id);
    if (imported.kind === 'failed') {
      const because = describeFailure(imported.failure);
      log.error('findings could not be sent to Security Hub', { count: some.length, because });
    } else if (failed.length > 0) {
      const [first] = imported.value.FailedFindings ?? [];
      const because = `${first?.ErrorCode}: ${first?.ErrorMessage}`;
      log.error('findings could not be sent to Security Hub', { count: failed.length, because });
    }
  }
  return lost;
}

async function remember({ run }: FleetReport, untold: readonly EdgeOf[], context: SweepContext): Promise<void> {
  const accounts = [...Map.groupBy(untold, ({ account }) => account)].map(([id, edges]) => ({
    id,
    regions: [],
    edges: edges.map(({ edge }) => edge),
    notChecked: [],
    calls: { total: 0, byOperation: {} },
  }));
  await keepForLater(UNTOLD, toFleetReport(run, accounts), context);
}

/** A report in the memory. One of another version is no reason to have none; one that cannot be read now is asked for again, because it is about to be written over. */
export async function keptReport(memory: RunStore, name: string): Promise<FleetReport | undefined> {
  const kept = answered(await memory.get(name));
  if (kept === undefined) return undefined;
  try {
    return parseFleetReport(JSON.stringify(kept));
  } catch {
    return undefined;
  }
}
