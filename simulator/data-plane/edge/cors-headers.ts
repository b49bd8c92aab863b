import type { ResponseHeadersPolicyCorsConfig } from '@aws-sdk/client-cloudfront';
import { headerValue } from './header-list.ts';
import { wildcardExpression } from './path-pattern.ts';
import type { PolicyHeader } from './security-headers.ts';
import type { ViewerRequest } from './viewer-request.ts';

const ALL_METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';

/**
 * What a policy says to a request of another origin; nothing where it does not allow that origin.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-cors
 */
export function corsHeaders(
  config: ResponseHeadersPolicyCorsConfig | undefined,
  request: ViewerRequest,
): PolicyHeader[] {
  const origin = headerValue(request.headers, 'origin');
  const allowed = config && origin && allowedOrigin(config.AccessControlAllowOrigins?.Items ?? [], origin);
  if (config === undefined || !allowed) return [];
  const values = {
    'Access-Control-Allow-Origin': allowed,
    Vary: allowed === '*' ? undefined : 'Origin',
    'Access-Control-Allow-Credentials': config.AccessControlAllowCredentials ? 'true' : undefined,
    ...(isPreflight(request) ? preflightValues(config) : exposedValues(config)),
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, override: config.OriginOverride ?? false }],
  );
}

function allowedOrigin(patterns: readonly string[], origin: string): string | undefined {
  if (patterns.includes('*')) return '*';
  return patterns.some((pattern) => wildcardExpression(pattern).test(origin)) ? origin : undefined;
}

function isPreflight({ method, headers }: ViewerRequest): boolean {
  return method === 'OPTIONS' && headerValue(headers, 'access-control-request-method') !== undefined;
}

function preflightValues(config: ResponseHeadersPolicyCorsConfig): Record<string, string | undefined> {
  const methods = (config.AccessControlAllowMethods?.Items ?? []).join(', ');
  return {
    'Access-Control-Allow-Methods': methods === 'ALL' ? ALL_METHODS : methods,
    'Access-Control-Allow-Headers': (config.AccessControlAllowHeaders?.Items ?? []).join(', '),
    'Access-Control-Max-Age':
      config.AccessControlMaxAgeSec === undefined ? undefined : String(config.AccessControlMaxAgeSec),
  };
}

function exposedValues({
  AccessControlExposeHeaders,
}: ResponseHeadersPolicyCorsConfig): Record<string, string | undefined> {
  const names = AccessControlExposeHeaders?.Items ?? [];
  return { 'Access-Control-Expose-Headers': names.length === 0 ? undefined : names.join(', ') };
}
