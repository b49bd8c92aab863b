import { ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import { InvariantError } from '../../functions/reconciler/model/errors.ts';
import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { Verdict } from '../../functions/reconciler/model/plan.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { type ApiDomainFact, apiDomainFacts } from './api-domains.ts';
import { breakByHand } from './break-by-hand.ts';
import type { Caller } from './caller.ts';
import { type Calls, call, type Stretch, watchCalls } from './calls.ts';
import { type ReadBack, readBack } from './read-back.ts';
import type { RecordedProof } from './recorded-proofs.ts';
import { isWrite } from './requests.ts';
import type { Stage } from './stage.ts';
import { type Moment, recordTimeline } from './timeline.ts';

/**
 * What happens in the demo, and everything that is known about it comes from looking: what the reconciler reports, what plain SDK calls
 * read back, what the simulator served. Each act returns what the chapter about it tells.
 */
export interface Discovery {
  readonly look: AccountLook;
  readonly apiDomains: readonly ApiDomainFact[];
  readonly readBack: readonly ReadBack[];
  readonly calls: Calls;
}

export async function discover(stage: Stage, caller: Caller): Promise<Discovery> {
  const look = await stage.look('detect');
  const names = look.edges.map(({ plan }) => plan.domainName);
  return {
    look,
    apiDomains: apiDomainFacts(look),
    readBack: await readBack(stage.clients, names),
    calls: await call(caller),
  };
}

export interface Application {
  readonly look: AccountLook;
  readonly timeline: readonly Moment[];
  readonly proofs: readonly RecordedProof[];
  /** What a caller got who went on calling. */
  readonly watched: readonly Stretch[];
  readonly simulatedSeconds: number;
  /** Writes that AWS accepted, and those that it refused. */
  readonly writes: number;
  readonly refusedWrites: number;
}

/** Looks and corrects until everything is settled, while somebody goes on calling. */
export async function applyAll(stage: Stage, caller: Caller): Promise<Application> {
  const served = stage.simulator.requests().length;
  const start = stage.now();
  const proven = stage.proofs().length;
  const timeline = recordTimeline(stage.now);
  const watch = watchCalls(caller, stage.now);
  const look = await stage.look('remediate', { onLook: timeline.onLook, meanwhile: watch.meanwhile });
  const requests = stage.simulator.requests().slice(served);
  return {
    look,
    timeline: timeline.moments,
    proofs: stage.proofs().slice(proven),
    watched: watch.stretches(),
    simulatedSeconds: (stage.now() - start) / 1000,
    writes: requests.filter((request) => isWrite(request) && isAccepted(request)).length,
    refusedWrites: requests.filter((request) => isWrite(request) && !isAccepted(request)).length,
  };
}

export interface Breakage {
  readonly domainName: string;
  readonly distributionId: string;
  readonly before: ReadBack;
  readonly after: ReadBack;
  readonly calls: Calls;
}

/** Breaks an edge that was made a moment ago. */
export async function breakOne(
  stage: Stage,
  caller: Caller,
  { look }: Application,
  before: Discovery,
): Promise<Breakage> {
  const isNew = ({ plan }: EdgeLook) =>
    before.apiDomains.find(({ domainName }) => domainName === plan.domainName)?.distribution === undefined;
  const edge = look.edges.find((one) => one.outcome.kind === 'in-sync' && isNew(one));
  if (edge?.observed.distribution.kind !== 'present') throw new InvariantError('no edge was made that could be broken');
  const { domainName } = edge.plan;
  const distributionId = edge.observed.distribution.value.id;
  const [was] = await readBack(stage.clients, [domainName]);
  await breakByHand(stage, distributionId);
  const [is] = await readBack(stage.clients, [domainName]);
  if (was === undefined || is === undefined) throw new InvariantError(`nothing was read back for ${domainName}`);
  return { domainName, distributionId, before: was, after: is, calls: await call(caller, domainName) };
}

export interface Detection {
  readonly look: AccountLook;
  readonly findings: readonly Verdict[];
}

export async function detect(stage: Stage, { domainName }: Breakage): Promise<Detection> {
  const look = await stage.look('detect');
  const edge = look.edges.find(({ plan }) => plan.domainName === domainName);
  return { look, findings: (edge?.plan.verdicts ?? []).filter(({ verdict }) => verdict === 'drift') };
}

export interface Repair extends Application {
  readonly readBack: ReadBack | undefined;
  readonly invalidations: readonly string[];
  readonly calls: Calls;
}

export async function repair(stage: Stage, caller: Caller, { domainName, distributionId }: Breakage): Promise<Repair> {
  const application = await applyAll(stage, caller);
  await stage.passUntil('invalidations to be Completed', async () =>
    (await listInvalidations(stage, distributionId)).every((text) => text.endsWith('Completed')),
  );
  const [now] = await readBack(stage.clients, [domainName]);
  return {
    ...application,
    readBack: now,
    invalidations: await listInvalidations(stage, distributionId),
    calls: await call(caller, domainName),
  };
}

/** `I2J3… Completed`, one text per invalidation of the distribution. */
async function listInvalidations({ clients }: Stage, DistributionId: string): Promise<readonly string[]> {
  const { InvalidationList } = await clients.cloudFront.send(new ListInvalidationsCommand({ DistributionId }));
  return (InvalidationList?.Items ?? []).map(({ Id, Status }) => `${Id} ${Status}`);
}

function isAccepted({ status }: RequestRecord): boolean {
  return status >= 200 && status < 300;
}
