import {
  FrameOptionsList,
  ReferrerPolicyList,
  type ResponseHeadersPolicySecurityHeadersConfig,
} from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { invalidArgument, requireMembers, requireOneOf, requireRange } from './invalid-argument.ts';
import { present } from './present.ts';

const MAXIMUM_CSP = 1783;

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicySecurityHeadersConfig.html */
export function requireSecurityHeaders(headers: ResponseHeadersPolicySecurityHeadersConfig): void {
  requireStrictTransportSecurity(headers.StrictTransportSecurity);
  requireXssProtection(headers.XSSProtection);
  requireContentSecurityPolicy(headers.ContentSecurityPolicy);
  if (headers.ContentTypeOptions) requireMembers(headers.ContentTypeOptions, ['Override']);
  if (headers.FrameOptions) requireMembers(headers.FrameOptions, ['FrameOption', 'Override']);
  if (headers.ReferrerPolicy) requireMembers(headers.ReferrerPolicy, ['ReferrerPolicy', 'Override']);
  requireOneOf('FrameOption', headers.FrameOptions?.FrameOption, FrameOptionsList);
  requireOneOf('ReferrerPolicy', headers.ReferrerPolicy?.ReferrerPolicy, ReferrerPolicyList);
}

/** The flags that AWS answers although they were not sent. */
export function securityHeadersDefaults(
  headers: ResponseHeadersPolicySecurityHeadersConfig,
): ResponseHeadersPolicySecurityHeadersConfig {
  const { StrictTransportSecurity: hsts, XSSProtection: xss } = headers;
  return {
    ...headers,
    ...(hsts && { StrictTransportSecurity: { ...hsts, IncludeSubdomains: false, Preload: false, ...present(hsts) } }),
    ...(xss && { XSSProtection: { ...xss, ModeBlock: false, ...present(xss) } }),
  };
}

function requireStrictTransportSecurity(
  hsts: ResponseHeadersPolicySecurityHeadersConfig['StrictTransportSecurity'],
): void {
  if (hsts === undefined) return;
  requireMembers(hsts, ['AccessControlMaxAgeSec', 'Override']);
  requireRange('AccessControlMaxAgeSec', hsts.AccessControlMaxAgeSec, 0, 2_147_483_647);
}

function requireXssProtection(xss: ResponseHeadersPolicySecurityHeadersConfig['XSSProtection']): void {
  if (xss === undefined) return;
  requireMembers(xss, ['Protection', 'Override']);
  if (xss.ModeBlock && xss.ReportUri) {
    throw invalidArgument('The parameter ReportUri cannot be used when ModeBlock is true.');
  }
}

function requireContentSecurityPolicy(csp: ResponseHeadersPolicySecurityHeadersConfig['ContentSecurityPolicy']): void {
  if (csp === undefined) return;
  requireMembers(csp, ['ContentSecurityPolicy', 'Override']);
  if ((csp.ContentSecurityPolicy ?? '').length <= MAXIMUM_CSP) return;
  throw new ServiceError(
    'TooLongCSPInResponseHeadersPolicy',
    400,
    'The length of the Content-Security-Policy header value in the response headers policy exceeds the maximum. For more information, see Quotas (formerly known as limits) in the Amazon CloudFront Developer Guide.',
  );
}
