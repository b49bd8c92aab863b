import type { Command, ExitCode } from './command.ts';
import {
  layOutAgain,
  layOutApplied,
  layOutBreakage,
  layOutChanged,
  layOutDetection,
  layOutDiscovery,
  layOutEnd,
  layOutPlanned,
  layOutRepair,
} from './demo/chapters.ts';
import { type Acts, checkExpectations } from './demo/expectations.ts';
import { readBack } from './demo/read-back.ts';
import { toDemoReport } from './demo/report.ts';
import { countRequests } from './demo/requests.ts';
import { openStage, type Stage } from './demo/stage.ts';
import { applyAll, breakOne, detect, discover, repair } from './demo/story.ts';
import { type GivenOptions, isGiven } from './given-options.ts';
import { printableValue } from './printable.ts';
import { BLANK, type Line, styled } from './styled-text.ts';
import type { Screen, Terminal } from './terminal.ts';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'tells the whole story on a simulated AWS, in a few seconds',
  description:
    'Finds API domains without an edge, plans, applies, checks, lets somebody break one by hand, finds that and repairs it. It needs no AWS account and touches none.',
  options: [{ name: 'json', value: undefined, text: 'the same facts as one JSON document' }],
  exits: [
    [0, 'the story ended well: everything was found, made, broken and repaired as told'],
    [1, 'it did not, or the command is wrong'],
  ],
  run: demo,
};

type Tell = (title: string, layOut: (width: number) => readonly Line[]) => void;

async function demo(options: GivenOptions, terminal: Terminal): Promise<ExitCode> {
  const stage = await openStage();
  try {
    const tell = isGiven(options, 'json') ? () => {} : createNarrator(terminal.out);
    const acts = printableValue(await play(stage, tell));
    const expectations = checkExpectations(acts);
    const services = countRequests(stage.simulator.requests());
    tell('What this was', (width) => layOutEnd(services, expectations, width));
    const exitCode = expectations.every(({ met }) => met === 'yes') ? 0 : 1;
    if (isGiven(options, 'json')) terminal.writeJson(toDemoReport(acts, { services, expectations, exitCode }));
    return exitCode;
  } finally {
    await stage.stop();
  }
}

async function play(stage: Stage, tell: Tell): Promise<Acts> {
  const discovery = await discover(stage);
  tell('API domains, and what http:// gives', (width) => layOutDiscovery(discovery, width));
  tell('The plan', (width) => layOutPlanned(discovery, width));

  const applied = await applyAll(stage);
  tell('Applied', (width) => layOutApplied(applied, width));
  const changed = applied.look.edges.filter((edge) => edge.applied.length > 0).map(({ plan }) => plan.domainName);
  const after = await readBack(stage.clients, changed);
  tell('Before and after', (width) => layOutChanged(discovery.readBack, after, width));
  const again = await applyAll(stage);
  tell('Applied again', (width) => layOutAgain(again, width));

  const breakage = await breakOne(stage, applied, discovery);
  tell('Broken by hand', (width) => layOutBreakage(breakage, width));
  const detection = await detect(stage, breakage);
  tell('Drift found', (width) => layOutDetection(detection, width));
  const repaired = await repair(stage, breakage);
  tell('Repaired', (width) => layOutRepair(repaired, breakage, width));
  return { discovery, applied, after, again, breakage, detection, repaired };
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
