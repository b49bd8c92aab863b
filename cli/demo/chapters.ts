/** The chapters of the demo as text: each says in a sentence what it is about, then shows what was seen. */
import { countOf } from '../edge-state.ts';
import { layOutHeading } from '../layout/edge-plan.ts';
import { layOutVerdict } from '../layout/findings.ts';
import { summarizePlan } from '../layout/plan.ts';
import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';
import { layOutApiDomains } from './api-domains.ts';
import { CALLED_NAME, type Calls, layOutCalls, layOutWatch } from './calls.ts';
import { layOutComparison } from './comparison.ts';
import type { Expectation } from './expectations.ts';
import { layOutPlanDigest } from './plan-digest.ts';
import { layOutProof, layOutProofList } from './proof-table.ts';
import type { ReadBack } from './read-back.ts';
import { layOutRequests, type ServiceRequests } from './requests.ts';
import type { Application, Breakage, Detection, Discovery, Repair } from './story.ts';
import { duration, layOutTimeline } from './timeline.ts';

export function layOutDiscovery({ look, apiDomains }: Discovery, width: number): readonly Line[] {
  const open = apiDomains.filter(({ overHttp }) => overHttp !== 'redirected').length;
  return [
    ...say(
      `A simulated AWS runs in this process; every request goes over loopback as it would go to AWS. Account ${look.accountId} has ${countOf(apiDomains.length, 'API domain')} in ${look.regions.join(' and ')}; ${open} of them do not redirect http:// to https://.`,
      width,
    ),
    BLANK,
    ...layOutApiDomains(apiDomains, width),
    BLANK,
    ...say('refused: API Gateway does not listen on port 80. not known: the configuration does not tell.', width),
    ...apiDomains
      .filter(({ plainTextPaths }) => plainTextPaths.length > 0)
      .flatMap(({ domainName, plainTextPaths }) =>
        say(`plain text: ${domainName} answers ${plainTextPaths.join(', ')} without TLS.`, width),
      ),
  ];
}

export function layOutCallsBefore({ calls }: Discovery, width: number): readonly Line[] {
  return [
    ...say(
      'Somebody who calls the API with real requests: a resolver, TCP, TLS, HTTP, over the simulated internet.',
      width,
    ),
    BLANK,
    ...layOutCalls(calls, width),
  ];
}

export function layOutPlanned({ look }: Discovery, width: number): readonly Line[] {
  return [
    ...say('What would be changed. So far AWS was only read.', width),
    BLANK,
    ...layOutPlanDigest(look, width),
    BLANK,
    [summarizePlan(look, 'create')],
  ];
}

export function layOutApplied(applied: Application, width: number): readonly Line[] {
  const refused = applied.look.edges.filter(({ outcome }) => outcome.kind === 'refused');
  return [
    ...say(
      'An edge is finished before DNS leads to it: the distribution is made with the name attached, CloudFront deploys it, real requests prove it, and only then the records move.',
      width,
    ),
    BLANK,
    ...layOutTimeline(applied.timeline, width),
    BLANK,
    ...layOutEffort(applied),
    BLANK,
    ...say(`${countOf(refused.length, 'domain')} cannot be fronted as they are. Nothing of theirs was touched:`, width),
    ...refused.flatMap((edge) => [BLANK, ...layOutHeading(edge, 'create', width)]),
  ];
}

export function layOutProofs({ proofs }: Application, width: number): readonly Line[] {
  const shown = proofs.find(({ subject, through }) => subject.domainName === CALLED_NAME && through === 'edge');
  return [
    ...say(
      'Records moved only to an edge that had been tried: real requests on the real name, connected to the distribution itself, each answer compared with that of the API. Then the same through DNS. An edge that callers use is tried before and after a correction.',
      width,
    ),
    BLANK,
    ...layOutProofList(proofs, width),
    BLANK,
    ...(shown === undefined ? [] : layOutProof(shown, width)),
    BLANK,
    ...say('Expected is what the API itself answers at the same path, whatever that is.', width),
  ];
}

