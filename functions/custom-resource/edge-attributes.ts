import { CLOUDFRONT_HOSTED_ZONE_ID } from '../reconciler/model/alias-records.ts';
import {
  behaviorsOf,
  type CacheBehavior,
  type Distribution,
  type Forwarding,
  isApiOrigin,
  type Origin,
} from '../reconciler/model/distribution.ts';
import { InvariantError } from '../reconciler/model/errors.ts';
import type { HeaderPolicies, HeaderSelection } from '../reconciler/model/header-policies.ts';
import type { EdgeLook } from '../reconciler/model/look.ts';

export const ATTRIBUTE_NAMES = [
  'DistributionId',
  'DistributionArn',
  'DistributionDomainName',
  'AliasHostedZoneId',
  'DomainName',
  'OriginDomainName',
  'ForwardedHeaders',
  'CertificateArn',
] as const;

export type EdgeAttributes = Readonly<Record<(typeof ATTRIBUTE_NAMES)[number], string>>;

const ALL_HEADERS = 'all';
const POLICY_UNREADABLE = 'unknown';

/** What `Fn::GetAtt` returns for an edge in sync, as AWS last said it. */
export function edgeAttributes({ observed }: EdgeLook): EdgeAttributes {
  if (observed.distribution.kind !== 'present') {
    throw new InvariantError(`an edge in sync has no readable distribution, got ${observed.distribution.kind}`);
  }
  const distribution = observed.distribution.value;
  const { origin, behavior } = wayToApi(distribution);
  const { viewerCertificate } = distribution.settings;
  return {
    DistributionId: distribution.id,
    DistributionArn: distribution.arn,
    DistributionDomainName: distribution.domainName,
    AliasHostedZoneId: CLOUDFRONT_HOSTED_ZONE_ID,
    DomainName: observed.domainName,
    OriginDomainName: origin.domainName,
    ForwardedHeaders: forwardedHeaders(
      behavior.forwarding,
      observed.headerPolicies.kind === 'present' ? observed.headerPolicies.value : undefined,
    ),
    CertificateArn: viewerCertificate.source === 'acm' ? viewerCertificate.arn : '',
  };
}

/** The default behavior where it leads to the API; an adopted distribution may reach the API by a path only. */
function wayToApi({ id, settings }: Distribution): { readonly origin: Origin; readonly behavior: CacheBehavior } {
  const ways = behaviorsOf(settings).flatMap(({ behavior }) => {
    const origin = settings.origins.find((candidate) => candidate.id === behavior.targetOriginId);
    return origin === undefined ? [] : [{ origin, behavior }];
  });
  const way =
    ways.findLast(({ origin }) => isApiOrigin(origin)) ??
    ways.findLast(({ behavior }) => behavior === settings.defaultCacheBehavior);
  if (way === undefined) throw new InvariantError(`distribution ${id} has a default behavior without origin`);
  return way;
}

function forwardedHeaders(forwarding: Forwarding, policies: HeaderPolicies | undefined): string {
  if (forwarding.kind === 'forwarded-values') {
    return forwarding.headers.includes('*') ? ALL_HEADERS : forwarding.headers.join(',');
  }
  const { cachePolicyId, originRequestPolicyId } = forwarding;
  const cache = policies?.cachePolicies.find(({ id }) => id === cachePolicyId);
  const origin = policies?.originRequestPolicies.find(({ id }) => id === originRequestPolicyId);
  if (originRequestPolicyId !== undefined && origin === undefined) return POLICY_UNREADABLE;
  // Headers of the cache key reach the origin too, whatever the origin request policy says.
  return describeSelections([origin?.headers ?? { kind: 'none' }, cache?.headers ?? { kind: 'none' }]);
}

function describeSelections(selections: readonly HeaderSelection[]): string {
  if (selections.some(({ kind }) => kind === 'all')) return ALL_HEADERS;
  const listed = selections.flatMap((selection) => (selection.kind === 'only' ? selection.names : []));
  const excepted = selections.flatMap((selection) => (selection.kind === 'all-except' ? selection.names : []));
  if (selections.every(({ kind }) => kind !== 'all-except')) return [...new Set(listed)].sort().join(',');
  const missing = excepted.filter((name) => !listed.includes(name));
  return missing.length === 0 ? ALL_HEADERS : `all except ${missing.join(',')}`;
}
