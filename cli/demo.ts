import type { Command, ExitCode } from './command.ts';
import type { Story, Tell } from './demo/tell.ts';
import { choiceOf, type GivenOptions, isGiven } from './given-options.ts';
import { BLANK, styled } from './styled-text.ts';
import type { Screen, Terminal } from './terminal.ts';

const STORY_NAMES = ['edges', 'stuck-deployment'] as const;

/** Loaded when told: what they play on is not needed by any other command. */
const STORIES: Readonly<Record<(typeof STORY_NAMES)[number], () => Promise<Story>>> = {
  edges: async () => (await import('./demo/edges.ts')).tellEdges,
  'stuck-deployment': async () => (await import('./demo/stuck-deployment.ts')).tellStuckDeployment,
};

export const demoCommand: Command = {
  name: 'demo',
  summary: 'tells the whole story on a simulated AWS, in a few seconds',
  description:
    'Finds API domains without an edge, plans, applies, proves with real requests, lets somebody break one by hand, finds that and repairs it; refuses an edge that does not work; sweeps an organization and writes its report as a page. Or tells of a stack whose CloudFront takes longer than CloudFormation waits. It needs no AWS account and touches none.',
  options: [
    {
      name: 'story',
      value: STORY_NAMES.join('|'),
      choices: STORY_NAMES,
      text: 'which one: edges from the first look to the last (default), or a stack that runs out of time',
    },
    { name: 'json', value: undefined, text: 'the same facts as one JSON document' },
  ],
  exits: [
    [0, 'the story ended well: everything came as it was told'],
    [1, 'it did not, or the command is wrong'],
  ],
  run: demo,
};

async function demo(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const story = choiceOf(options, 'story', STORY_NAMES, 'edges');
  const tellStory = await STORIES[story]();
  const isJson = isGiven(options, 'json');
  const { report, expectations } = await tellStory(isJson ? () => {} : createNarrator(terminal.out));
  const exitCode = expectations.every(({ met }) => met === 'yes') ? 0 : 1;
  if (isJson) terminal.writeJson({ command: 'demo', story, exitCode, ...report, expectations });
  return exitCode;
}

/** Numbers the chapters and prints each as soon as it has happened. */
function createNarrator(screen: Screen): Tell {
  let chapter = 0;
  return (title, layOut) => {
    chapter += 1;
    const heading = `${chapter}. ${title}`;
    const rule = '─'.repeat(Math.max(0, screen.columns - heading.length - 1));
    screen.print([[styled('bold', heading), ' ', styled('dim', rule)], BLANK, ...layOut(screen.columns), BLANK]);
  };
}
