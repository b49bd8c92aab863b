/**
 * What of a viewer's request reaches the origin, by policies or by the legacy settings.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
import type { Forwarding } from '../../model/distribution.ts';
import {
  type CachePolicy,
  type OriginRequestPolicy,
  selects,
  type ValueSelection,
} from '../../model/header-policies.ts';

export interface Forwarded {
  readonly header: (name: string) => boolean;
  readonly cookies: ValueSelection;
  readonly queryStrings: ValueSelection;
}

/** Removed or replaced by the legacy settings unless listed; every other header passes by itself. */
export const REMOVED_BY_LEGACY: readonly string[] = [
  'Accept',
  'Accept-Charset',
  'Accept-Language',
  'Authorization',
  'Expect',
  'Host',
  'Referer',
  'User-Agent',
  'X-HTTP-Method-Override',
];

/** A header reaches the origin when either policy selects it: the cache key is forwarded too. */
export function forwardedByPolicies(
  cachePolicy: CachePolicy,
  originRequestPolicy: OriginRequestPolicy | undefined,
): Forwarded {
  return {
    header: (name) =>
      selects(cachePolicy.headers, name) ||
      (originRequestPolicy !== undefined && selects(originRequestPolicy.headers, name)),
    cookies: widest(cachePolicy.cookies, originRequestPolicy?.cookies),
    queryStrings: widest(cachePolicy.queryStrings, originRequestPolicy?.queryStrings),
  };
}

export function forwardedByLegacy(forwarding: Extract<Forwarding, { kind: 'forwarded-values' }>): Forwarded {
  const listed = forwarding.headers.map((name) => name.toLowerCase());
  return {
    header: (name) =>
      listed.includes('*') ||
      listed.includes(name.toLowerCase()) ||
      !REMOVED_BY_LEGACY.some((removed) => removed.toLowerCase() === name.toLowerCase()),
    cookies: forwarding.cookies,
    queryStrings: forwarding.queryString === 'forwarded' ? 'all' : 'none',
  };
}

function widest(a: ValueSelection, b: ValueSelection | undefined): ValueSelection {
  if (a === 'all' || b === 'all') return 'all';
  return a === 'some' || b === 'some' ? 'some' : 'none';
}
