import type { ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { requireCors } from './cors-rules.ts';
import { HEADER_NAME } from './header-list-rules.ts';
import { invalidArgument, requireMembers, requireRange } from './invalid-argument.ts';
import { requirePolicyName } from './policy-list-rules.ts';
import { present } from './present.ts';
import { requireConsistentQuantities, withoutEmptyItems } from './quantities.ts';
import { requireSecurityHeaders, securityHeadersDefaults } from './security-header-rules.ts';

const MAXIMUM_HEADERS = 10;

/** The response headers policy as AWS stores it, or the refusal. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
export function acceptResponseHeadersPolicy(
  sent: ResponseHeadersPolicyConfig | undefined,
): ResponseHeadersPolicyConfig {
  requireMembers({ ResponseHeadersPolicyConfig: sent }, ['ResponseHeadersPolicyConfig']);
  const config = responseHeadersPolicyDefaults(sent ?? { Name: undefined });
  requirePolicyName(config);
  requireConsistentQuantities(sent);
  requireContent(config);
  if (config.CorsConfig) requireCors(config.CorsConfig);
  if (config.SecurityHeadersConfig) requireSecurityHeaders(config.SecurityHeadersConfig);
  requireCustomHeaders(config.CustomHeadersConfig?.Items ?? []);
  requireRemovedHeaders(config.RemoveHeadersConfig?.Items ?? []);
  requireRange('SamplingRate', Math.ceil(config.ServerTimingHeadersConfig?.SamplingRate ?? 0), 0, 100);
  return config;
}

function responseHeadersPolicyDefaults(sent: ResponseHeadersPolicyConfig): ResponseHeadersPolicyConfig {
  return withoutEmptyItems({
    Name: undefined,
    Comment: '',
    ServerTimingHeadersConfig: { Enabled: false },
    CustomHeadersConfig: { Quantity: 0 },
    RemoveHeadersConfig: { Quantity: 0 },
    ...present(sent),
    ...(sent.SecurityHeadersConfig && { SecurityHeadersConfig: securityHeadersDefaults(sent.SecurityHeadersConfig) }),
  });
}

function requireContent(config: ResponseHeadersPolicyConfig): void {
  const isEmpty =
    config.CorsConfig === undefined &&
    Object.keys(config.SecurityHeadersConfig ?? {}).length === 0 &&
    config.ServerTimingHeadersConfig?.Enabled !== true &&
    !config.CustomHeadersConfig?.Quantity &&
    !config.RemoveHeadersConfig?.Quantity;
  if (isEmpty) throw invalidArgument('The response headers policy must contain at least one header.');
}

function requireCustomHeaders(
  headers: NonNullable<NonNullable<ResponseHeadersPolicyConfig['CustomHeadersConfig']>['Items']>,
): void {
  for (const header of headers) requireMembers(header, ['Header', 'Value', 'Override']);
  requireHeaders(
    'CustomHeaders',
    headers.map(({ Header = '' }) => Header),
  );
}

function requireRemovedHeaders(
  headers: NonNullable<NonNullable<ResponseHeadersPolicyConfig['RemoveHeadersConfig']>['Items']>,
): void {
  requireHeaders(
    'RemoveHeaders',
    headers.map(({ Header = '' }) => Header),
  );
}

function requireHeaders(kind: 'CustomHeaders' | 'RemoveHeaders', names: readonly string[]): void {
  if (names.length > MAXIMUM_HEADERS) {
    throw new ServiceError(
      `TooMany${kind}InResponseHeadersPolicy`,
      400,
      'The number of headers in the response headers policy exceeds the maximum. For more information, see Quotas (formerly known as limits) in the Amazon CloudFront Developer Guide.',
    );
  }
  const isUnique = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  if (isUnique && names.every((name) => HEADER_NAME.test(name))) return;
  throw invalidArgument(`The parameter ${kind} is not valid.`);
}
