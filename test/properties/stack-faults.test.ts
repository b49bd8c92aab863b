/**
 * The law of the whole chain: one thing that goes wrong once, at any call of any function, changes nothing that a stack or a caller notices. Each case
 * plays a story from nothing to nothing with one fault, and ends as the story says and as without the fault: the same statuses, one answer to each
 * request, nothing left in the account, the name always served. `npm test` plays a sample that is always the same; `npm run test:deep` plays every case.
 */
import { useServedAws } from '../support/data-plane.ts';
import { changesBetween, type Played, played } from './stack-ending.ts';
import { type FaultCount, faultTable } from './stack-fault-table.ts';
import { armFault, describeFault, faultsOf, hidesPolicies, type StackFault, sampleOf } from './stack-faults.ts';
import { STACK_STORIES, type StackStory } from './stack-stories.ts';

const aws = useServedAws();

/** Cases of each story; where so many are asked for, all that there are. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 4);
const SAMPLE = RUNS < 500 ? RUNS : Number.POSITIVE_INFINITY;
const LONGEST_STORY_SECONDS = RUNS < 500 ? 120 + 5 * RUNS : 4 * 3600;

const counts = new Map<string, FaultCount>();

test.each(STACK_STORIES.map((story, turn) => [story.title, story, turn] as const))(
  '%s ends the same whatever goes wrong once',
  async (title, story, turn) => {
    const { undisturbed, faults } = await undisturbedRun(story);
    const { statuses, answers, leaves: left = [], proofs } = story;
    expect(undisturbed.ending).toEqual({ statuses, answers, left, spare: [], wrong: [] });
    expect(undisturbed.connections > 0).toBe(proofs !== undefined);

    const sample = sampleOf(faults, SAMPLE, turn);
    const failures: string[] = [];
    for (const fault of sample) {
      const changes = await changesBy(fault, story, undisturbed);
      if (changes.length > 0) failures.push(`${describeFault(fault)}: ${changes.join('; ')}`);
    }
    counts.set(title, { title, possible: faults.length, played: sample });
    expect(failures).toEqual([]);
  },
  LONGEST_STORY_SECONDS * 1000,
);

test('policies that cannot be listed after the distribution was deleted are deleted once they can', async () => {
  const [story] = STACK_STORIES;
  const { undisturbed, faults } = await undisturbedRun(story!);
  const hiding = faults.filter((one) => hidesPolicies(one, faults));

  const changes: string[] = [];
  for (const fault of hiding) changes.push(...(await changesBy(fault, story!, undisturbed)));

  expect(hiding.length).toBeGreaterThan(0);

  expect(changes).toEqual([]);
});

async function undisturbedRun(story: StackStory) {
  let faults: readonly StackFault[] = [];
  const undisturbed = await played(story, aws, {
    look: (stacks) => {
      faults = faultsOf(aws, stacks);
    },
  });
  return { undisturbed, faults };
}

async function changesBy(fault: StackFault, story: StackStory, expected: Played): Promise<readonly string[]> {
  let hasStruck = () => false;
  let hasHappened = false;
  const disturbed = await played(story, aws, {
    prepare: (stacks) => {
      hasStruck = armFault(fault, aws, stacks);
    },
    look: () => {
      hasHappened = hasStruck();
    },
  });
  return [...(hasHappened ? [] : ['it never happened']), ...changesBetween(expected, disturbed)];
}

afterAll(() => {
  const rows = STACK_STORIES.flatMap(({ title }) => counts.get(title) ?? []);
  process.stdout.write(`\nWhole stacks with one fault each\n${faultTable(rows)}\n\n`);
});
