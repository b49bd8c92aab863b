import type { Certificate } from '../model/certificate.ts';
import { desiredToTags } from '../model/desired-tags.ts';
import type { DistributionSettings, Origin } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { HeaderPolicies } from '../model/header-policies.ts';
import { CACHING_DISABLED } from '../model/managed-policies.ts';
import { ownerToTag } from '../model/owner-tags.ts';
import type { FieldChange, FieldValue, Step } from '../model/plan.ts';
import type { Reason } from '../model/rules.ts';
import type { DistributionPlan } from './distribution.ts';
import { newHeadersTag } from './former-headers.ts';
import { type AuthorizationInPolicies, fallbackTag } from './header-allowlist.ts';
import { describeHsts, type PolicyRef, responseHeadersPolicy } from './header-policies.ts';
import { stageNotes } from './hsts-notes.ts';
import { type HstsStage, stepTag } from './hsts-stage.ts';
import type { OriginWanted } from './origin.ts';
import { newOriginHeader, type WantedSecret } from './origin-secret.ts';
import { ORIGIN_ID } from './own-origins.ts';
import { EMPTY_PART, READY, reasonsOf, verdict } from './part-plan.ts';
import { ALL_METHODS } from './rules/behavior-rules.ts';

interface CreationInputs {
  readonly edge: DesiredEdge;
  readonly origin: Extract<OriginWanted, { kind: 'origin' }>;
  readonly policies: HeaderPolicies;
  readonly policyUsesElsewhere: Readonly<Record<string, number>>;
  readonly hsts: HstsStage;
  readonly originRequestPolicy: PolicyRef;
  readonly certificate: Certificate | undefined;
  readonly authorization: AuthorizationInPolicies;
  readonly originSecret: WantedSecret | undefined;
}

/** A whole distribution, right from the start. Without a certificate nothing is made: CloudFront would refuse the name. */
export function createDistribution(inputs: CreationInputs): DistributionPlan {
  const { edge, certificate, originRequestPolicy, policies } = inputs;
  const subject = `distribution for ${edge.domainName}`;
  // The name is on no distribution, which is EDGE-04's word; the other rules have nothing to judge yet.
  const verdicts = [verdict('EDGE-04', 'drift', subject, { before: 'none', after: 'created' })];
  if (certificate === undefined) return { part: { ...EMPTY_PART, verdicts }, newPolicies: [] };

  const { setting } = inputs.hsts;
  const hsts = setting === undefined ? undefined : responseHeadersPolicy(setting, policies, inputs.policyUsesElsewhere);
  const settings = newSettings(inputs, certificate, hsts?.id);
  const changes = creationChanges(settings, inputs);
  const step: Step = {
    part: 'distribution',
    action: 'create',
    target: subject,
    settings,
    tags: {
      ...desiredToTags(edge),
      ...fallbackTag(inputs.authorization),
      ...stepTag(inputs.hsts),
      ...newHeadersTag(changes),
    },
    callerReference: `secure-api-edge/${edge.domainName}/${ownerToTag(edge.owner)}`,
    changes,
    because: reasonsOf(changes),
    state: READY,
  };
  const newPolicies = [originRequestPolicy.missing, hsts?.missing].filter((missing) => missing !== undefined);
  return { part: { ...EMPTY_PART, steps: [step], verdicts, notes: stageNotes(edge, inputs.hsts) }, newPolicies };
}

function newSettings(
  { edge, origin, originRequestPolicy }: CreationInputs,
  certificate: Certificate,
  responseHeadersPolicyId: string | undefined,
): DistributionSettings {
  return {
    enabled: true,
    comment: `secure-api-edge: ${edge.domainName}`.slice(0, 128),
    alternateDomainNames: [edge.domainName],
    ipv6: 'on',
    // Distributions that share a certificate must agree on this: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
    httpVersion: 'http2',
    priceClass: edge.priceClass ?? 'PriceClass_All',
    webAclId: edge.webAclArn ?? '',
    viewerCertificate: {
      source: 'acm',
      arn: certificate.arn,
      minimumProtocolVersion: edge.minimumProtocolVersion,
      sslSupportMethod: 'sni-only',
    },
    origins: [newOrigin(origin)],
    originGroups: [],
    defaultCacheBehavior: {
      targetOriginId: ORIGIN_ID,
      viewerProtocolPolicy: edge.viewerProtocolPolicy,
      allowedMethods: ALL_METHODS,
      forwarding: { kind: 'policies', cachePolicyId: CACHING_DISABLED, originRequestPolicyId: originRequestPolicy.id },
      responseHeadersPolicyId,
    },
    cacheBehaviors: [],
    customErrorResponses: [],
  };
}

function newOrigin(origin: CreationInputs['origin']): Origin {
  return {
    id: ORIGIN_ID,
    domainName: origin.domainName,
    path: origin.path,
    customHeaders: [],
    custom: { protocolPolicy: 'https-only', sslProtocols: ['TLSv1.2'] },
  };
}

/** The new settings as a person approves them: CloudFront's paths, what they get and why. */
function creationChanges(
  settings: DistributionSettings,
  { edge, origin, originRequestPolicy, hsts, originSecret }: CreationInputs,
): readonly FieldChange[] {
  const change = (path: string, after: FieldValue, ...because: readonly Reason[]) => ({
    path,
    before: undefined,
    after,
    because,
  });
  const { defaultCacheBehavior: behavior, viewerCertificate: certificate } = settings;
  const served = certificate.source === 'acm' ? certificate : undefined;
  const custom = `Origins[${ORIGIN_ID}].CustomOriginConfig`;
  return [
    change('Enabled', true, 'EDGE-04'),
    change('Aliases', settings.alternateDomainNames, 'EDGE-04'),
    change('ViewerCertificate.ACMCertificateArn', served?.arn, 'EDGE-02'),
    change('ViewerCertificate.SSLSupportMethod', served?.sslSupportMethod, 'EDGE-02'),
    change('ViewerCertificate.MinimumProtocolVersion', served?.minimumProtocolVersion, 'EDGE-03'),
    change(`Origins[${ORIGIN_ID}].DomainName`, origin.domainName, 'EDGE-07'),
    ...(origin.path === '' ? [] : [change(`Origins[${ORIGIN_ID}].OriginPath`, origin.path, 'EDGE-12')]),
    change(`${custom}.OriginProtocolPolicy`, 'https-only', 'EDGE-05'),
    change(`${custom}.OriginSslProtocols`, ['TLSv1.2'], 'EDGE-06'),
    ...newOriginHeader(ORIGIN_ID, originSecret),
    change('DefaultCacheBehavior.ViewerProtocolPolicy', behavior.viewerProtocolPolicy, 'EDGE-01'),
    change('DefaultCacheBehavior.AllowedMethods', behavior.allowedMethods, 'EDGE-10'),
    change('DefaultCacheBehavior.CachePolicyId', 'Managed-CachingDisabled', 'EDGE-11'),
    change('DefaultCacheBehavior.OriginRequestPolicyId', originRequestPolicy.name, 'EDGE-07', 'EDGE-08', 'EDGE-09'),
    ...(hsts.setting === undefined
      ? []
      : [change('DefaultCacheBehavior.ResponseHeadersPolicyId', describeHsts(hsts.setting), 'EDGE-13')]),
    ...(edge.priceClass === undefined ? [] : [change('PriceClass', edge.priceClass, 'asked-for')]),
    ...(edge.webAclArn === undefined ? [] : [change('WebACLId', edge.webAclArn, 'asked-for')]),
  ];
}
