import type { AccountLook } from '../functions/reconciler/model/look.ts';
import { describeOutcome } from '../functions/reconciler/plan/render.ts';
import { renderTable } from '../infra/build/render-table.ts';
import type { RequestRecord } from '../simulator/core/simulation.ts';
import { countContents } from './account-contents.ts';
import { minimumRequests, type RequestCounts } from './minimum-requests.ts';
import { ACCOUNT, REGIONS, startSimulatedAccount } from './simulated-account.ts';

/** The requests of one look at an account whose edges are all in sync. */
export interface CleanLook {
  readonly domains: number;
  readonly sent: RequestCounts;
  readonly minimum: RequestCounts;
  /** Of all that was sent to the minimum. */
  readonly ratio: number;
  readonly writes: number;
  /** What it took before, to create every edge. */
  readonly creation: { readonly requests: number; readonly writes: number };
}

export async function measureCleanLook(domains: number): Promise<CleanLook> {
  const aws = await startSimulatedAccount({ domains });
  try {
    requireInSync(await aws.look('remediate'), domains);
    const before = aws.simulator.requests().length;
    const account = await aws.look('detect');
    requireInSync(account, domains);

    const created = aws.simulator.requests().slice(0, before);
    const served = aws.simulator.requests().slice(before);
    requireSameCount(totalOf(account.calls), served.length);
    const minimum = minimumRequests(countContents(aws.simulator.world, ACCOUNT, REGIONS));
    return {
      domains,
      sent: account.calls,
      minimum,
      ratio: totalOf(account.calls) / totalOf(minimum),
      writes: served.filter(isWrite).length,
      creation: { requests: created.length, writes: created.filter(isWrite).length },
    };
  } finally {
    await aws.stop();
  }
}

/** A figure about clean accounts would mean nothing for one that is not. */
function requireInSync({ edges }: AccountLook, domains: number): void {
  if (edges.length !== domains) throw new Error(`edges: must be ${domains}, got ${edges.length}`);
  const other = edges.find(({ outcome }) => outcome.kind !== 'in-sync');
  if (other !== undefined)
    throw new Error(`${other.plan.domainName}: must be in sync, got ${describeOutcome(other.outcome)}`);
}

function requireSameCount(sent: number, served: number): void {
  if (sent !== served) throw new Error(`requests: the clients counted ${sent}, got ${served} served by the simulator`);
}

function isWrite({ operation }: RequestRecord): boolean {
  return !/^(Get|List|Describe)/.test(operation);
}

function totalOf(counts: RequestCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

export function layOutCleanLooks(looks: readonly CleanLook[]): string {
  const operations = [
    ...new Set(looks.flatMap(({ sent, minimum }) => [...Object.keys(minimum), ...Object.keys(sent)])),
  ];
  const each = (cells: (look: CleanLook) => readonly (string | number)[]) => looks.flatMap(cells).map(String);
  return renderTable(
    ['requests of a look at a clean account', ...each(({ domains }) => [`${domains} domains`, 'minimum'])],
    [
      ...operations.sort().map((name) => [name, ...each(({ sent, minimum }) => [sent[name] ?? 0, minimum[name] ?? 0])]),
      ['all', ...each(({ sent, minimum }) => [totalOf(sent), totalOf(minimum)])],
      ['ratio to the minimum', ...each(({ ratio }) => [ratio.toFixed(2), ''])],
      ['writes', ...each(({ writes }) => [writes, ''])],
      ['earlier, to create the edges: requests', ...each(({ creation }) => [creation.requests, ''])],
      ['earlier, to create the edges: writes', ...each(({ creation }) => [creation.writes, ''])],
    ],
  );
}
