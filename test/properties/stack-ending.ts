/** What a story came to, told so that it can be compared with what it should come to. */

import { simulatedNetwork } from '../../cli/demo/simulated-network.ts';
import type { ProbeNetwork } from '../../functions/reconciler/network/probe-network.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import type { World } from '../../simulator/core/world.ts';
import type { ServedAws } from '../support/data-plane.ts';
import { ACCOUNT, DOMAIN, seed } from '../support/estates.ts';
import { answerBreaches, answersOf, reasonOf } from '../support/stacks/laws.ts';
import { leakedSecrets, type Stacks, startStacks, type Told } from '../support/stacks/use-stacks.ts';
import { type AccountState, accountState, differences } from './account-state.ts';
import { OTHER_DOMAIN, type PlayedOperation, playStory, queueOf, type StackStory } from './stack-stories.ts';

export interface Ending {
  readonly statuses: readonly string[];
  readonly answers: readonly string[];
  /** What is not as it was before the stack, by name; without `spare`. */
  readonly left: readonly string[];
  /** Policies that came with the stack and that no distribution uses. */
  readonly spare: readonly string[];
  /** Everything that must never be; empty. */
  readonly wrong: readonly string[];
}

export interface Played {
  readonly ending: Ending;
  /** Without `spare` policies. */
  readonly after: AccountState;
  /** Made to try edges on their real names. */
  readonly connections: number;
}

/** CloudFront's 300 s keep functions looking; what happens in between is the same. */
const DEPLOYMENT_SECONDS = 40;
const DRAIN_SECONDS = '20';

export interface Hooks {
  /** Gets the world before the story begins. */
  readonly prepare?: (stacks: Stacks) => void;
  /** Gets it when everything has come to rest. */
  readonly look: (stacks: Stacks) => void;
}

export async function played(story: StackStory, aws: ServedAws, { prepare, look }: Hooks): Promise<Played> {
  const before = await seedStory(story, aws);
  const network = countingNetwork(simulatedNetwork(aws.plane));
  const stacks = await startStacks(aws, {
    watched: [DOMAIN, OTHER_DOMAIN],
    parameters: { DrainSeconds: DRAIN_SECONDS },
    queuedSeconds: queueOf(story),
    ...(story.proofs && { network: () => network }),
  });
  try {
    prepare?.(stacks);
    const operations = await playStory(story, stacks);
    look(stacks);
    stacks.names.look();
    aws.simulator.faults.clear();
    const answers = answersOf(stacks.told());
    const wrong = wrongIn(story, operations, stacks);
    const statuses = operations.map(({ status }) => status);
    const { after, ...rest } = await leftIn(aws.simulator.world, before, stacks);
    const ending = { statuses, answers, ...rest, wrong: [...wrong, ...rest.wrong] };
    return { ending, after, connections: network.connections };
  } finally {
    await stacks.stop();
  }
}

/** What is not as expected; empty where the story ended so. */
export function changesBetween(expected: Played, disturbed: Played): readonly string[] {
  const told = (['statuses', 'answers', 'spare', 'wrong'] as const).flatMap((member) => {
    const [one, other] = [expected.ending[member].join(', '), disturbed.ending[member].join(', ')];
    return one === other ? [] : [`${member}: ${other || 'none'}`];
  });
  return [...told, ...differences(expected.after, disturbed.after)];
}

/** What is in the account before the story. */
async function seedStory({ estate, deploymentSeconds = DEPLOYMENT_SECONDS }: StackStory, aws: ServedAws) {
  await aws.simulator.reset();
  seed(aws, estate);
  const { world } = aws.simulator;
  world.state(cloudFront, ACCOUNT).deploymentSeconds = deploymentSeconds;
  return stateOf(world);
}

function countingNetwork(network: ProbeNetwork): ProbeNetwork & { readonly connections: number } {
  let connections = 0;
  return {
    ...network,
    connect(address, port) {
      connections += 1;
      return network.connect(address, port);
    },
    get connections() {
      return connections;
    },
  };
}

/** Where the story says that CloudFormation stops waiting, an answer may be missing. */
function wrongIn(
  { answers, reason = '', writesNothing }: StackStory,
  operations: readonly PlayedOperation[],
  stacks: Stacks,
): readonly string[] {
  const told = stacks.told();
  const isCancelled = (one: Told) => answers[told.indexOf(one)]?.endsWith(' unanswered') ?? false;
  const writes = operations.flatMap((operation, index) => (writesNothing?.(index) ? operation.writes : []));
  return [
    ...writes.map((write) => `wrote although nothing was to be written: ${write}`),
    ...answerBreaches(told, isCancelled),
    ...told
      .map(reasonOf)
      .filter((given) => given !== '' && !given.includes(reason))
      .map((given) => `FAILED: ${given}`),
    ...stacks.names.outages,
    ...leakedSecrets(stacks),
  ];
}

/** Spare policies may stay until a look at the account that may write, which is had here, and no longer. */
async function leftIn(world: World, before: AccountState, stacks: Stacks) {
  const end = stateOf(world);
  const spare = sparePolicies(world).filter((name) => before[name] === undefined);
  const after = Object.fromEntries(Object.entries(end).filter(([name]) => !spare.includes(name)));
  const left = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  if (spare.length > 0) await stacks.sweep();
  const wrong = spare
    .filter((name) => sparePolicies(world).includes(name))
    .map((name) => `left behind by a look at the account: ${name}`);
  return { after, left: left.toSorted(), spare: spare.toSorted(), wrong };
}

/** Who wrote a record last decides the order of its members. */
function stateOf(world: World): AccountState {
  const state = Object.entries(accountState(world));
  return Object.fromEntries(state.map(([name, thing]) => [name, JSON.stringify(inOrder(JSON.parse(thing)))]));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, inOrder(inner)] as const);
  return Object.fromEntries(members.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** By their names in `accountState`. */
function sparePolicies(world: World): readonly string[] {
  const { distributions, originRequestPolicies, responseHeadersPolicies } = world.state(cloudFront, ACCOUNT);
  const used = JSON.stringify([...distributions.values()].map(({ config }) => config));
  return [originRequestPolicies, responseHeadersPolicies]
    .flatMap((kind) => [...kind.values()])
    .filter(({ id, type }) => type === 'custom' && !used.includes(id))
    .map(({ id, config }) => `policy ${config.Name ?? id}`);
}
