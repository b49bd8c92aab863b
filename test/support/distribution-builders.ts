/** Distributions of api.example.com as somebody might have made them; every default is right, so that a test names only what is wrong. */

import { desiredToTags } from '../../functions/reconciler/model/desired-tags.ts';
import type {
  CacheBehavior,
  Distribution,
  DistributionSettings,
  Forwarding,
  OrderedCacheBehavior,
  Origin,
} from '../../functions/reconciler/model/distribution.ts';
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import type { OriginRequestPolicy } from '../../functions/reconciler/model/header-policies.ts';
import { ALL_VIEWER, CACHING_DISABLED } from '../../functions/reconciler/model/managed-policies.ts';
import { ABSENT, present } from '../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../functions/reconciler/model/observed-edge.ts';
import type { Tags } from '../../functions/reconciler/model/plan.ts';
import { ALL_METHODS } from '../../functions/reconciler/plan/rules/behavior-rules.ts';
import {
  API,
  aliasRecords,
  CLOUDFRONT,
  certificate,
  desiredEdge,
  headerPolicies,
  observedEdge,
  REGIONAL,
  TO_EDGE,
} from './edge-builders.ts';

export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const HOST_HEADER_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';
export const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

export function origin(facts: Partial<Origin> = {}): Origin {
  return {
    id: 'api',
    domainName: REGIONAL,
    path: '',
    customHeaders: [],
    custom: { protocolPolicy: 'https-only', sslProtocols: ['TLSv1.2'] },
    ...facts,
  };
}

export function policies(facts: Partial<Extract<Forwarding, { kind: 'policies' }>> = {}): Forwarding {
  return { kind: 'policies', cachePolicyId: CACHING_DISABLED, originRequestPolicyId: ALL_VIEWER, ...facts };
}

/** Legacy settings that forward everything and cache nothing. */
export function forwardedValues(facts: Partial<Extract<Forwarding, { kind: 'forwarded-values' }>> = {}): Forwarding {
  return {
    kind: 'forwarded-values',
    headers: ['*'],
    queryString: 'forwarded',
    cookies: 'all',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: 0,
    ...facts,
  };
}

export function behavior(facts: Partial<CacheBehavior> = {}): CacheBehavior {
  return {
    targetOriginId: 'api',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: [...ALL_METHODS].sort(),
    forwarding: policies(),
    responseHeadersPolicyId: undefined,
    ...facts,
  };
}

export function orderedBehavior(pathPattern: string, facts: Partial<CacheBehavior> = {}): OrderedCacheBehavior {
  return { ...behavior(facts), pathPattern };
}

export function distribution(
  settings: Partial<DistributionSettings> = {},
  facts: Partial<Omit<Distribution, 'settings'>> = {},
): Distribution {
  return {
    id: 'E1',
    arn: 'arn:aws:cloudfront::111111111111:distribution/E1',
    domainName: CLOUDFRONT,
    etag: 'ETAG1',
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
        arn: certificate().arn,
        minimumProtocolVersion: 'TLSv1.2_2021',
        sslSupportMethod: 'sni-only',
      },
      originGroups: [],
      origins: [origin()],
      defaultCacheBehavior: behavior(),
      cacheBehaviors: [],
      customErrorResponses: [],
      ...settings,
    },
    ...facts,
  };
}

/** The tags of a distribution that this tool made for this edge and whose records it moved away from an A alias of the API. */
export function ownTags(edge: DesiredEdge = desiredEdge(), more: Tags = {}): Tags {
  return {
    'secure-api-edge:api-region': 'eu-west-1',
    ...desiredToTags(edge),
    'secure-api-edge:dns-before': 'alias A',
    ...more,
  };
}

/** A hand-made distribution in front of the API, with the records pointing at it. */
export function fronted(one: Distribution, facts: Partial<ObservedEdge> = {}): ObservedEdge {
  return observedEdge({
    distribution: present(one),
    aliasRecords: present(aliasRecords(TO_EDGE)),
    ...facts,
  });
}

/** The origin request policy that this tool makes for an API which needs the base headers and the viewer's Host. */
export const OWN_POLICY: OriginRequestPolicy = {
  id: 'own-policy',
  name: 'secure-api-edge-headers-b148ed2b64cc',
  headers: {
    kind: 'only',
    names: [
      'accept',
      'access-control-request-headers',
      'access-control-request-method',
      'authorization',
      'host',
      'origin',
    ],
  },
  cookies: 'all',
  queryStrings: 'all',
};

/** A distribution that this tool made, in sync with the default edge. */
export function ownDistribution(
  settings: Partial<DistributionSettings> = {},
  facts: Partial<Omit<Distribution, 'settings'>> = {},
): Distribution {
  const defaultCacheBehavior = behavior({ forwarding: policies({ originRequestPolicyId: OWN_POLICY.id }) });
  return distribution({ defaultCacheBehavior, ...settings }, { tags: ownTags(), ...facts });
}

/** An edge of this tool with everything done: the distribution is made, the records moved. */
export function finishedEdge(one: Distribution = ownDistribution(), facts: Partial<ObservedEdge> = {}): ObservedEdge {
  return fronted(one, { headerPolicies: present(headerPolicies({ originRequestPolicies: [OWN_POLICY] })), ...facts });
}