export function layOutCallsAfter(calls: Calls, { watched }: Application, width: number): readonly Line[] {
  return [...layOutCalls(calls, width), BLANK, ...layOutWatch(watched, width)];
}

export function layOutChanged(before: readonly ReadBack[], after: readonly ReadBack[], width: number): readonly Line[] {
  return [
    ...say('Read back with plain SDK calls, apart from the program: what was → what is.', width),
    BLANK,
    ...layOutComparison(before, after, width),
  ];
}

export function layOutAgain({ look, writes, refusedWrites }: Application, width: number): readonly Line[] {
  const steps = look.edges.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  return say(
    `The same command once more: ${countOf(steps, 'step')} planned, ${countOf(writes + refusedWrites, 'write')} sent to AWS.`,
    width,
  );
}

export function layOutBreakage({ distributionId, before, after, calls }: Breakage, width: number): readonly Line[] {
  return [
    ...say(
      `Somebody wants plain http:// and caching, and edits distribution ${distributionId} with two calls of the SDK. CloudFront deploys it. Now it asks the API over http:// where callers do, and keeps what was made for one of them for all others.`,
      width,
    ),
    BLANK,
    ...layOutComparison([before], [after], width),
    BLANK,
    ...layOutCalls(calls, width),
  ];
}

export function layOutDetection({ look, findings }: Detection, width: number): readonly Line[] {
  const settled = look.edges.filter(({ outcome }) => outcome.kind === 'in-sync').length;
  return [
    ...say(
      `The next look finds it, rule by rule: ${countOf(findings.length, 'finding')}. ${countOf(settled, 'other edge')} in sync.`,
      width,
    ),
    BLANK,
    ...findings.flatMap((finding) => layOutVerdict(finding, width)),
  ];
}

export function layOutRepair(repaired: Repair, { after }: Breakage, width: number): readonly Line[] {
  const { invalidations, readBack, calls } = repaired;
  return [
    ...say(
      'Put back, setting by setting. Objects that were cached under the old settings are invalidated once the correction is deployed, not before: an edge location that still had them would cache them again.',
      width,
    ),
    BLANK,
    ...layOutTimeline(repaired.timeline, width),
    BLANK,
    ...layOutEffort(repaired),
    BLANK,
    ...(readBack === undefined ? [] : layOutComparison([after], [readBack], width)),
    ...say(`  invalidated   ${invalidations.length === 0 ? 'nothing' : invalidations.join(', ')}`, width),
    BLANK,
    ...layOutCalls(calls, width),
  ];
}

export function layOutEnd(
  services: readonly ServiceRequests[],
  expectations: readonly Expectation[],
  width: number,
): readonly Line[] {
  return [
    ...say('Everything above was observed. What the simulated AWS was asked:', width),
    BLANK,
    ...layOutRequests(services, width),
    BLANK,
    ...expectations.flatMap((one) => layOutExpectation(one, width)),
    BLANK,
    ['to go on:'],
    ...NEXT.map(([command, why]): Line => [`  ${command.padEnd(35)}`, styled('dim', why)]),
  ];
}

const NEXT = [
  ['npx secure-api-edge simulate', 'the same AWS to try the commands on; it prints what to run'],
  ['npx secure-api-edge plan', 'your own account: shows what would be changed, writes nothing'],
  ['npx secure-api-edge help', 'all commands'],
] as const;

export function layOutExpectation({ expected, seen, met }: Expectation, width: number): readonly Line[] {
  const mark = met === 'yes' ? styled('green', '  yes  ') : styled('red', '  no   ');
  return wrapLine([mark, expected, ...(met === 'yes' ? [] : [`: ${seen}`])], width, 7);
}

function layOutEffort({ writes, simulatedSeconds }: Application): readonly Line[] {
  return [[`${countOf(writes, 'write')} in ${duration(simulatedSeconds)} of simulated time`]];
}

function say(text: string, width: number): readonly Line[] {
  return wrapLine([text], width, 0);
}
