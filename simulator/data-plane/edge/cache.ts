import { cacheKey, objectPath } from './cache-key.ts';
import { arrivesAt } from './edge-locations.ts';
import { type CachedObject, edgeState } from './edge-state.ts';
import type { AdmittedVisit } from './visit.ts';

/** What a location keeps for a request, fresh or expired; undefined when there is nothing, or it has been invalidated. */
export function findCached(visit: AdmittedVisit): CachedObject | undefined {
  if (!isCachedMethod(visit)) return undefined;
  const cache = cacheOf(visit);
  // A HEAD is answered from what a GET has brought.
  const methods = visit.request.method === 'HEAD' ? ['GET', 'HEAD'] : [visit.request.method];
  const found = methods.map((method) => cache.get(cacheKey(visit, method))).find((each) => each !== undefined);
  return found === undefined || isInvalidated(found, visit) ? undefined : found;
}

export type Storable = Pick<CachedObject, 'status' | 'headers' | 'body' | 'isError'>;

/** Keeps an answer for so many seconds; in the place of `earlier`, if there was one. */
export function store(visit: AdmittedVisit, answer: Storable, seconds: number, earlier?: CachedObject): void {
  const { status, headers, body, isError } = answer;
  const now = visit.ground.simulator.clock.now();
  keep(visit, {
    key: earlier?.key ?? cacheKey(visit, visit.request.method),
    path: objectPath(visit),
    isError,
    status,
    headers,
    body,
    storedAt: now,
    expiresAt: now + seconds * 1000,
    seenInvalidations: arrivedInvalidations(visit).map(({ id }) => id),
  });
}

/** Serves an expired object for some more seconds, as old as it is. */
export function keepLonger(visit: AdmittedVisit, cached: CachedObject, seconds: number): void {
  keep(visit, { ...cached, expiresAt: visit.ground.simulator.clock.now() + seconds * 1000 });
}

/** GET and HEAD always, OPTIONS where the behavior says so. A part of an object is asked of the origin. */
export function isCachedMethod({ request, behavior }: AdmittedVisit): boolean {
  if (request.headers.some(([name]) => name.toLowerCase() === 'range')) return false;
  const cached: readonly string[] = behavior.AllowedMethods?.CachedMethods?.Items ?? [];
  return cached.includes(request.method);
}

function keep(visit: AdmittedVisit, object: CachedObject): void {
  cacheOf(visit).set(object.key, object);
}

function cacheOf({ location, ground }: AdmittedVisit): Map<string, CachedObject> {
  const { caches } = ground.simulator.world.state(edgeState, '*');
  const cache = caches.get(location.pop) ?? new Map<string, CachedObject>();
  caches.set(location.pop, cache);
  return cache;
}

function isInvalidated({ path, seenInvalidations }: CachedObject, visit: AdmittedVisit): boolean {
  return arrivedInvalidations(visit)
    .filter(({ id }) => !seenInvalidations.includes(id))
    .some(({ batch }) => (batch.Paths?.Items ?? []).some((invalidated) => isNamed(invalidated, path)));
}

function arrivedInvalidations({ served, location, ground }: AdmittedVisit) {
  const { distribution, cloudFront } = served;
  const now = ground.simulator.clock.now();
  return [...distribution.invalidations.values()].filter(
    ({ createTime }) => arrivesAt(location, createTime.getTime(), cloudFront.invalidationSeconds) <= now,
  );
}

/** A wildcard stands at the end only. */
function isNamed(invalidated: string, path: string): boolean {
  return invalidated.endsWith('*') ? path.startsWith(invalidated.slice(0, -1)) : path === invalidated;
}
