import {
  type OriginRequestPolicyConfig,
  OriginRequestPolicyCookieBehavior,
  OriginRequestPolicyHeaderBehavior,
  OriginRequestPolicyQueryStringBehavior,
} from '@aws-sdk/client-cloudfront';
import { notAllowed } from './header-list-rules.ts';
import { requireMembers, requireOneOf } from './invalid-argument.ts';
import { originRequestPolicyKind } from './policy-kind.ts';
import { requireList, requirePolicyLists, requirePolicyName } from './policy-list-rules.ts';
import { requireConsistentQuantities, withoutEmptyItems } from './quantities.ts';
import type { CloudFrontState } from './state.ts';

/** The origin request policy as AWS stores it, or the refusal. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html */
export function acceptOriginRequestPolicy(
  sent: OriginRequestPolicyConfig | undefined,
  state: CloudFrontState,
): OriginRequestPolicyConfig {
  requireMembers({ OriginRequestPolicyConfig: sent }, ['OriginRequestPolicyConfig']);
  requireMembers(sent, ['HeadersConfig', 'CookiesConfig', 'QueryStringsConfig']);
  const config = withoutEmptyItems({ Comment: '', ...sent }) as OriginRequestPolicyConfig;
  requirePolicyName(config);
  requireConsistentQuantities(sent);
  requireBehaviors(config);
  requireLists(config);
  requireAllowedHeaders(config.HeadersConfig, state);
  return config;
}

function requireBehaviors({ HeadersConfig, CookiesConfig, QueryStringsConfig }: OriginRequestPolicyConfig): void {
  requireMembers(HeadersConfig, ['HeaderBehavior']);
  requireMembers(CookiesConfig, ['CookieBehavior']);
  requireMembers(QueryStringsConfig, ['QueryStringBehavior']);
  requireOneOf('HeaderBehavior', HeadersConfig?.HeaderBehavior, OriginRequestPolicyHeaderBehavior);
  requireOneOf('CookieBehavior', CookiesConfig?.CookieBehavior, OriginRequestPolicyCookieBehavior);
  requireOneOf('QueryStringBehavior', QueryStringsConfig?.QueryStringBehavior, OriginRequestPolicyQueryStringBehavior);
}

function requireLists({ HeadersConfig, CookiesConfig, QueryStringsConfig }: OriginRequestPolicyConfig): void {
  requireList('Headers', HeadersConfig?.HeaderBehavior, HeadersConfig?.Headers);
  requireList('Cookies', CookiesConfig?.CookieBehavior, CookiesConfig?.Cookies);
  requireList('QueryStrings', QueryStringsConfig?.QueryStringBehavior, QueryStringsConfig?.QueryStrings);
  requirePolicyLists(originRequestPolicyKind, {
    headers: HeadersConfig?.Headers,
    cookies: CookiesConfig?.Cookies,
    queryStrings: QueryStringsConfig?.QueryStrings,
  });
}

function requireAllowedHeaders(config: OriginRequestPolicyConfig['HeadersConfig'], state: CloudFrontState): void {
  const headers = config?.Headers?.Items ?? [];
  const isListed = config?.HeaderBehavior === 'whitelist';
  const authorization = headers.find((header) => header.toLowerCase() === 'authorization');
  if (isListed && authorization !== undefined && state.refuseAuthorizationInOriginRequestPolicies) {
    throw notAllowed(authorization);
  }
  if (config?.HeaderBehavior !== 'allViewerAndWhitelistCloudFront') return;
  const foreign = headers.find((header) => !header.toLowerCase().startsWith('cloudfront-'));
  if (foreign !== undefined) throw notAllowed(foreign);
}
