import type { ResponseHeadersPolicySecurityHeadersConfig } from '@aws-sdk/client-cloudfront';

/** A header that a policy sets: over the origin's own, or only where the origin sets none. */
export interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-security
 */
export function securityHeaders(config: ResponseHeadersPolicySecurityHeadersConfig | undefined): PolicyHeader[] {
  const { XSSProtection, FrameOptions, ReferrerPolicy, ContentTypeOptions, ContentSecurityPolicy } = config ?? {};
  return [
    header('Strict-Transport-Security', config?.StrictTransportSecurity, hsts(config?.StrictTransportSecurity)),
    header('X-XSS-Protection', XSSProtection, xss(XSSProtection)),
    header('X-Frame-Options', FrameOptions, FrameOptions?.FrameOption),
    header('Referrer-Policy', ReferrerPolicy, ReferrerPolicy?.ReferrerPolicy),
    header('X-Content-Type-Options', ContentTypeOptions, 'nosniff'),
    header('Content-Security-Policy', ContentSecurityPolicy, ContentSecurityPolicy?.ContentSecurityPolicy),
  ].flat();
}

type Hsts = ResponseHeadersPolicySecurityHeadersConfig['StrictTransportSecurity'];
type Xss = ResponseHeadersPolicySecurityHeadersConfig['XSSProtection'];

function header(
  name: string,
  setting: { readonly Override: boolean | undefined } | undefined,
  value: string | undefined,
): PolicyHeader[] {
  return setting === undefined || value === undefined ? [] : [{ name, value, override: setting.Override ?? false }];
}

function hsts(setting: Hsts): string | undefined {
  if (setting === undefined) return undefined;
  const flags = [setting.IncludeSubdomains && 'includeSubDomains', setting.Preload && 'preload'].filter(Boolean);
  return [`max-age=${setting.AccessControlMaxAgeSec}`, ...flags].join('; ');
}

function xss(setting: Xss): string {
  if (!setting?.Protection) return '0';
  const report = setting.ReportUri ? `; report=${setting.ReportUri}` : '';
  return `1${setting.ModeBlock ? '; mode=block' : ''}${report}`;
}
