import type { CustomErrorResponse } from '@aws-sdk/client-cloudfront';
import type { Caching } from './forwarding.ts';
import { type HeaderList, headerValue, listItems } from './header-list.ts';

const ALWAYS_CACHED_ERRORS = [404, 414, 500, 501, 502, 503, 504];
/** Only when the origin says for how long. */
const CACHED_ERRORS_ON_DEMAND = [400, 403, 405, 412, 415];
const ERROR_CACHING_SECONDS = 10;
const UNSTORED = ['no-cache', 'no-store', 'private'];

/**
 * For how many seconds an object is served without asking the origin.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
 */
export function objectSeconds(headers: HeaderList, { minTtl, defaultTtl, maxTtl }: Caching, now: number): number {
  const directives = listItems(headerValue(headers, 'cache-control'));
  if (UNSTORED.some((each) => directives.includes(each))) return minTtl;
  const wanted = maxAge(directives) ?? secondsUntil(headerValue(headers, 'expires'), now);
  return wanted === undefined ? Math.max(minTtl, defaultTtl) : Math.min(Math.max(wanted, minTtl), maxTtl);
}

/** Whether an object may be kept at all. Partial content is not, a temporary redirect only when the origin says so. */
export function isStorable(status: number, headers: HeaderList, { minTtl }: Caching): boolean {
  const cacheControl = headerValue(headers, 'cache-control');
  if (status === 206 || status === 304 || status >= 400) return false;
  if (status === 307 || status === 308) return cacheControl !== undefined;
  return minTtl > 0 || !listItems(cacheControl).some((each) => each === 'no-store' || each === 'private');
}

/**
 * For how many seconds an error is repeated without asking the origin; 0 when it is not.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html#HTTPStatusCodes-cached-errors
 */
export function errorSeconds(status: number, headers: HeaderList, custom: CustomErrorResponse | undefined): number {
  const asked = maxAge(listItems(headerValue(headers, 'cache-control')));
  const isCached =
    ALWAYS_CACHED_ERRORS.includes(status) || (CACHED_ERRORS_ON_DEMAND.includes(status) && asked !== undefined);
  return isCached ? Math.max(custom?.ErrorCachingMinTTL ?? ERROR_CACHING_SECONDS, asked ?? 0) : 0;
}

/** The directive for shared caches wins. */
function maxAge(directives: readonly string[]): number | undefined {
  const seconds = (name: string) => directives.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const found = seconds('s-maxage') ?? seconds('max-age');
  return found === undefined || !/^"?\d+"?$/.test(found) ? undefined : Number(found.replaceAll('"', ''));
}

/** A date that cannot be read has passed. */
function secondsUntil(expires: string | undefined, now: number): number | undefined {
  if (expires === undefined) return undefined;
  const at = Date.parse(expires);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.floor((at - now) / 1000));
}
