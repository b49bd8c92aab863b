import { readEstate } from '../../simulator/estates/read-estate.ts';
import { printableValue } from '../printable.ts';
import { layOutBrokenEdge, meetBrokenEdge } from './broken-edge.ts';
import { call } from './calls.ts';
import {
  layOutAgain,
  layOutApplied,
  layOutBreakage,
  layOutCallsAfter,
  layOutCallsBefore,
  layOutChanged,
  layOutDetection,
  layOutDiscovery,
  layOutEnd,
  layOutPlanned,
  layOutProofs,
  layOutRepair,
} from './chapters.ts';
import { type Acts, checkExpectations } from './expectations.ts';
import { layOutOrganization } from './organization-chapter.ts';
import { expectationsOfSweep } from './organization-expectations.ts';
import { sweepOrganization } from './organization-sweep.ts';
import { readBack } from './read-back.ts';
import { toEdgesReport } from './report.ts';
import { countRequests } from './requests.ts';
import { openStage, type Stage } from './stage.ts';
import { applyAll, breakOne, detect, discover, repair } from './story.ts';
import type { Story, Tell } from './tell.ts';

/** API domains without an edge, or with a wrong one, from the first look to the last. */
export const tellEdges: Story = async (tell) => {
  const stage = await openStage(readEstate('demo'));
  try {
    const acts = printableValue(await play(stage, tell));
    const { brokenEdge, sweep } = acts;
    const expectations = [...checkExpectations(acts), ...expectationsOfSweep(sweep)];
    const services = countRequests([...stage.simulator.requests(), ...brokenEdge.requests, ...sweep.requests]);
    tell('What this was', (width) => layOutEnd(services, expectations, width));
    return { report: toEdgesReport(acts, services), expectations };
  } finally {
    await stage.stop();
  }
};

async function play(stage: Stage, tell: Tell): Promise<Acts> {
  const caller = stage.newCaller();
  const discovery = await discover(stage, caller);
  tell('API domains, and what http:// gives', (width) => layOutDiscovery(discovery, width));
  tell('A caller', (width) => layOutCallsBefore(discovery, width));
  tell('The plan', (width) => layOutPlanned(discovery, width));

  const applied = await applyAll(stage, caller);
  tell('Applied', (width) => layOutApplied(applied, width));
  tell('Proven', (width) => layOutProofs(applied, width));
  const callsAfter = await call(caller);
  tell('The same caller', (width) => layOutCallsAfter(callsAfter, applied, width));
  const changed = applied.look.edges.filter((edge) => edge.applied.length > 0).map(({ plan }) => plan.domainName);
  const after = await readBack(stage.clients, changed);
  tell('Before and after', (width) => layOutChanged(discovery.readBack, after, width));
  const again = await applyAll(stage, caller);
  tell('Applied again', (width) => layOutAgain(again, width));

  const breakage = await breakOne(stage, caller, applied, discovery);
  tell('Broken by hand', (width) => layOutBreakage(breakage, width));
  const detection = await detect(stage, breakage);
  tell('Drift found', (width) => layOutDetection(detection, width));
  const repaired = await repair(stage, caller, breakage);
  tell('Repaired', (width) => layOutRepair(repaired, breakage, width));

  const brokenEdge = await meetBrokenEdge();
  tell('An edge that does not work', (width) => layOutBrokenEdge(brokenEdge, width));
  const sweep = await sweepOrganization();
  tell('An organization', (width) => layOutOrganization(printableValue(sweep), width));
  return { discovery, applied, after, callsAfter, again, breakage, detection, repaired, brokenEdge, sweep };
}
