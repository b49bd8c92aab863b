import { generateCloudFrontHeaders } from './cloudfront-headers.ts';
import { chosenCookies, chosenQuery, normalizedEncoding } from './forwarded-parts.ts';
import { headerValue } from './header-list.ts';
import type { AdmittedVisit } from './visit.ts';

/**
 * What one cached object is told from another by: the distribution, the path and what the settings name. The protocol is not part of it unless
 * `CloudFront-Forwarded-Proto` is named, nor the origin, nor the alternate domain name that was asked for, unless `Host` is named.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
export function cacheKey(visit: AdmittedVisit, method: string): string {
  const { served, request, forwarding, path } = visit;
  return JSON.stringify([
    served.distribution.id,
    method,
    path,
    chosenQuery(request, forwarding.keysQuery),
    forwarding.keyHeaders.map((name) => [name, keyHeader(name, visit)]),
    chosenCookies(request, forwarding.keysCookie) ?? '',
    normalizedEncoding(request, forwarding) ?? '',
  ]);
}

/** The path that an invalidation has to name. */
export function objectPath({ request, forwarding, path }: AdmittedVisit): string {
  const query = chosenQuery(request, forwarding.keysQuery);
  return `${path}${query && `?${query}`}`;
}

function keyHeader(name: string, { request }: AdmittedVisit): string {
  if (name === 'host') return request.host;
  const [generated] = generateCloudFrontHeaders([name], request);
  return generated?.[1] ?? headerValue(request.headers, name) ?? '';
}
