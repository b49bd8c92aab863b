import type { RecordSet } from './alias-records.ts';
import type { DistributionSettings } from './distribution.ts';
import type { NewPolicy } from './header-policies.ts';
import type { AccountId, DomainName } from './names.ts';
import type { SecretReference } from './origin-verify.ts';
import type { Proof, ProofSubject } from './proof.ts';
import type { Reason, RuleId } from './rules.ts';

export const PARTS = [
  'api-domain',
  'certificate',
  'header-policies',
  'distribution',
  'alias-records',
  'cached-objects',
] as const;
export type Part = (typeof PARTS)[number];

/** A value in a plan: plain JSON, lists as arrays. `undefined` means "not set". */
export type FieldValue = string | number | boolean | readonly string[] | undefined;

/**
 * One setting that differs. `path` is CloudFront's own: `DefaultCacheBehavior.ViewerProtocolPolicy`, `CacheBehaviors[/v1/*].…`,
 * `Origins[api].CustomOriginConfig.…`, `CustomErrorResponses[504].…`.
 */
export interface FieldChange {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly because: readonly Reason[];
  /** The value is read from there at the moment it is written; `after` only speaks of it. */
  readonly secret?: SecretReference;
}

/** What one cheap request can tell about AWS's progress, so that nobody has to look at everything while waiting. */
export type Watch =
  | { readonly kind: 'deployment'; readonly distributionId: string }
  | { readonly kind: 'dns-change'; readonly changeId: string; readonly zoneAccount?: AccountId }
  | { readonly kind: 'validation'; readonly certificateArn: string };

/** Whether apply may execute a step now. Only the ready prefix of a plan is ever executed. */
export type StepState =
  | { readonly kind: 'ready' }
  /** An earlier step of this plan comes first; the next look follows at once. */
  | { readonly kind: 'blocked'; readonly by: string; readonly onProof?: true }
  /** AWS is still working; look again after the given time. */
  | { readonly kind: 'waiting'; readonly for: string; readonly retryAfterSeconds: number; readonly watch?: Watch };

interface StepFacts {
  /** What is written, by name: `origin request policy secure-api-edge-1f2e`, `distribution E123`. */
  readonly target: string;
  readonly changes: readonly FieldChange[];
  readonly because: readonly Reason[];
  readonly state: StepState;
}

export type Tags = Readonly<Record<string, string>>;

/** One write to AWS, as data: it can be printed, stored, compared, approved and replayed. */
export type Step = StepFacts &
  (
    | {
        readonly part: 'certificate';
        readonly action: 'create';
        readonly domainName: DomainName;
        readonly idempotencyToken: string;
        readonly tags: Tags;
      }
    | {
        readonly part: 'certificate';
        readonly action: 'validate';
        readonly certificateArn: string;
        readonly hostedZoneId: string;
        readonly zoneAccount?: AccountId;
        readonly record: RecordSet;
      }
    | {
        readonly part: 'certificate';
        readonly action: 'delete';
        readonly certificateArn: string;
        readonly hostedZoneId: string;
        readonly zoneAccount?: AccountId;
        /** Its validation record, exactly as observed, where it goes too. */
        readonly remove: readonly RecordSet[];
      }
    | { readonly part: 'header-policies'; readonly action: 'create'; readonly policy: NewPolicy }
    | {
        readonly part: 'header-policies';
        readonly action: 'delete';
        readonly policyKind: NewPolicy['kind'];
        readonly policyId: string;
      }
    | {
        readonly part: 'distribution';
        readonly action: 'create';
        readonly settings: DistributionSettings;
        readonly tags: Tags;
        readonly callerReference: string;
      }
    | {
        readonly part: 'distribution';
        readonly action: 'update';
        readonly distributionId: string;
        readonly etag: string;
        /** Ours, and deleted next: settings that this version does not know may be lost. */
        readonly isLast?: true;
      }
    | {
        readonly part: 'distribution';
        readonly action: 'tag';
        readonly distributionArn: string;
        readonly set: Tags;
        readonly remove: readonly string[];
      }
    | {
        readonly part: 'distribution';
        readonly action: 'delete';
        readonly distributionId: string;
        readonly etag: string;
      }
    | {
        readonly part: 'alias-records';
        readonly action: 'update';
        readonly hostedZoneId: string;
        /** The account of the zone; absent: the edge's own. */
        readonly zoneAccount?: AccountId;
        /** Exactly as observed: Route 53 refuses the whole batch when one differs by then. */
        readonly remove: readonly RecordSet[];
        readonly create: readonly RecordSet[];
        readonly distributionArn: string;
      }
    | {
        readonly part: 'cached-objects';
        readonly action: 'invalidate';
        readonly distributionId: string;
        readonly distributionArn: string;
        readonly callerReference: string;
        readonly paths: readonly string[];
      }
    /** Nothing to write: AWS or time has to pass first. */
    | { readonly part: Part; readonly action: 'wait' }
  );

export const VERDICTS = ['pass', 'drift', 'fixed', 'refused', 'not-checked'] as const;

/** One rule's word on one place. `before` and `after` are what a person would see there. */
export interface Verdict {
  readonly rule: RuleId;
  readonly verdict: (typeof VERDICTS)[number];
  /** What was judged: a config path, a record set, a certificate. */
  readonly subject: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  /** Set where before and after do not say it all. */
  readonly detail: string | undefined;
  /** It is shown and decides nothing: the rule is on `report`, or is one whose findings no step corrects. */
  readonly reportedOnly?: true;
}

/** Whether it leaves open what the edge is like: something that decides could not be judged. */
export function leavesOpen({ verdict, reportedOnly }: Verdict): boolean {
  return verdict === 'not-checked' && reportedOnly !== true;
}

/** Something a guard or a rule will not do: the thing, what was found, what to do. */
export interface Refusal {
  readonly rule: RuleId | 'ownership' | 'guard';
  readonly detail: string;
}

export interface AllowedHeader {
  /** As it is usually written. */
  readonly name: string;
  readonly because: string;
}

export type NeededHeaders =
  | { readonly kind: 'listed'; readonly headers: readonly AllowedHeader[] }
  | { readonly kind: 'all-viewer'; readonly because: string };

export interface ToProve {
  readonly subject: ProofSubject;
  readonly through: Proof['through'];
}

export interface Plan {
  readonly domainName: DomainName;
  readonly steps: readonly Step[];
  readonly verdicts: readonly Verdict[];
  readonly refusals: readonly Refusal[];
  /** What has to be proven before the blocked steps may go on; trying it needs the network, so no plan does it. */
  readonly toProve?: ToProve;
  /** Which headers of callers the API needs, where that could be judged. */
  readonly headers?: NeededHeaders;
  /** Things said without a change: which headers reach the API, a certificate that expires soon. */
  readonly notes: readonly string[];
}

/** The steps that may run now: everything before the first that is not ready. */
export function readyPrefix(steps: readonly Step[]): readonly Step[] {
  const end = steps.findIndex((step) => step.state.kind !== 'ready');
  return end < 0 ? steps : steps.slice(0, end);
}
