import type { AccountLook } from '../../functions/reconciler/model/look.ts';
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
  readonly again: Application;
  readonly breakage: Breakage;
  readonly detection: Detection;
  readonly repaired: Repair;
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
  ];
}

function expectation(expected: string, isMet: boolean, seen: string): Expectation {
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
