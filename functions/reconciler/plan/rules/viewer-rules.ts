import type { Certificate } from '../../model/certificate.ts';
import { type BehaviorAt, behaviorsOf, servedAs } from '../../model/distribution.ts';
import { TAG } from '../../model/tags.ts';
import { drifts, expectSetting, type Finding, passes, type RuleInputs, refuses } from './finding.ts';

export const MINIMUM_PROTOCOL_VERSION = 'ViewerCertificate.MinimumProtocolVersion';

/** Security policies from weakest to strongest. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const SECURITY_POLICIES = [
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.2_2025',
  'TLSv1.3_2025',
];

/** EDGE-01: every cache behavior redirects viewers to HTTPS, ordered behaviors too, whatever their origin. */
export function viewerProtocolPolicies({ edge, distribution }: RuleInputs): readonly Finding[] {
  return behaviorsOf(distribution.settings).map(({ path, behavior }: BehaviorAt) =>
    expectSetting('EDGE-01', `${path}.ViewerProtocolPolicy`, behavior.viewerProtocolPolicy, edge.viewerProtocolPolicy),
  );
}

/** EDGE-02: the chosen certificate is attached and served by SNI. */
export function viewerCertificate({ distribution }: RuleInputs, chosen: Certificate | undefined): readonly Finding[] {
  if (chosen === undefined) return [];
  const attached = distribution.settings.viewerCertificate;
  const before =
    attached.source === 'acm'
      ? attached.arn
      : attached.source === 'iam'
        ? attached.id
        : 'CloudFront default certificate';
  const method = attached.source === 'cloudfront' ? undefined : attached.sslSupportMethod;
  return [
    expectSetting('EDGE-02', 'ViewerCertificate.ACMCertificateArn', before, chosen.arn),
    expectSetting('EDGE-02', 'ViewerCertificate.SSLSupportMethod', method, 'sni-only'),
  ];
}

/**
 * EDGE-03: the minimum viewer protocol is what the owner chose, or newer. A newer one set by hand stays: this tool does not weaken TLS. Only
 * when the owner lowers a value that we set before (the tag says so) is it lowered.
 */
export function minimumProtocolVersion(inputs: RuleInputs, chosen: Certificate | undefined): readonly Finding[] {
  if (hasNoCertificate(inputs, chosen)) return [];
  const { edge, distribution } = inputs;
  const path = MINIMUM_PROTOCOL_VERSION;
  const attached = distribution.settings.viewerCertificate;
  const before = attached.source === 'cloudfront' ? 'TLSv1' : attached.minimumProtocolVersion;
  const wanted = edge.minimumProtocolVersion;
  const lowered = distribution.tags[TAG.minimumProtocolVersion] === before && before !== wanted;
  if (strength(before) >= strength(wanted) && !lowered) return [passes('EDGE-03', path, before)];
  if (staysDedicated(inputs, chosen)) {
    const detail = `is ${before} on dedicated IP addresses, which take nothing newer than TLSv1; set SSLSupportMethod to sni-only, or let EDGE-02 be enforced`;
    return [refuses('EDGE-03', path, detail)];
  }
  return [drifts('EDGE-03', path, before, wanted, [{ path, before, after: wanted }])];
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html: EDGE-02, which would change it, is not enforced or has no certificate. */
function staysDedicated({ distribution, modeOf }: RuleInputs, chosen: Certificate | undefined): boolean {
  const attached = distribution.settings.viewerCertificate;
  const isDedicated = attached.source !== 'cloudfront' && attached.sslSupportMethod !== 'sni-only';
  return isDedicated && (chosen === undefined || modeOf('EDGE-02') !== 'enforce');
}

/** CloudFront's own certificate is attached and none can replace it: no name and no minimum protocol can be set, which EDGE-02 says already. */
function hasNoCertificate({ distribution }: RuleInputs, chosen: Certificate | undefined): boolean {
  return chosen === undefined && distribution.settings.viewerCertificate.source === 'cloudfront';
}

/** A policy that is newer than this list counts as strongest: unknown is not weak. */
function strength(policy: string): number {
  const index = SECURITY_POLICIES.indexOf(policy);
  return index < 0 ? SECURITY_POLICIES.length : index;
}

/** EDGE-04: enabled, and the domain is among the alternate domain names. */
export function enabledAndNamed(inputs: RuleInputs, chosen: Certificate | undefined): readonly Finding[] {
  if (hasNoCertificate(inputs, chosen)) return [];
  const { edge, distribution } = inputs;
  const enabled = expectSetting('EDGE-04', 'Enabled', distribution.settings.enabled, true);
  const names = distribution.settings.alternateDomainNames;
  if (servedAs(distribution.settings, edge.domainName) !== undefined)
    return [enabled, passes('EDGE-04', 'Aliases', names)];
  // CloudFront takes a name only together with a certificate that covers it, which EDGE-02 says already.
  return chosen === undefined
    ? [enabled]
    : [enabled, expectSetting('EDGE-04', 'Aliases', names, [...names, edge.domainName].sort())];
}
