import { type EdgeReport, type FleetReport, IN_SYNC } from './fleet-report.ts';

interface Known {
  readonly edge: EdgeReport;
  readonly at: string;
}

/**
 * The report with what earlier ones know: since when an edge has been other than in sync, and who changed it. An edge that a report does not have
 * was not looked at there; the newest report that has it counts. Being in sync in between begins anew.
 */
export function carryOver(report: FleetReport, earlier: readonly FleetReport[]): FleetReport {
  const known = newestOfEach(earlier);
  const accounts = report.accounts.map((account) => ({
    ...account,
    edges: account.edges.map((edge) => withMemory(edge, known.get(keyOf(account.id, edge)), report.run.finishedAt)),
  }));
  return { ...report, accounts };
}

function newestOfEach(reports: readonly FleetReport[]): ReadonlyMap<string, Known> {
  const oldestFirst = reports.toSorted((a, b) => Date.parse(a.run.finishedAt) - Date.parse(b.run.finishedAt));
  return new Map(
    oldestFirst.flatMap(({ run, accounts }) =>
      accounts.flatMap(({ id, edges }) =>
        edges.map((edge) => [keyOf(id, edge), { edge, at: run.finishedAt }] as const),
      ),
    ),
  );
}

function withMemory(edge: EdgeReport, known: Known | undefined, now: string): EdgeReport {
  if (edge.result === 'in-sync') return edge;
  if (known === undefined || IN_SYNC.includes(known.edge.result)) return { firstSeen: now, ...edge };
  const { firstSeen = known.at, changedBy } = known.edge;
  return { ...(changedBy && { changedBy }), ...edge, firstSeen };
}

function keyOf(account: string, { domain }: EdgeReport): string {
  return `${account} ${domain}`;
}
