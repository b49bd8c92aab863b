/**
 * The distribution: made when there is none, corrected setting by setting when there is one.
 *
 *   observed                              | decision
 *   not readable                          | not checked, nothing is made: a second distribution is worse than none
 *   absent                                | create, complete and with the name attached (DNS may still point at the API)
 *   present, a rule finds a difference    | tag what is owed, then one update of exactly the named settings
 *   present, our tags say something else  | tag
 *   present, InProgress                   | wait
 */
import type { Certificate } from '../model/certificate.ts';
import { type Distribution, servedAs } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import type { NewPolicy } from '../model/header-policies.ts';
import type { Observed } from '../model/observed.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { isMadeByUs } from '../model/owner-tags.ts';
import type { RuleId } from '../model/rules.ts';
import { TAG } from '../model/tags.ts';
import type { FrontableApi } from './api-domain.ts';
import { correctDistribution } from './correct-distribution.ts';
import { createDistribution } from './create-distribution.ts';
import type { AuthorizationInPolicies, HeaderAllowlist } from './header-allowlist.ts';
import { originRequestPolicies, type PolicyRef } from './header-policies.ts';
import type { HstsStage } from './hsts-stage.ts';
import { planOrigin } from './origin.ts';
import { wantedSecret } from './origin-secret.ts';
import { EMPTY_PART, notChecked, type PartPlan, refused } from './part-plan.ts';
import { leadsTo } from './record-sets.ts';
import type { ModeOf } from './rule-modes.ts';

export interface DistributionPlan {
  readonly part: PartPlan;
  /** Policies that have to exist before the distribution step can run. */
  readonly newPolicies: readonly NewPolicy[];
  /** What has to reach the API; undefined where that could not be judged. */
  readonly allowlist?: HeaderAllowlist;
}

export interface DistributionInputs {
  readonly edge: DesiredEdge;
  readonly observed: ObservedEdge;
  readonly api: FrontableApi;
  readonly certificate: Certificate | undefined;
  /** Stays where EDGE-02 is not enforced; undefined: it is none that can be used. */
  readonly attachedCertificate: Certificate | undefined;
  readonly modeOf: ModeOf;
  readonly formerTags: readonly string[];
  readonly hsts: HstsStage;
  /** What CloudFront said when a policy was created a moment ago; what it said earlier is remembered on the distribution. */
  readonly authorization: AuthorizationInPolicies;
}

export function planDistribution(inputs: DistributionInputs): DistributionPlan {
  const { edge, observed, api } = inputs;
  const subject = `distribution for ${edge.domainName}`;
  const unread = firstUnread([
    ['EDGE-04', observed.distribution],
    ['EDGE-08', observed.headerPolicies],
    ['EDGE-08', api.domain.apis],
  ]);
  if (unread !== undefined) return only(notChecked(unread.rule, subject, describeFailure(unread.failure)));
  if (observed.headerPolicies.kind !== 'present') return only(EMPTY_PART);

  const apis = api.domain.apis.kind === 'present' ? api.domain.apis.value : [];
  const policies = observed.headerPolicies.value;
  const originRequestPolicyFor = originRequestPolicies(
    edge,
    apis,
    policies,
    observed.policyUsesElsewhere,
    authorizationOf(inputs),
  );
  const origin = planOrigin(edge, api, apis);
  if (origin.kind === 'refused') return only(refused('EDGE-07', subject, origin.detail));
  const policy = originRequestPolicyFor(origin.host, []);
  if (policy.kind === 'refused') return only(refused('EDGE-08', subject, policy.detail));

  const held = nameHeldElsewhere(edge, observed);
  if (held !== undefined) return only(refused('EDGE-04', subject, held));

  const originSecret = wantedSecret(edge, observed.originSecret);
  const newSecret = inputs.modeOf('EDGE-16') === 'enforce' ? originSecret : undefined;
  if (observed.distribution.kind === 'absent' && newSecret !== undefined && newSecret.kind !== 'live')
    return only((newSecret.kind === 'refused' ? refused : notChecked)('EDGE-16', subject, newSecret.detail));

  const plan =
    observed.distribution.kind === 'present'
      ? correctDistribution(
          {
            edge,
            api,
            policies,
            originRequestPolicyFor,
            distribution: observed.distribution.value,
            policyUsesElsewhere: observed.policyUsesElsewhere,
            hsts: inputs.hsts,
            modeOf: inputs.modeOf,
            formerTags: inputs.formerTags,
            authorization: authorizationOf(inputs),
            callers: leadHere(observed, observed.distribution.value) ? 'led-here' : 'elsewhere',
          },
          { chosen: inputs.certificate, attached: inputs.attachedCertificate },
          origin,
          originSecret,
        )
      : createDistribution({
          edge,
          origin,
          policies,
          policyUsesElsewhere: observed.policyUsesElsewhere,
          hsts: inputs.modeOf('EDGE-13') === 'enforce' ? inputs.hsts : { setting: undefined, step: undefined },
          originRequestPolicy: policy,
          certificate: inputs.certificate,
          authorization: inputs.authorization,
          originSecret: newSecret,
        });
  const beside = observed.distribution.kind === 'absent' ? besideWildcard(edge, observed) : [];
  const adopted = observed.distribution.kind === 'present' && !isMadeByUs(observed.distribution.value);
  return {
    ...plan,
    allowlist: policy.allowlist,
    part: {
      ...plan.part,
      notes: [describeForwarding(policy, adopted ? 'needed' : 'exact'), ...beside, ...plan.part.notes],
    },
  };
}

