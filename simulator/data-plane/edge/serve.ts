import { askOrigin, type OriginResponse } from './ask-origin.ts';
import { findCached, isCachedMethod, keepLonger, store } from './cache.ts';
import { customErrorFor, withCustomErrorPage } from './custom-error-page.ts';
import type { EdgeResponse } from './edge-response.ts';
import type { CachedObject } from './edge-state.ts';
import { errorPage } from './error-page.ts';
import { asRevalidation, forwardRequest } from './forward-request.ts';
import { fromOrigin } from './from-origin.ts';
import { withHeader, withoutHeaders } from './header-list.ts';
import { isUnmodified } from './not-modified.ts';
import { OriginFailure } from './origin-connection.ts';
import { errorSeconds, isStorable, objectSeconds } from './time-to-live.ts';
import type { AdmittedVisit } from './visit.ts';

/** The answer to a visit that was let through: out of the location's cache while it is fresh there, else from the origin. */
export async function serve(visit: AdmittedVisit): Promise<EdgeResponse> {
  const cached = findCached(visit);
  if (cached !== undefined && visit.ground.simulator.clock.now() < cached.expiresAt) return fromCache(cached, visit);

  const object = cached?.isError ? undefined : cached;
  const answer = await fetchObject(visit, object);
  if (answer.status === 304 && object !== undefined) return refresh(visit, object, answer);
  if (answer.status >= 400) return serveError(visit, answer, object);
  const { caching } = visit.forwarding;
  if (caching.storesObjects && isCachedMethod(visit) && isStorable(answer.status, answer.headers, caching)) {
    store(visit, { ...answer, isError: false }, secondsOf(visit, answer));
  }
  return { ...answer, xCache: 'Miss from cloudfront' };
}

/** The origin's answer, or the page by which CloudFront says that there was none. */
async function fetchObject(visit: AdmittedVisit, expired: CachedObject | undefined): Promise<OriginResponse> {
  const request = forwardRequest(visit);
  try {
    const asked = expired === undefined ? request : asRevalidation(request, expired.headers);
    return fromOrigin(await askOrigin(asked, visit), visit);
  } catch (error) {
    if (error instanceof OriginFailure) return errorPage(error.status, error.message, visit.requestId);
    throw error;
  }
}

function fromCache({ status, headers, body, isError, storedAt }: CachedObject, visit: AdmittedVisit): EdgeResponse {
  const age = Math.floor((visit.ground.simulator.clock.now() - storedAt) / 1000);
  const aged = withHeader(headers, 'Age', String(age));
  if (isError) return { status, headers: aged, body, xCache: 'Error from cloudfront' };
  return isUnmodified(visit.request, headers)
    ? {
        status: 304,
        headers: withoutHeaders(aged, 'content-length'),
        body: Buffer.alloc(0),
        xCache: 'Hit from cloudfront',
      }
    : { status, headers: aged, body, xCache: 'Hit from cloudfront' };
}

/** The origin has confirmed the object: its time starts anew. */
function refresh(visit: AdmittedVisit, object: CachedObject, confirmation: OriginResponse): EdgeResponse {
  const newer = withoutHeaders(confirmation.headers, 'content-length');
  const kept = withoutHeaders(object.headers, ...newer.map(([name]) => name));
  const refreshed = { ...object, headers: [...kept, ...newer] };
  store(visit, refreshed, secondsOf(visit, refreshed), object);
  return { ...refreshed, xCache: 'RefreshHit from cloudfront' };
}

/** While the origin is in trouble, an expired object is better than none. */
async function serveError(
  visit: AdmittedVisit,
  answer: OriginResponse,
  expired: CachedObject | undefined,
): Promise<EdgeResponse> {
  const seconds = errorSeconds(answer.status, answer.headers, customErrorFor(answer.status, visit));
  if (answer.status >= 500 && expired !== undefined) {
    keepLonger(visit, expired, seconds);
    return fromCache(expired, visit);
  }
  const shown = await withCustomErrorPage(visit, answer, serve);
  if (visit.forwarding.caching.storesErrors && isCachedMethod(visit) && seconds > 0) {
    store(visit, { ...shown, isError: true }, seconds);
  }
  return { ...shown, xCache: 'Error from cloudfront' };
}

function secondsOf({ forwarding, ground }: AdmittedVisit, { headers }: Pick<OriginResponse, 'headers'>): number {
  return objectSeconds(headers, forwarding.caching, ground.simulator.clock.now());
}
