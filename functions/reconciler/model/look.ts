import type { DesiredEdge, OnDelete, Owner } from './edge.ts';
import type { Failure } from './failure.ts';
import type { AccountId, DomainName, Region } from './names.ts';
import type { ObservedEdge } from './observed-edge.ts';
import type { Outcome } from './outcome.ts';
import type { FieldChange, Plan, Refusal, Step } from './plan.ts';

/** What somebody wants of one domain: an edge, or no edge any more. */
export type EdgeTarget =
  | {
      readonly kind: 'wanted';
      readonly edge: DesiredEdge;
      /** `request`: somebody asks now. `tags`: what was asked before, read back; a newer word on the distribution counts more. @default request */
      readonly from?: 'request' | 'tags';
      /** Keys of the owner's own tags that an earlier request set and this one does not. */
      readonly formerTags?: readonly string[];
    }
  | { readonly kind: 'let-go'; readonly domainName: DomainName; readonly owner: Owner; readonly onDelete: OnDelete };

/** `detect` writes nothing. */
export type Mode = 'detect' | 'remediate';

/** An update that AWS accepted: what the distribution is since then, and what was changed to make it so. */
export interface Updated {
  readonly distributionId: string;
  readonly etag: string;
  readonly changes: readonly FieldChange[];
}

/** One look at one edge: what was seen, what would be done, what came of it. */
export interface EdgeLook {
  readonly target: EdgeTarget;
  readonly observed: ObservedEdge;
  readonly plan: Plan;
  readonly outcome: Outcome;
  /** Steps that AWS accepted; empty in `detect`. */
  readonly applied: readonly Step[];
  /** The last update among them. */
  readonly updated?: Updated;
}

/** Something in the account that could not be read. A row of its own: never an empty list. */
export interface NotChecked {
  /** `API Gateway domains in eu-west-1`, `distributions`, … */
  readonly what: string;
  readonly failure: Failure;
}

/** One look at a whole account. */
export interface AccountLook {
  readonly accountId: AccountId;
  readonly regions: readonly Region[];
  readonly edges: readonly EdgeLook[];
  /** Policies of ours that nobody used any more and that were deleted. */
  readonly cleanedUp: readonly Step[];
  readonly notChecked: readonly NotChecked[];
  /** Set when a guard stopped the run before it changed anything. */
  readonly refusal: Refusal | undefined;
  /** AWS requests sent, by `Service.Operation`. */
  readonly calls: Readonly<Record<string, number>>;
}
