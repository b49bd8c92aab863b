/**
 * The law of the whole chain: one thing that goes wrong once, at any call of any function, changes nothing that a stack or a caller notices. Each case
 * plays a story from nothing to nothing with one fault, and ends as without it: the same statuses, one answer to each request, nothing left in the
 * account, the name always served. `npm test` plays a sample that is always the same; `npm run test:deep` plays every case.
 */
import { deployFast } from '../support/crashing.ts';
import { DOMAIN, seed } from '../support/estates.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { answerBreaches, answersOf } from '../support/stacks/laws.ts';
import { leakedSecrets, type Stacks, startStacks, type Told } from '../support/stacks/use-stacks.ts';
import { type AccountState, accountState, differences } from './account-state.ts';
import { armFault, describeFault, FAULT_KINDS, type FaultKind, faultsOf, type StackFault } from './stack-faults.ts';
import { OTHER_DOMAIN, playStory, STACK_STORIES, type StackStory } from './stack-stories.ts';

const aws = useSimulatedAws();

/** Cases of each story; where so many are asked for, all that there are. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 7);
const SAMPLE = RUNS < 500 ? RUNS : Number.POSITIVE_INFINITY;
const LONGEST_STORY_SECONDS = RUNS < 500 ? 120 + 5 * RUNS : 4 * 3600;

/** What a story came to. */
interface Ending {
  readonly statuses: readonly string[];
  readonly answers: readonly string[];
  /** Everything that must not be; empty. */
  readonly wrong: readonly string[];
}

interface Row {
  readonly title: string;
  readonly possible: number;
  readonly played: Readonly<Partial<Record<FaultKind, number>>>;
}
const rows: Row[] = [];

/** `look` sees the world before the sweep at the end. */
async function played(
  story: StackStory,
  prepare: (stacks: Stacks) => void,
  look: (stacks: Stacks) => void = () => {},
): Promise<Ending> {
  await aws.simulator.reset();
  seed(aws, story.estate);
  // Shorter waits, fewer looks; what happens in between is the same.
  deployFast(aws);
  const before = stateNow();
  const stacks = await startStacks(aws, { watched: [DOMAIN, OTHER_DOMAIN], parameters: { DrainSeconds: '20' } });
  try {
    prepare(stacks);
    const statuses = await playStory(story, stacks);
    look(stacks);
    aws.simulator.faults.clear();
    const left = differences(before, stateNow()).filter((one) => !one.startsWith('policy '));
    await stacks.sweep();
    const wrong = [
      ...left.map((one) => `left behind: ${one}`),
      ...differences(before, stateNow()).map((one) => `left behind by a sweep: ${one}`),
      ...answerBreaches(stacks.told(), isCancelled),
      ...stacks.names.outages,
      ...leakedSecrets(stacks),
    ];
    return { statuses, answers: answersOf(stacks.told()), wrong };
  } finally {
    await stacks.stop();
  }
}

/** Told apart by the answers: only where CloudFormation did not wait is there none, and then there is none without the fault either. */
function isCancelled({ puts }: Told): boolean {
  return puts.every(({ taken }) => taken !== 'counted');
}

function tellEnding({ statuses, answers, wrong }: Ending): string {
  return [statuses.join(', '), answers.join(', '), ...wrong].join('; ');
}

/** Who wrote a record last decides the order of its members. */
function stateNow(): AccountState {
  const state = Object.entries(accountState(aws.simulator.world));
  return Object.fromEntries(state.map(([name, thing]) => [name, JSON.stringify(inOrder(JSON.parse(thing)))]));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, inOrder(inner)] as const);
  return Object.fromEntries(members.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Every kind in turn, and of each kind places from all over the story; another selection for each story. */
function sampleOf(faults: readonly StackFault[], story: number): readonly StackFault[] {
  if (faults.length <= SAMPLE) return faults;
  const ofKinds = FAULT_KINDS.map((kind) => faults.filter((fault) => fault.kind === kind)).filter(
    (kind) => kind.length > 0,
  );
  return Array.from({ length: SAMPLE }, (_, index) => {
    const kind = ofKinds[index % ofKinds.length]!;
    const part =
      (Math.floor(index / ofKinds.length) + (story + 0.5) / STACK_STORIES.length) / Math.ceil(SAMPLE / ofKinds.length);
    return kind[Math.floor(part * kind.length) % kind.length]!;
  });
}

test.each(STACK_STORIES.map((story) => [story.title, story] as const))(
  '%s ends the same whatever goes wrong once',
  async (title, story) => {
    let faults: readonly StackFault[] = [];
    const expected = await played(
      story,
      () => {},
      (stacks) => {
        faults = faultsOf(aws, stacks);
      },
    );
    const sample = sampleOf(faults, STACK_STORIES.indexOf(story));

    const failures: string[] = [];
    for (const fault of sample) {
      const ending = await played(story, (stacks) => armFault(fault, aws, stacks));
      if (JSON.stringify(ending) !== JSON.stringify(expected))
        failures.push(`${describeFault(fault)}: ${tellEnding(ending)}`);
    }

    expect(expected.wrong).toEqual([]);
    expect(failures).toEqual([]);
    const counts = Object.groupBy(sample, ({ kind }) => kind);
    rows.push({
      title,
      possible: faults.length,
      played: Object.fromEntries(Object.entries(counts).map(([kind, cases]) => [kind, cases.length])),
    });
  },
  LONGEST_STORY_SECONDS * 1000,
);

afterAll(() => {
  const header = ['story', ...FAULT_KINDS, 'played', 'of'];
  const lines = rows.map(({ title, possible, played }) => [
    title,
    ...FAULT_KINDS.map((kind) => String(played[kind] ?? 0)),
    String(Object.values(played).reduce((sum, count) => sum + count, 0)),
    String(possible),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...lines].map((line) => line[column]!.length)));
  const table = [header, ...lines].map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  process.stdout.write(`\nWhole stacks with one fault each\n${table.join('\n')}\n\n`);
});
