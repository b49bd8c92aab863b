import { simulatedNetwork } from '../cli/demo/simulated-network.ts';
import { type AwsClients, createAwsClients } from '../functions/reconciler/aws/clients.ts';
import { type DesiredEdge, defaultEdge } from '../functions/reconciler/model/edge.ts';
import type { EdgeTarget } from '../functions/reconciler/model/look.ts';
import { parseDomainName, parseRegion } from '../functions/reconciler/model/names.ts';
import { describeOutcome } from '../functions/reconciler/plan/render.ts';
import { createProver, type Prover } from '../functions/reconciler/prove/prover.ts';
import { convergeEdge } from '../functions/reconciler/reconcile.ts';
import { renderTable } from '../infra/build/render-table.ts';
import { DEPLOYMENT_SECONDS } from '../simulator/cloudfront/state.ts';
import { type DataPlane, startDataPlane } from '../simulator/data-plane/start-data-plane.ts';
import { loadEstate } from '../simulator/estates/load-estate.ts';
import { secondsUntilInSync } from '../simulator/route53/state.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { aroundCalls } from './around-calls.ts';
import { ACCOUNT, clockOf } from './simulated-account.ts';

const NAME = 'api.example.com';
const REGION = 'eu-west-1';
const ALIAS_TTL_SECONDS = 60;
const DRAIN_SECONDS = 60;
const SECONDS_PER_REQUEST = 0.1;
const LONGEST_SECONDS = 24 * 3600;

interface ProofTaken {
  readonly through: string;
  readonly requests: number;
}

/** One change of one edge, from the request until it is in sync, in simulated seconds. */
export interface TimeToInSync {
  readonly change: string;
  readonly seconds: number;
  /** What AWS takes, and resolvers until they ask again. */
  readonly waits: number;
  readonly ratio: number;
  readonly awsRequests: number;
  readonly proofs: readonly ProofTaken[];
  /** Requests of the proofs that came as far as the API. */
  readonly reachedApi: number;
}

interface Change {
  readonly change: string;
  readonly target: EdgeTarget;
  readonly waits: number;
}

const domainName = parseDomainName(NAME);
if (domainName === undefined) throw new Error(`not a domain name: ${NAME}`);
const edge = defaultEdge(domainName, { kind: 'remediator' });
const wanted = (changes: Partial<DesiredEdge> = {}): EdgeTarget => ({ kind: 'wanted', edge: { ...edge, ...changes } });
const MOVE_SECONDS = secondsUntilInSync + ALIAS_TTL_SECONDS;

/** One after the other, on the same edge. */
const CHANGES: readonly Change[] = [
  {
    change: 'create, proven before and after the records move',
    target: wanted(),
    waits: DEPLOYMENT_SECONDS + MOVE_SECONDS,
  },
  {
    change: 'correct a setting',
    target: wanted({ minimumProtocolVersion: 'TLSv1.2_2025' }),
    waits: DEPLOYMENT_SECONDS,
  },
  {
    change: 'let go, restore the records',
    target: { kind: 'let-go', domainName, owner: edge.owner, onDelete: 'restore' },
    waits: MOVE_SECONDS + DEPLOYMENT_SECONDS,
  },
  {
    change: 'create, not proven',
    target: wanted({ proof: 'skip' }),
    waits: DEPLOYMENT_SECONDS + secondsUntilInSync,
  },
];

/** Every AWS request and every connection of a proof takes some time of its own. */
export async function measureTimesToInSync(): Promise<readonly TimeToInSync[]> {
  const simulator = await startSimulator();
  const plane = await startDataPlane(simulator);
  seed(simulator);
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const own = createAwsClients({ endpoint: simulator.endpoint, credentials, clock: clockOf(simulator) });
  const clients = aroundCalls(own, (_, send) => takingTime(simulator, send));
  try {
    const measured: TimeToInSync[] = [];
    for (const change of CHANGES) measured.push(await measure(change, simulator, plane, clients));
    return measured;
  } finally {
    own.destroy();
    await plane.stop();
    await simulator.stop();
  }
}

async function measure(
  { change, target, waits }: Change,
  simulator: Simulator,
  plane: DataPlane,
  clients: AwsClients,
): Promise<TimeToInSync> {
  const { clock } = simulator;
  const start = clock.now();
  const asked = simulator.requests().length;
  const reached = plane.requests().length;
  const proofs: ProofTaken[] = [];
  const secondsSince = () => (clock.now() - start) / 1000;
  const look = await convergeEdge(
    target,
    {
      clients,
      clock: clockOf(simulator),
      regions: [parseRegion(REGION)].filter((region) => region !== undefined),
      mode: 'remediate',
      managedElsewhere: 'report',
      newEdges: 'create',
      rules: {},
      drainSeconds: DRAIN_SECONDS,
      prover: countingProver(simulator, plane, proofs),
    },
    { secondsLeft: () => LONGEST_SECONDS - secondsSince() },
  );
  if (look.outcome.kind !== 'in-sync')
    throw new Error(`${change}: must be in sync, got ${describeOutcome(look.outcome)}`);
  const seconds = secondsSince();
  return {
    change,
    seconds,
    waits,
    ratio: seconds / waits,
    awsRequests: simulator.requests().length - asked,
    proofs,
    reachedApi: plane.requests().length - reached,
  };
}

/** Remembers the proofs that it takes. */
function countingProver(simulator: Simulator, plane: DataPlane, proofs: ProofTaken[]): Prover {
  const network = simulatedNetwork(plane);
  const connect: typeof network.connect = (address, port) =>
    takingTime(simulator, () => network.connect(address, port));
  const prover = createProver({ ...network, connect }, clockOf(simulator));
  return {
    async prove(subject, through) {
      const proof = await prover.prove(subject, through);
      proofs.push({ through, requests: proof.kind === 'present' ? proof.value.requests : 0 });
      return proof;
    },
  };
}

/** What is under way at the same time takes its time at the same time. */
async function takingTime<T>({ clock }: Simulator, send: () => Promise<T>): Promise<T> {
  const over = clock.now() + SECONDS_PER_REQUEST * 1000;
  const answer = await send();
  clock.advance(Math.max(0, over - clock.now()) / 1000);
  return answer;
}

function seed(simulator: Simulator): void {
  loadEstate(simulator, {
    accounts: {
      [ACCOUNT]: {
        certificates: {
          edge: { region: 'us-east-1', names: [NAME] },
          regional: { region: REGION, names: [NAME] },
        },
        apis: { api: { region: REGION, protocol: 'HTTP', routes: [{ key: '$default' }] } },
        apiDomains: [{ name: NAME, region: REGION, certificate: 'regional', mappings: [{ api: 'api' }] }],
        hostedZones: [{ name: 'example.com', records: [{ name: NAME, type: 'A', alias: { apiDomain: NAME } }] }],
      },
    },
  });
}

export function layOutTimesToInSync(times: readonly TimeToInSync[]): string {
  return renderTable(
    [
      'from request to in sync',
      'seconds',
      'waits',
      'ratio',
      'AWS requests',
      'requests of proofs',
      'of these to the API',
    ],
    times.map(({ change, seconds, waits, ratio, awsRequests, proofs, reachedApi }) => [
      change,
      seconds.toFixed(1),
      String(waits),
      ratio.toFixed(2),
      String(awsRequests),
      proofs.map(({ through, requests }) => `${requests} (${through})`).join(' + ') || '0',
      String(reachedApi),
    ]),
  );
}
