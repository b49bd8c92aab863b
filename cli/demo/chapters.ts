import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { countOf } from '../edge-state.ts';
import { layOutHeading } from '../layout/edge-plan.ts';
import { layOutVerdict } from '../layout/findings.ts';
import { summarizePlan } from '../layout/plan.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';
import { layOutApiDomains } from './api-domains.ts';
import { layOutComparison } from './comparison.ts';
import type { Expectation } from './expectations.ts';
import { layOutPlanDigest } from './plan-digest.ts';
import { type ReadBack, readBack } from './read-back.ts';
import { countRequests, layOutRequests } from './requests.ts';
import type { Application, Breakage, Detection, Discovery, Repair } from './story.ts';
import { duration, layOutTimeline } from './timeline.ts';

/** A chapter of the demo as text: what it is about in a sentence, then what was seen. */
export function layOutDiscovery({ apiDomains }: Discovery, width: number): readonly Line[] {
  const open = apiDomains.filter(({ overHttp }) => overHttp !== 'redirected').length;
  return [
    ...say(
      `A simulated AWS runs in this process; every request goes over loopback as it would go to AWS. The account has ${countOf(apiDomains.length, 'API domain')}, and ${open} of them do not redirect http:// to https://.`,
      width,
    ),
    BLANK,
    ...layOutApiDomains(apiDomains),
    BLANK,
    ...say('refused: API Gateway does not listen on port 80. not known: the configuration does not tell.', width),
  ];
}

export function layOutPlanned({ look }: Discovery, width: number): readonly Line[] {
  return [
    ...say('What would be changed. Nothing has been written yet; AWS was only read.', width),
    BLANK,
    ...layOutPlanDigest(look, width),
    BLANK,
    [summarizePlan(look, 'create')],
  ];
}

export function layOutApplied({ look, timeline, simulatedSeconds, writes }: Application, width: number): readonly Line[] {
  const refused = look.edges.filter(({ outcome }) => outcome.kind === 'refused');
  return [
    ...say(
      'An edge is finished before DNS points at it: first the distribution with the name attached, then AWS deploys it, only then the records move.',
      width,
    ),
    BLANK,
    ...layOutTimeline(timeline, width),
    BLANK,
    [`${countOf(writes, 'write')} in ${duration(simulatedSeconds)} of simulated time`],
    BLANK,
    ...say(`${countOf(refused.length, 'domain')} cannot be fronted as they are. Nothing of theirs was touched:`, width),
    ...refused.flatMap((edge: EdgeLook) => [BLANK, ...layOutHeading(edge, 'create', width)]),
  ];
}
