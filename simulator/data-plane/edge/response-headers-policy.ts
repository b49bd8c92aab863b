import type { ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';
import { corsHeaders } from './cors-headers.ts';
import { type HeaderList, headerValue, withHeader, withoutHeaders } from './header-list.ts';
import { type PolicyHeader, securityHeaders } from './security-headers.ts';
import type { ViewerRequest } from './viewer-request.ts';
import type { Visit } from './visit.ts';

/**
 * The headers of an answer after the behavior's response headers policy. CloudFront applies it to every answer of the behavior, its own errors and
 * redirects included, but never sets HSTS on plain HTTP.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function withResponseHeadersPolicy(headers: HeaderList, { behavior, served, request }: Visit): HeaderList {
  const policy = served.cloudFront.responseHeadersPolicies.get(behavior.ResponseHeadersPolicyId ?? '')?.config;
  return policy === undefined
    ? headers
    : headersOf(policy, request).reduce(withPolicyHeader, withoutRemoved(headers, policy));
}

/** In the place of a removed `Server`, CloudFront names itself. */
function withoutRemoved(headers: HeaderList, { RemoveHeadersConfig }: ResponseHeadersPolicyConfig): HeaderList {
  const removed = (RemoveHeadersConfig?.Items ?? []).map(({ Header = '' }) => Header.toLowerCase());
  const left = withoutHeaders(headers, ...removed);
  return removed.includes('server') ? withHeader(left, 'Server', 'CloudFront') : left;
}

function headersOf(policy: ResponseHeadersPolicyConfig, request: ViewerRequest): PolicyHeader[] {
  const custom = (policy.CustomHeadersConfig?.Items ?? []).map(({ Header = '', Value = '', Override = false }) => ({
    name: Header,
    value: Value,
    override: Override,
  }));
  const security = securityHeaders(policy.SecurityHeadersConfig).filter(
    ({ name }) => request.protocol === 'https' || name !== 'Strict-Transport-Security',
  );
  return [...corsHeaders(policy.CorsConfig, request), ...security, ...custom];
}

function withPolicyHeader(headers: HeaderList, { name, value, override }: PolicyHeader): HeaderList {
  return !override && headerValue(headers, name) !== undefined ? headers : withHeader(headers, name, value);
}