/** CloudFront lets one account carry both, and answers with the very name from the moment that it is deployed: no caller may be led to the wildcard by then. */
function besideWildcard({ domainName }: DesiredEdge, { coveredBy }: ObservedEdge): readonly string[] {
  if (coveredBy === undefined) return [];
  const wildcard = servedAs(coveredBy.settings, domainName);
  return [
    `distribution ${coveredBy.id} carries ${wildcard} and leads elsewhere; no record leads ${domainName} there, so it stays as it is, and the new one carries ${domainName} itself, which CloudFront prefers`,
  ];
}

/** Not knowing is no obstacle here: CloudFront refuses a name that is held when the distribution is created. */
function nameHeldElsewhere({ domainName }: DesiredEdge, { nameHolders }: ObservedEdge): string | undefined {
  if (nameHolders.kind !== 'present' || nameHolders.value.length === 0) return undefined;
  return `alternate domain name ${domainName}: is held by another distribution, got ${nameHolders.value.join(', ')}; take it off there or move it with UpdateDomainAssociation, then look again`;
}

function leadHere({ aliasRecords }: ObservedEdge, { domainName }: Distribution): boolean {
  return aliasRecords.kind === 'present' && aliasRecords.value.recordSets.some((record) => leadsTo(record, domainName));
}

function authorizationOf({ authorization, observed }: DistributionInputs): AuthorizationInPolicies {
  const remembered =
    observed.distribution.kind === 'present' && observed.distribution.value.tags[TAG.headerFallback] !== undefined;
  return remembered ? 'refused' : authorization;
}

function only(part: PartPlan): DistributionPlan {
  return { part, newPolicies: [] };
}

function firstUnread(
  reads: readonly (readonly [RuleId, Observed<unknown>])[],
): { rule: RuleId; failure: Failure } | undefined {
  for (const [rule, observed] of reads) {
    if (observed.kind === 'unreadable') return { rule, failure: observed.failure };
  }
  return undefined;
}

/**
 * Backends may read headers that no configuration declares, so the plan always says what will arrive and how to widen it. On an adopted
 * distribution more may arrive than is needed: that is its owner's choice.
 */
function describeForwarding({ name, allowlist }: PolicyRef, list: 'exact' | 'needed'): string {
  if (allowlist.kind === 'all-viewer')
    return `every viewer header reaches the API (${name}), because ${allowlist.because}`;
  const headers = allowlist.kind === 'listed' ? allowlist.headers.map((header) => header.name).join(', ') : '';
  return list === 'needed'
    ? `the API needs these headers: ${headers.replace('Host, ', '')}; AllowedHeaders adds to them`
    : `these headers reach the API and no others: ${headers} (origin request policy ${name}); AllowedHeaders adds to them, HeaderForwarding: all-viewer sends all`;
}
