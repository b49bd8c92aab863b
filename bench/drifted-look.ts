import { setTimeout as delay } from 'node:timers/promises';
import type { AccountLook } from '../functions/reconciler/model/look.ts';
import { renderTable } from '../infra/build/render-table.ts';
import { acmState } from '../simulator/acm/state.ts';
import { cloudFront } from '../simulator/cloudfront/state.ts';
import { resourceTags } from '../simulator/core/resource-tags.ts';
import type { World } from '../simulator/core/world.ts';
import { route53Account } from '../simulator/route53/state.ts';
import { countContents } from './account-contents.ts';
import type { AroundCall } from './around-calls.ts';
import { frontedEstate } from './fronted-estate.ts';
import { minimumRequests, type RequestCounts } from './minimum-requests.ts';
import { ACCOUNT, REGIONS, type SimulatedAccount, startSimulatedAccount } from './simulated-account.ts';

export interface DriftedLookSize {
  readonly domains: number;
  readonly drifted: number;
  /** Added to every request on its way out. */
  readonly latencyMillis: number;
}

/** A look that corrects, and the one after it. */
export interface DriftedLook extends DriftedLookSize {
  readonly correction: Measured;
  readonly second: Measured;
  /** For the second look. */
  readonly minimum: RequestCounts;
}

interface Measured {
  readonly sent: RequestCounts;
  readonly writes: number;
  /** Writes after which the account was as before. */
  readonly noOpWrites: number;
  readonly seconds: number;
}

export async function measureDriftedLook(size: DriftedLookSize): Promise<DriftedLook> {
  const aws = await startSimulatedAccount(size, frontedEstate({ ...size, regions: REGIONS }));
  try {
    const before = await aws.look('detect');
    requireOutcomes(before, { drift: size.drifted, 'in-sync': size.domains - size.drifted });
    const correction = await measureLook(aws, size.latencyMillis, size.domains);
    const second = await measureLook(aws, size.latencyMillis, size.domains);
    const minimum = minimumRequests(countContents(aws.simulator.world, ACCOUNT, REGIONS));
    return { ...size, correction, second, minimum };
  } finally {
    await aws.stop();
  }
}

async function measureLook(aws: SimulatedAccount, latencyMillis: number, domains: number): Promise<Measured> {
  let writes = 0;
  let noOpWrites = 0;
  const around: AroundCall = async (operation, send) => {
    await delay(latencyMillis);
    if (/^(Get|List|Describe)/.test(operation)) return send();
    const before = fingerprint(aws.simulator.world);
    const answer = await send();
    writes += 1;
    if (fingerprint(aws.simulator.world) === before) noOpWrites += 1;
    return answer;
  };
  const start = performance.now();
  const account = await aws.look('remediate', around);
  const seconds = (performance.now() - start) / 1000;
  requireOutcomes(account, { 'in-sync': domains });
  return { sent: account.calls, writes, noOpWrites, seconds };
}

/** A figure about drifted accounts would mean nothing for one that is otherwise. */
function requireOutcomes({ edges }: AccountLook, wanted: Readonly<Record<string, number>>): void {
  const counted: Record<string, number> = {};
  for (const { outcome } of edges) counted[outcome.kind] = (counted[outcome.kind] ?? 0) + 1;
  const shown = (counts: Readonly<Record<string, number>>) => JSON.stringify(Object.entries(counts).sort());
  const positive = Object.fromEntries(Object.entries(wanted).filter(([, count]) => count > 0));
  if (shown(counted) !== shown(positive))
    throw new Error(`outcomes: must be ${shown(positive)}, got ${shown(counted)}`);
}

/** Everything of the account that the product writes, without versions, dates and progress. Writes come one after the other, so two of these enclose one. */
function fingerprint(world: World): string {
  const { distributions, cachePolicies, originRequestPolicies, responseHeadersPolicies } = world.state(
    cloudFront,
    ACCOUNT,
  );
  const tags = world.state(resourceTags, ACCOUNT);
  const zones = [...world.state(route53Account, ACCOUNT).zones.values()];
  return [
    ...[...distributions.values()].map(
      ({ arn, config, invalidations }) =>
        `${written(config)} ${[...(tags.get(arn) ?? [])]} ${[...invalidations.keys()]}`,
    ),
    ...[cachePolicies, originRequestPolicies, responseHeadersPolicies].map((kind) => [...kind.keys()].join()),
    ...zones.flatMap(({ records }) => [...records.values()].map(written)),
    ...world.state(acmState, ACCOUNT, 'us-east-1').certificates.keys(),
  ].join('\n');
}

/** The simulator replaces what is written and never changes it in place, so each text is made once. */
const texts = new WeakMap<object, string>();

function written(value: object): string {
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}

export function layOutDriftedLook(look: DriftedLook): string {
  const { correction, second, minimum, domains, drifted, latencyMillis } = look;
  const operations = [...new Set([correction.sent, second.sent, minimum].flatMap((counts) => Object.keys(counts)))];
  const row = (name: string, cells: readonly (string | number)[]) => [name, ...cells.map(String)];
  return renderTable(
    [`requests, ${drifted} of ${domains} distributions drifted`, 'corrected', 'second look', 'minimum'],
    [
      ...operations
        .sort()
        .map((name) => row(name, [correction.sent[name] ?? 0, second.sent[name] ?? 0, minimum[name] ?? 0])),
      row('all', [totalOf(correction.sent), totalOf(second.sent), totalOf(minimum)]),
      row('ratio of the second look to the minimum', ['', (totalOf(second.sent) / totalOf(minimum)).toFixed(2), '']),
      row('writes', [correction.writes, second.writes, 0]),
      row('writes that changed nothing', [correction.noOpWrites, second.noOpWrites, 0]),
      row(`seconds at ${latencyMillis} ms a request`, [correction.seconds.toFixed(1), second.seconds.toFixed(1), '']),
    ],
  );
}

function totalOf(counts: RequestCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
