import type { CustomDomain } from './api-domain.ts';
import type { DomainName } from './names.ts';
import type { Observed } from './observed.ts';
import type { OriginHeader } from './origin-verify.ts';
import type { PricingPlan } from './pricing-plan.ts';

/**
 * A distribution as the rules see it: a projection of CloudFront's DistributionConfig without its wire spelling
 * (`Quantity`, `Items`). What no rule names is not here and is never written: a correction changes single paths in the full config.
 */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  /** `d….cloudfront.net`. */
  readonly domainName: DomainName;
  readonly etag: string | undefined;
  readonly status: 'InProgress' | 'Deployed';
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: DistributionSettings;
  /** Why this tool leaves the distribution alone whatever the rules say, in words; undefined when it does not. */
  readonly leftAlone: string | undefined;
  /** The flat-rate plan it is on; absent: on none, or not asked because it is nobody's edge. */
  readonly pricingPlan: Observed<PricingPlan>;
}

/** A distribution as CloudFront itself shows it. */
export type ListedDistribution = Omit<Distribution, 'pricingPlan'>;

export interface DistributionSettings {
  readonly enabled: boolean;
  readonly comment: string;
  readonly alternateDomainNames: readonly DomainName[];
  readonly ipv6: 'on' | 'off';
  readonly httpVersion: string;
  readonly priceClass: string;
  /** '' when no web ACL is attached. */
  readonly webAclId: string;
  readonly viewerCertificate: ViewerCertificate;
  readonly origins: readonly Origin[];
  /** Failover groups: a behavior may target one of them in place of an origin. */
  readonly originGroups: readonly { readonly id: string; readonly originIds: readonly string[] }[];
  readonly defaultCacheBehavior: CacheBehavior;
  readonly cacheBehaviors: readonly OrderedCacheBehavior[];
  readonly customErrorResponses: readonly { readonly errorCode: number; readonly cachingMinTtlSeconds: number }[];
}

export type ViewerCertificate =
  | { readonly source: 'cloudfront' }
  | {
      readonly source: 'iam';
      readonly id: string;
      readonly minimumProtocolVersion: string;
      readonly sslSupportMethod: string;
    }
  | {
      readonly source: 'acm';
      readonly arn: string;
      readonly minimumProtocolVersion: string;
      readonly sslSupportMethod: string;
    };

export interface Origin {
  readonly id: string;
  readonly domainName: DomainName;
  /** '' or `/stage`. */
  readonly path: string;
  /** What CloudFront adds to requests on the way there. */
  readonly customHeaders: readonly OriginHeader[];
  /** undefined for S3 and VPC origins. */
  readonly custom: CustomOrigin | undefined;
  /**
   * The custom domain that it leads to, by that domain's endpoint or by its name. Absent: an endpoint of none in its Region, which was read, or a name
   * of none in any Region asked. undefined: nobody has looked.
   */
  readonly customDomain?: Observed<CustomDomain>;
}

export interface CustomOrigin {
  readonly protocolPolicy: string;
  readonly sslProtocols: readonly string[];
}

export interface CacheBehavior {
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: string;
  readonly allowedMethods: readonly string[];
  readonly forwarding: Forwarding;
  readonly responseHeadersPolicyId: string | undefined;
}

export interface OrderedCacheBehavior extends CacheBehavior {
  readonly pathPattern: string;
}

/** How a behavior forwards and caches: by policies, or the legacy way. Exactly one of the two, as CloudFront demands. */
export type Forwarding =
  | { readonly kind: 'policies'; readonly cachePolicyId: string; readonly originRequestPolicyId: string | undefined }
  | {
      readonly kind: 'forwarded-values';
      /** As written; `*` alone means all. */
      readonly headers: readonly string[];
      readonly queryString: 'forwarded' | 'dropped';
      readonly cookies: 'none' | 'all' | 'some';
      readonly minTtlSeconds: number;
      readonly defaultTtlSeconds: number;
      readonly maxTtlSeconds: number;
    };

/** A behavior with the path that names it in CloudFront's own words: `DefaultCacheBehavior` or `CacheBehaviors[/v1/*]`. */
export interface BehaviorAt {
  readonly path: string;
  readonly behavior: CacheBehavior;
}

/** Every behavior, in the order in which CloudFront tries them; the default comes last. */
export function behaviorsOf(settings: DistributionSettings): readonly BehaviorAt[] {
  return [
    ...settings.cacheBehaviors.map((behavior) => ({ path: `CacheBehaviors[${behavior.pathPattern}]`, behavior })),
    { path: 'DefaultCacheBehavior', behavior: settings.defaultCacheBehavior },
  ];
}

/**
 * The alternate domain name by which CloudFront answers for `name`: the very name, else the longest wildcard over it, at whatever depth. undefined: none.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html
 */
export function servedAs(
  { alternateDomainNames }: Pick<DistributionSettings, 'alternateDomainNames'>,
  name: DomainName,
): DomainName | undefined {
  if (alternateDomainNames.includes(name)) return name;
  return alternateDomainNames
    .filter((one) => one.startsWith('*.') && name.endsWith(one.slice(1)))
    .sort((a, b) => b.length - a.length)[0];
}

/** Whether the origin is API Gateway: a custom domain by its regional endpoint or its name, or an API's default endpoint. */
export function isApiOrigin(origin: Origin): boolean {
  return (
    origin.customDomain?.kind === 'present' ||
    /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(origin.domainName)
  );
}

/** Ids of every policy that a behavior refers to. */
export function policyIdsOf(behavior: CacheBehavior): readonly string[] {
  const { forwarding, responseHeadersPolicyId } = behavior;
  const ids = forwarding.kind === 'policies' ? [forwarding.cachePolicyId, forwarding.originRequestPolicyId] : [];
  return [...ids, responseHeadersPolicyId].filter((id) => id !== undefined);
}
