import type { Begun } from '../../functions/custom-resource/continuation/begin.ts';
import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import type { AccountLook, EdgeLook, EdgeTarget, Mode } from '../../functions/reconciler/model/look.ts';
import type { ZoneRole } from '../../functions/reconciler/model/zone-role.ts';
import { convergeEdge, type LookContext } from '../../functions/reconciler/reconcile.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import type { CustomResourceRequest } from '../../simulator/cloudformation/custom-resource-request.ts';
import { seed } from '../support/estates.ts';
import { type AwsView, lookAtAws } from '../support/look-at-aws.ts';
import { region } from '../support/reconciler.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';
import { simulatedClock } from '../support/simulated-clock.ts';
import { createHandOn } from './hand-on.ts';
import type { Journey } from './journey.ts';
import { assume, ROLES, type Role } from './roles.ts';

/** Where a journey is played: the product under its own roles, and a person who may do everything. */
export interface JourneyWorld {
  /** Takes a request of CloudFormation and hands its work on, as the custom resource does. */
  handOn(event: CustomResourceRequest): Promise<Begun>;
  /** Looks at one edge until it is settled, as the custom resource's state machine does. */
  ask(target: EdgeTarget): Promise<EdgeLook>;
  /** One look at one edge, as an invocation that ends too early does. */
  askOnce(target: EdgeTarget): Promise<EdgeLook>;
  detect(): Promise<AccountLook>;
  remediate(): Promise<AccountLook>;
  /** What a person in the console sees. */
  readonly seen: AwsView;
  /** A person's own clients, and the simulated time. */
  readonly aws: SimulatedAws;
}

const HOUR = 3600;

/** Plays a journey from the beginning of simulated time. */
export async function playJourney(journey: Journey, aws: SimulatedAws): Promise<void> {
  const { world, end } = await beginJourney(journey, aws);
  try {
    await journey.play(world);
  } finally {
    end();
  }
}

/** A fresh world with what the journey begins with. Faults go in here, and whoever wants to ask again wraps `world`. */
export async function beginJourney(
  { estate, zoneRoles = [] }: Journey,
  aws: SimulatedAws,
): Promise<{ readonly world: JourneyWorld; readonly end: () => void }> {
  await aws.simulator.reset();
  seed(aws, estate);
  const clients = new Map(Object.values(ROLES).map((role) => [role, createRoleClients(role, aws, zoneRoles)] as const));
  return {
    world: createJourneyWorld(aws, (role) => clients.get(role)!),
    end: () => {
      for (const each of clients.values()) each.destroy();
    },
  };
}

function createJourneyWorld(aws: SimulatedAws, clientsOf: (role: Role) => AwsClients): JourneyWorld {
  const context = (role: Role, mode: Mode): LookContext => ({
    clients: clientsOf(role),
    clock: simulatedClock(aws),
    regions: [region('eu-west-1'), region('us-east-1')],
    mode,
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds: 60,
  });
  /** More than any edge needs. */
  const twoHours = () => {
    const end = aws.simulator.clock.now() + 2 * HOUR * 1000;
    return () => (end - aws.simulator.clock.now()) / 1000;
  };
  const sweep = (role: Role, mode: Mode) =>
    lookAtAccount(context(role, mode), { names: 'all', limits: 'unlimited', secondsLeft: twoHours() });

  return {
    handOn: createHandOn(aws),
    ask: (target) => convergeEdge(target, context(ROLES.looking, 'remediate'), { secondsLeft: twoHours() }),
    askOnce: (target) => convergeEdge(target, context(ROLES.looking, 'remediate'), { secondsLeft: () => 0 }),
    detect: () => sweep(ROLES.detecting, 'detect'),
    remediate: () => sweep(ROLES.remediating, 'remediate'),
    seen: lookAtAws(aws),
    aws,
  };
}

function createRoleClients(role: Role, aws: SimulatedAws, zoneRoles: readonly ZoneRole[]): AwsClients {
  const credentials = assume(role, aws);
  return createAwsClients({
    endpoint: aws.simulator.endpoint,
    credentials,
    zoneRoles,
    zoneRoleCredentials: credentials,
    clock: simulatedClock(aws),
    maxAttempts: 1,
  });
}
