import {
  type CookiePreference,
  type DefaultCacheBehavior,
  type ForwardedValues,
  ItemSelection,
} from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { requireListableHeaders } from './header-list-rules.ts';
import { invalidArgument, requireMembers, requireOneOf } from './invalid-argument.ts';

const LEGACY_MEMBERS = ['ForwardedValues', 'MinTTL', 'DefaultTTL', 'MaxTTL'] as const;
const MAXIMUM_HEADERS = 10;

/** A behavior takes its cache key and times either from a cache policy or from its own legacy members. */
export function requireCaching(behavior: DefaultCacheBehavior): void {
  if (behavior.CachePolicyId) requireNoLegacyMembers(behavior);
  else requireLegacyMembers(behavior);
}

function requireLegacyMembers(behavior: DefaultCacheBehavior): void {
  if (behavior.OriginRequestPolicyId) {
    throw invalidArgument('The parameter OriginRequestPolicyId cannot be used without a cache policy.');
  }
  requireMembers(behavior, ['MinTTL', 'ForwardedValues']);
  if (behavior.ForwardedValues) requireForwardedValues(behavior.ForwardedValues, Number(behavior.MinTTL));
  requireOrder(behavior);
}

function requireNoLegacyMembers(behavior: DefaultCacheBehavior): void {
  const legacy = LEGACY_MEMBERS.find((name) => behavior[name] !== undefined);
  if (legacy === undefined) return;
  throw invalidArgument(
    `The parameter ${legacy} cannot be used when a cache policy is associated to the cache behavior.`,
  );
}

function requireForwardedValues(forwarded: ForwardedValues, minTtl: number): void {
  requireMembers(forwarded, ['QueryString', 'Cookies']);
  requireCookies(forwarded.Cookies);
  const headers = forwarded.Headers?.Items ?? [];
  if (headers.length > MAXIMUM_HEADERS) {
    throw new ServiceError(
      'TooManyHeadersInForwardedValues',
      400,
      'Your request contains too many headers in forwarded values.',
    );
  }
  requireListableHeaders(headers);
  if (!headers.includes('*')) return;
  if (headers.length > 1) throw invalidArgument('The parameter Headers contains * that must be the only item.');
  if (minTtl !== 0)
    throw invalidArgument('The parameter MinTTL must be 0 when all headers are forwarded to the origin.');
}

function requireCookies(cookies: CookiePreference | undefined): void {
  requireMembers(cookies, ['Forward']);
  requireOneOf('Forward', cookies?.Forward, ItemSelection);
  const names = cookies?.WhitelistedNames?.Items ?? [];
  if ((cookies?.Forward === 'whitelist') === names.length > 0) return;
  throw new ServiceError(
    'InvalidForwardCookies',
    400,
    "Your request contains forward cookies option which doesn't match with the expectation for the whitelisted list of cookie names. Either list of cookie names has been specified when not allowed or list of cookie names is missing when expected.",
  );
}

function requireOrder({ MinTTL = 0, DefaultTTL = 0, MaxTTL = 0 }: DefaultCacheBehavior): void {
  if (MinTTL >= 0 && MinTTL <= DefaultTTL && DefaultTTL <= MaxTTL) return;
  throw new ServiceError(
    'InvalidTTLOrder',
    400,
    'MinTTL, MaxTTL and DefaultTTL should follow order MinTTL less than or equal to DefaultTTL less than or equal to MaxTTL',
  );
}
