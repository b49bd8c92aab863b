import type { AliasRecords } from './alias-records.ts';
import type { ApiDomain } from './api-domain.ts';
import type { Certificate, RequestedCertificate } from './certificate.ts';
import type { Distribution } from './distribution.ts';
import type { Failure } from './failure.ts';
import type { HeaderPolicies } from './header-policies.ts';
import type { AccountId, DomainName, Region } from './names.ts';
import type { Observed } from './observed.ts';
import type { OriginSecret } from './origin-verify.ts';
import type { Proof } from './proof.ts';

/** Everything AWS says about one edge, at one instant. The planner sees this and nothing else. */
export interface ObservedEdge {
  readonly domainName: DomainName;
  /** ISO 8601. */
  readonly now: string;
  /** Regions whose API Gateway was asked. */
  readonly regions: readonly Region[];
  /** The custom domain in every Region looked at that has it; usually one. */
  readonly apiDomains: Observed<readonly ApiDomain[]>;
  /** us-east-1 certificates that name the domain, usable or not. */
  readonly certificates: Observed<readonly Certificate[]>;
  /** Certificates that this tool requested for the edge; absent: not asked, because none is missing and none is let go. */
  readonly requestedCertificates: Observed<readonly RequestedCertificate[]>;
  readonly headerPolicies: Observed<HeaderPolicies>;
  /** How many distributions other than this edge's use a policy, by its id. */
  readonly policyUsesElsewhere: Readonly<Record<string, number>>;
  /** The distribution that carries the name, or is tagged for it, or stands in front of its API. */
  readonly distribution: Observed<Distribution>;
  /** A distribution that answers for the name by a wildcard, while none carries the very name; it may be the one above. */
  readonly coveredBy?: Distribution;
  /** What the edge's `OriginVerify` refers to; absent: it does not exist, or nothing refers to one. */
  readonly originSecret: Observed<OriginSecret>;
  /** Stages of the APIs whose default endpoints the distribution has as origins, by the origin's domain name; absent: no API of this account. */
  readonly apiStages: Readonly<Record<string, Observed<readonly string[]>>>;
  /** Other holders of the name, asked while there is no distribution of ours; absent: CloudFront could not be asked. */
  readonly nameHolders: Observed<readonly string[]>;
  /** Absent: no public hosted zone of the account or of a zone owner holds the name. */
  readonly aliasRecords: Observed<AliasRecords>;
  /** Other accounts whose hosted zones were asked. */
  readonly zoneOwners?: readonly AccountId[];
  /** What trying the edge on its real name came to; undefined: nobody tried. */
  readonly proof?: Observed<Proof>;
  /** What was tried, also where no proof could be had. */
  readonly proofThrough?: Proof['through'];
}

/** Failures of reading, those first that a plan depends on most. */
export function readFailures(observed: ObservedEdge): readonly Failure[] {
  const { apiDomains, distribution } = observed;
  const parts: readonly Observed<unknown>[] = [
    apiDomains,
    observed.certificates,
    observed.requestedCertificates,
    observed.headerPolicies,
    distribution,
    observed.originSecret,
    observed.aliasRecords,
    ...(apiDomains.kind === 'present' ? apiDomains.value.map((domain) => domain.apis) : []),
    ...(distribution.kind === 'present' ? [distribution.value.pricingPlan] : []),
    observed.nameHolders,
    ...Object.values(observed.apiStages),
  ];
  return parts.flatMap((part) => (part.kind === 'unreadable' ? [part.failure] : []));
}
