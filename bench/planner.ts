/**
 * How long the planner thinks about an edge. It is pure, so observed edges in memory are all it needs: one that is in sync and one that
 * somebody changed by hand are observed for real and copied under other names. The baseline is a JSON round trip of the same inputs, in the
 * same run: about what it costs to read them at all.
 */
import {
  type DistributionConfig,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import type { EdgeLook, EdgeTarget } from '../functions/reconciler/model/look.ts';
import type { ObservedEdge } from '../functions/reconciler/model/observed-edge.ts';
import { type PlanSettings, planEdge } from '../functions/reconciler/plan/plan.ts';
import { renderTable } from '../infra/build/render-table.ts';
import { median } from './median.ts';
import { type SimulatedAccount, startSimulatedAccount } from './simulated-account.ts';

const EDGES = 10_000;
const WARM_UPS = 3;
const RUNS = 9;
const SETTINGS: PlanSettings = { managedElsewhere: 'report', rules: {}, drainSeconds: 60 };

/** Medians of several runs over the same edges. */
export interface PlannerTime {
  readonly edges: string;
  readonly count: number;
  /** Steps planned for all of them. */
  readonly steps: number;
  readonly planMicroseconds: number;
  readonly jsonMicroseconds: number;
  /** Of planning to the JSON round trip, run by run. */
  readonly ratio: number;
}

interface PlannerInput {
  readonly target: EdgeTarget;
  readonly observed: ObservedEdge;
}

export async function measurePlanner(): Promise<readonly PlannerTime[]> {
  const { inSync, drifted } = await observeExamples();
  const half = Array.from({ length: EDGES / 2 }, (_, index) => index);
  const inSyncEdges = half.map((index) => renameEdge(inSync, `in-sync-${index}.example`));
  const driftedEdges = half.map((index) => renameEdge(drifted, `drifted-${index}.example`));
  const mixed = half.flatMap((index) => [inSyncEdges[index], driftedEdges[index]]).filter((edge) => edge !== undefined);
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) timeRun(mixed);
  return [
    timePlanner('in sync', inSyncEdges),
    timePlanner('drifted', driftedEdges),
    timePlanner('both, in turn', mixed),
  ];
}

async function observeExamples(): Promise<{ readonly inSync: EdgeLook; readonly drifted: EdgeLook }> {
  const aws = await startSimulatedAccount({ domains: 1 });
  try {
    await aws.look('remediate');
    const inSync = await lookAtOnly(aws, 'in-sync');
    await breakByHand(aws, inSync);
    return { inSync, drifted: await lookAtOnly(aws, 'drift') };
  } finally {
    await aws.stop();
  }
}

async function lookAtOnly(aws: SimulatedAccount, outcome: EdgeLook['outcome']['kind']): Promise<EdgeLook> {
  const [look] = (await aws.look('detect')).edges;
  if (look?.outcome.kind !== outcome) throw new Error(`example edge: must be ${outcome}, got ${look?.outcome.kind}`);
  return look;
}

/** The usual mistakes: plain HTTP for viewers, and to the origin whatever they came with. */
async function breakByHand(aws: SimulatedAccount, { observed }: EdgeLook): Promise<void> {
  if (observed.distribution.kind !== 'present') throw new Error('example edge: must have a distribution');
  const { cloudFront } = aws.clients();
  const Id = observed.distribution.value.id;
  const { DistributionConfig, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id }));
  await cloudFront.send(
    new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: withMistakes(DistributionConfig) }),
  );
  aws.simulator.clock.advance(900);
}

function withMistakes(config: DistributionConfig | undefined): DistributionConfig | undefined {
  const mistaken = structuredClone(config);
  if (mistaken?.DefaultCacheBehavior) mistaken.DefaultCacheBehavior.ViewerProtocolPolicy = 'allow-all';
  if (mistaken?.ViewerCertificate) mistaken.ViewerCertificate.MinimumProtocolVersion = 'TLSv1';
  for (const { CustomOriginConfig } of mistaken?.Origins?.Items ?? [])
    if (CustomOriginConfig) CustomOriginConfig.OriginProtocolPolicy = 'match-viewer';
  return mistaken;
}

/** The account's policies are one object for all its edges, here as in a look. */
function renameEdge({ target, observed }: EdgeLook, name: string): PlannerInput {
  const { headerPolicies, ...own } = observed;
  const rename = <T>(value: T): T => renameIn(value, observed.domainName, name) as T;
  return { target: rename(target), observed: { ...rename(own), headerPolicies } };
}

function renameIn(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value.replaceAll(from, to);
  if (Array.isArray(value)) return value.map((item) => renameIn(item, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renameIn(item, from, to)]));
}

function timePlanner(edges: string, inputs: readonly PlannerInput[]): PlannerTime {
  const runs = Array.from({ length: RUNS }, () => timeRun(inputs));
  const microsecondsEach = (milliseconds: readonly number[]) => (median(milliseconds) * 1000) / inputs.length;
  return {
    edges,
    count: inputs.length,
    steps: countSteps(inputs),
    planMicroseconds: microsecondsEach(runs.map(({ plan }) => plan)),
    jsonMicroseconds: microsecondsEach(runs.map(({ json }) => json)),
    ratio: median(runs.map(({ plan, json }) => plan / json)),
  };
}

function timeRun(inputs: readonly PlannerInput[]): { readonly plan: number; readonly json: number } {
  return { plan: time(() => countSteps(inputs)), json: time(() => inputs.map(roundTrip)) };
}

function countSteps(inputs: readonly PlannerInput[]): number {
  return inputs.reduce((steps, { target, observed }) => steps + planEdge(target, observed, SETTINGS).steps.length, 0);
}

/** What it yields is dropped, as plans are: keeping 10,000 copies would measure the garbage collector. */
function roundTrip(input: PlannerInput): number {
  return Object.keys(JSON.parse(JSON.stringify(input))).length;
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export function layOutPlanner(times: readonly PlannerTime[]): string {
  return renderTable(
    ['planning', 'edges', 'steps', 'plan, µs/edge', 'JSON, µs/edge', 'ratio'],
    times.map(({ edges, count, steps, planMicroseconds, jsonMicroseconds, ratio }) => [
      edges,
      String(count),
      String(steps),
      planMicroseconds.toFixed(1),
      jsonMicroseconds.toFixed(1),
      ratio.toFixed(2),
    ]),
  );
}
