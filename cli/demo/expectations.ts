import type { AccountLook } from '../../functions/reconciler/model/look.ts';
import type { BrokenEdge } from './broken-edge.ts';
import { type Calls, isServed } from './calls.ts';
import type { OrganizationSweep } from './organization-sweep.ts';
import { isPassed } from './proof-table.ts';
import type { ReadBack } from './read-back.ts';
import type { Application, Breakage, Detection, Discovery, Repair } from './story.ts';

/** What has to be true for the story to have ended well. */
export interface Expectation {
  readonly expected: string;
  readonly seen: string;
  readonly met: 'yes' | 'no';
}

export interface Acts {
  readonly discovery: Discovery;
  readonly applied: Application;
  /** What plain SDK calls read back of every edge that was changed. */
  readonly after: readonly ReadBack[];
  readonly callsAfter: Calls;
  readonly again: Application;
  readonly breakage: Breakage;
  readonly detection: Detection;
  readonly repaired: Repair;
  readonly brokenEdge: BrokenEdge;
  readonly sweep: OrganizationSweep;
}

export function checkExpectations(acts: Acts): readonly Expectation[] {
  const { discovery, applied, again, breakage, detection, repaired } = acts;
  const planned = namesOf(discovery.look, (edge) => edge.plan.steps.length > 0);
  const inSync = namesOf(applied.look, ({ outcome }) => outcome.kind === 'in-sync');
  const left = namesOf(
    applied.look,
    (edge) => edge.outcome.kind !== 'in-sync' && (edge.outcome.kind !== 'refused' || edge.applied.length > 0),
  );
  const found = detection.findings.length;
  const others = namesOf(detection.look, ({ outcome }) => outcome.kind === 'drift').filter(
    (name) => name !== breakage.domainName,
  );
  const settled = namesOf(repaired.look, ({ outcome }) => outcome.kind === 'in-sync');
  return [
    ...expectationsOfCalls(acts),
    expectation('every domain with a plan is in sync', planned.length > 0 && isSame(planned, inSync), list(inSync)),
    expectation('every other domain is refused with a reason, and untouched', left.length === 0, list(left)),
    expectation('applying again writes nothing', again.writes + again.refusedWrites === 0, `${again.writes} writes`),
    expectation(
      'the change by hand is found, and nothing else',
      found > 0 && others.length === 0,
      `${found} findings, others: ${list(others)}`,
    ),
    expectation(
      'it is put back exactly',
      repaired.readBack !== undefined && JSON.stringify(repaired.readBack) === JSON.stringify(breakage.before),
      `${repaired.readBack?.viewers}; ${repaired.readBack?.toTheApi}`,
    ),
    expectation(
      'what may have been cached meanwhile is invalidated',
      repaired.invalidations.some((text) => text.endsWith('Completed')),
      list(repaired.invalidations),
    ),
    expectation('every edge is in sync in the end', isSame(planned, settled), list(settled)),
    ...expectationsOfBrokenEdge(acts.brokenEdge),
  ];
}

function expectationsOfCalls({ discovery, applied, callsAfter, breakage, repaired }: Acts): readonly Expectation[] {
  const { calls: before } = discovery;
  const failed = applied.watched.filter(({ answer }) => !isServed(answer));
  const ways = new Set(applied.watched.map(({ answer }) => answer.through));
  const isNew = (name: string) =>
    discovery.apiDomains.every((one) => one.domainName !== name || one.distribution === undefined);
  const made = namesOf(applied.look, ({ outcome, plan }) => outcome.kind === 'in-sync' && isNew(plan.domainName));
  const unproven = made.filter((name) => !['edge', 'dns'].every((through) => hasPassed(applied, name, through)));
  return [
    expectation(
      'at first http:// is refused, and https:// is served to who has a token',
      before.http.status === 'ECONNREFUSED' && isServed(before.https) && before.stranger.status === 401,
      seenOf(before),
    ),
    expectation(
      'while the records move, every call is served',
      failed.length === 0 && ways.size === 2,
      `${failed.length} stretches of failed calls, served by ${list([...ways])}`,
    ),
    expectation(
      'every new edge is proven, before its records move and through DNS',
      made.length > 0 && unproven.length === 0,
      list(unproven),
    ),
    expectation(
      'then http:// is redirected, and https:// is served through the edge with its Authorization',
      isRedirectedAndServed(callsAfter),
      seenOf(callsAfter),
    ),
    expectation(
      'broken by hand, it gives a stranger what was meant for a customer',
      breakage.calls.stranger.status === 200,
      seenOf(breakage.calls),
    ),
    expectation(
      'repaired, it serves as it did before it was broken',
      isRedirectedAndServed(repaired.calls),
      seenOf(repaired.calls),
    ),
  ];
}

function expectationsOfBrokenEdge({ before, refused, cured }: BrokenEdge): readonly Expectation[] {
  const hasFailed = refused.proofs.length > 0 && !refused.proofs.some(isPassed);
  return [
    expectation(
      'an edge that does not work is refused by its proof, and its records stay',
      hasFailed && refused.look?.outcome.kind === 'refused' && before?.dns === refused.readBack?.dns,
      `${refused.look?.outcome.kind}, ${refused.readBack?.dns}`,
    ),
    expectation('its callers are served meanwhile', isServed(refused.calls.https), seenOf(refused.calls)),
    expectation(
      'once it works it is proven, and gets the records',
      cured.proofs.length > 0 && cured.proofs.every(isPassed) && isRedirectedAndServed(cured.calls),
      seenOf(cured.calls),
    ),
  ];
}

function hasPassed({ proofs }: Application, name: string, through: string): boolean {
  return proofs.some((one) => one.subject.domainName === name && one.through === through && isPassed(one));
}

export function isRedirectedAndServed({ http, https, stranger }: Calls): boolean {
  const isRedirected = http.status === 301 && http.location === https.url;
  return isRedirected && https.through === 'CloudFront' && isServed(https) && stranger.status === 401;
}

export function seenOf({ http, https, stranger }: Calls): string {
  return `${http.status}, ${https.status} from ${https.through}, ${stranger.status} without a token`;
}

export function expectation(expected: string, isMet: boolean, seen: string): Expectation {
  return { expected, seen, met: isMet ? 'yes' : 'no' };
}

function namesOf(look: AccountLook, select: (edge: AccountLook['edges'][number]) => boolean): readonly string[] {
  return look.edges.filter(select).map(({ plan }) => plan.domainName);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join(' ') === b.toSorted().join(' ');
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
