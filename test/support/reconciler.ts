import { type AwsClientOptions, type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import { type DesiredEdge, defaultEdge } from '../../functions/reconciler/model/edge.ts';
import type { AccountLook, EdgeLook, EdgeTarget } from '../../functions/reconciler/model/look.ts';
import { type DomainName, parseDomainName, parseRegion, type Region } from '../../functions/reconciler/model/names.ts';
import { convergeEdge, type LookContext, lookAtEdge } from '../../functions/reconciler/reconcile.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { lookAtAws } from './look-at-aws.ts';
import { type SimulatedAws, useSimulatedAws } from './simulated-aws.ts';
import { simulatedClock } from './simulated-clock.ts';

/** The engine pointed at the simulator: real SDK clients over loopback, the simulator's own time. */
export interface TestedReconciler {
  /** Clients that know nothing of the world before a reset, roles that they assumed there included. */
  startOver(): void;
  context(overrides?: Partial<LookContext>): LookContext;
  /** One look. */
  look(target: EdgeTarget, overrides?: Partial<LookContext>): Promise<EdgeLook>;
  /** Looks until settled. */
  converge(target: EdgeTarget, overrides?: Partial<LookContext>, onLook?: (look: EdgeLook) => void): Promise<EdgeLook>;
  sweep(overrides?: Partial<LookContext>): Promise<AccountLook>;
  /** What was written to AWS since the simulator started or the last `forget`. */
  writes(): readonly RequestRecord[];
  forget(): void;
}

type ReconcilerOptions = Pick<AwsClientOptions, 'zoneRoles'>;

const HOUR = 3600;

export function useReconciler(aws: SimulatedAws, given: ReconcilerOptions = {}): TestedReconciler {
  let clients: AwsClients | undefined;
  let forgotten = 0;
  const startOver = () => {
    clients?.destroy();
    const credentials = { accessKeyId: '111111111111', secretAccessKey: 'simulated' };
    clients = createAwsClients({
      endpoint: aws.simulator.endpoint,
      credentials,
      zoneRoleCredentials: credentials,
      clock: simulatedClock(aws),
      maxAttempts: 1,
      ...given,
    });
    forgotten = 0;
  };
  beforeEach(startOver);
  afterEach(() => {
    clients?.destroy();
    clients = undefined;
  });

  const current = (): AwsClients => {
    if (clients === undefined) throw new Error('there are clients only while a test runs');
    return clients;
  };
  const context = (overrides: Partial<LookContext> = {}): LookContext => ({
    clients: current(),
    clock: simulatedClock(aws),
    regions: [region('eu-west-1'), region('us-east-1')],
    mode: 'remediate',
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds: 60,
    ...overrides,
  });
  /** Two simulated hours are more than any edge needs; what is not settled by then never will be. */
  const twoHours = () => {
    const end = aws.simulator.clock.now() + 2 * HOUR * 1000;
    return () => (end - aws.simulator.clock.now()) / 1000;
  };

  return {
    startOver,
    context,
    look: (target, overrides) => lookAtEdge(target, context(overrides)),
    converge: (target, overrides, onLook) =>
      convergeEdge(target, context(overrides), { secondsLeft: twoHours(), onLook }),
    sweep: (overrides) =>
      lookAtAccount(context(overrides), { names: 'all', limits: 'unlimited', secondsLeft: twoHours() }),
    writes: () => aws.simulator.requests().slice(forgotten).filter(isWrite),
    forget: () => {
      forgotten = aws.simulator.requests().length;
    },
  };
}

interface ReconciledAws<Aws extends SimulatedAws> {
  readonly aws: Aws;
  readonly reconciler: TestedReconciler;
  /** What is true in AWS. */
  readonly seen: ReturnType<typeof lookAtAws>;
}

/** An AWS with the engine pointed at it. */
export function useReconciledAws(): ReconciledAws<SimulatedAws>;
export function useReconciledAws<Aws extends SimulatedAws>(aws: Aws, given?: ReconcilerOptions): ReconciledAws<Aws>;
export function useReconciledAws(
  aws: SimulatedAws = useSimulatedAws(),
  given?: ReconcilerOptions,
): ReconciledAws<SimulatedAws> {
  return { aws, reconciler: useReconciler(aws, given), seen: lookAtAws(aws) };
}

function isWrite({ operation }: RequestRecord): boolean {
  return !/^(Get|List|Describe|Assume)/.test(operation);
}

export function name(text: string): DomainName {
  const parsed = parseDomainName(text);
  if (parsed === undefined) throw new Error(`not a domain name: ${text}`);
  return parsed;
}

export function region(text: string): Region {
  const parsed = parseRegion(text);
  if (parsed === undefined) throw new Error(`not a Region: ${text}`);
  return parsed;
}

export function wanted(domain: string, changes: Partial<DesiredEdge> = {}): EdgeTarget {
  return { kind: 'wanted', edge: { ...defaultEdge(name(domain), { kind: 'remediator' }), ...changes } };
}

export function letGo(domain: string): EdgeTarget {
  return { kind: 'let-go', domainName: name(domain), owner: { kind: 'remediator' }, onDelete: 'restore' };
}
