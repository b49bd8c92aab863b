import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import { defaultEdge } from '../../../functions/reconciler/model/edge.ts';
import type { HeaderPolicies } from '../../../functions/reconciler/model/header-policies.ts';
import type { EdgeLook, EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import {
  ALL_VIEWER,
  CACHING_DISABLED,
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
} from '../../../functions/reconciler/model/managed-policies.ts';
import { domainNameFromAws } from '../../../functions/reconciler/model/names.ts';
import { ABSENT, present } from '../../../functions/reconciler/model/observed.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import type { Step } from '../../../functions/reconciler/model/plan.ts';

export const API = domainNameFromAws('api.example.com');
const REGIONAL = domainNameFromAws('d-abc123def4.execute-api.eu-west-1.amazonaws.com');
const CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

export const OWN_POLICY = {
  id: 'own-policy',
  name: 'secure-api-edge-1f2e',
  headers: { kind: 'only', names: ['origin', 'authorization'] },
  cookies: 'all',
  queryStrings: 'all',
} as const;

/** The last look at an edge in front of api.example.com, and what it ended in. */
export function edgeLook(outcome: Outcome, distribution: Distribution = edgeDistribution()): EdgeLook {
  const target: EdgeTarget = { kind: 'wanted', edge: defaultEdge(API, { kind: 'remediator' }) };
  return {
    target,
    observed: {
      domainName: API,
      regions: [],
      policyUsesElsewhere: {},
      now: '2026-09-01T10:15:00.000Z',
      apiDomains: ABSENT,
      certificates: ABSENT,
      requestedCertificates: ABSENT,
      headerPolicies: present(policies()),
      distribution: present(distribution),
      apiStages: {},
      originSecret: ABSENT,
      nameHolders: ABSENT,
      aliasRecords: ABSENT,
    },
    plan: { domainName: API, steps: [], verdicts: [], refusals: [], notes: [] },
    outcome,
    applied: [],
  };
}

/** A distribution with one behavior in front of the API's regional endpoint. */
export function edgeDistribution(settings: Partial<Distribution['settings']> = {}): Distribution {
  return {
    id: 'E1EXAMPLE',
    arn: 'arn:aws:cloudfront::111111111111:distribution/E1EXAMPLE',
    domainName: domainNameFromAws('d111111abcdef8.cloudfront.net'),
    etag: 'E2TAG',
    status: 'Deployed',
    tags: {},
    leftAlone: undefined,
    pricingPlan: ABSENT,
    settings: {
      enabled: true,
      comment: '',
      alternateDomainNames: [API],
      ipv6: 'on',
      httpVersion: 'http2',
      priceClass: 'PriceClass_All',
      webAclId: '',
      viewerCertificate: {
        source: 'acm',
        arn: CERTIFICATE,
        minimumProtocolVersion: 'TLSv1.2_2021',
        sslSupportMethod: 'sni-only',
      },
      originGroups: [],
      origins: [{ id: 'api', domainName: REGIONAL, path: '', customHeaders: [], custom: undefined }],
      defaultCacheBehavior: behaviorTo('api', OWN_POLICY.id),
      cacheBehaviors: [],
      customErrorResponses: [],
      ...settings,
    },
  };
}

export function behaviorTo(originId: string, originRequestPolicyId: string = ALL_VIEWER) {
  return {
    targetOriginId: originId,
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: [],
    forwarding: { kind: 'policies', cachePolicyId: CACHING_DISABLED, originRequestPolicyId },
    responseHeadersPolicyId: undefined,
  } as const;
}

/** A step of which only what a person reads matters. */
export function step(target: string): Step {
  return { part: 'distribution', action: 'wait', target, changes: [], because: [], state: { kind: 'ready' } };
}

function policies(): HeaderPolicies {
  return {
    cachePolicies: MANAGED_CACHE_POLICIES,
    originRequestPolicies: [...MANAGED_ORIGIN_REQUEST_POLICIES, OWN_POLICY],
    responseHeadersPolicies: [],
  };
}
