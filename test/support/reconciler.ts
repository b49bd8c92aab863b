import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import { type DesiredEdge, defaultEdge } from '../../functions/reconciler/model/edge.ts';
import type { AccountLook, EdgeLook, EdgeTarget } from '../../functions/reconciler/model/look.ts';
import { type DomainName, parseDomainName, parseRegion, type Region } from '../../functions/reconciler/model/names.ts';
import { convergeEdge, type LookContext, lookAtEdge } from '../../functions/reconciler/reconcile.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import type { SimulatedAws } from './simulated-aws.ts';

/** The engine pointed at the simulator: real SDK clients over loopback, the simulator's own time. */
export interface TestedReconciler {
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

const HOUR = 3600;

export function useReconciler(aws: SimulatedAws): TestedReconciler {
  let clients: AwsClients;
  let forgotten = 0;
  beforeEach(() => {
    const credentials = { accessKeyId: '111111111111', secretAccessKey: 'simulated' };
    clients = createAwsClients({ endpoint: aws.simulator.endpoint, credentials, maxAttempts: 1 });
    forgotten = 0;
  });
  afterEach(() => clients.destroy());

  const context = (overrides: Partial<LookContext> = {}): LookContext => ({
    clients,
    clock: {
      now: () => new Date(aws.simulator.clock.now()),
      sleep: async (seconds) => aws.simulator.clock.advance(seconds),
    },
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

function isWrite({ operation }: RequestRecord): boolean {
  return !/^(Get|List|Describe)/.test(operation);
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
