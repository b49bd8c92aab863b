import type { AccountLook, EdgeLook, EdgeTarget, NotChecked } from '../../functions/reconciler/model/look.ts';
import type { AccountId, DomainName, Region } from '../../functions/reconciler/model/names.ts';
import type { Outcome } from '../../functions/reconciler/model/outcome.ts';
import type { Refusal, Step, Verdict } from '../../functions/reconciler/model/plan.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { LookOptions } from '../look-options.ts';

export const PLAN_FILE_FORMAT = 'secure-api-edge plan';
/** Rises when a file can no longer be read as before. */
export const PLAN_FILE_VERSION = 1;

/** What the plans were made with; applying them uses the same. */
export type PlanSettings = Pick<
  LookOptions,
  'managedElsewhere' | 'newEdges' | 'choice' | 'rules' | 'proof' | 'zoneRoles' | 'drainSeconds'
>;

/** What a plan file says that applying it goes by. The rest of it is for the person who approves it. */
export interface PlanFile {
  readonly format: typeof PLAN_FILE_FORMAT;
  readonly version: typeof PLAN_FILE_VERSION;
  /** Version of the program that wrote it. */
  readonly tool: string;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly accountId: AccountId;
  readonly regions: readonly Region[];
  /** Domains that were named; none: all that were found. */
  readonly named: readonly DomainName[];
  readonly settings: PlanSettings;
  readonly edges: readonly PlannedEdge[];
}

export interface PlannedEdge {
  readonly domainName: DomainName;
  readonly steps: readonly Step[];
}

/** An edge as a person approves it. */
interface WrittenEdge extends PlannedEdge {
  readonly target: EdgeTarget;
  readonly distribution: { readonly id: string; readonly etag: string | undefined } | undefined;
  readonly outcome: Outcome['kind'];
  readonly refusals: readonly Refusal[];
  readonly verdicts: readonly Verdict[];
  readonly notes: readonly string[];
}

/** The plan of every edge, and what it was made from. A plan names secrets and carries none. */
export function toPlanFile(
  look: AccountLook,
  {
    named,
    managedElsewhere,
    newEdges,
    choice,
    rules,
    proof,
    zoneRoles,
    drainSeconds,
  }: Pick<LookOptions, 'named' | keyof PlanSettings>,
  takenAt: Date,
): PlanFile & { readonly edges: readonly WrittenEdge[]; readonly notChecked: readonly NotChecked[] } {
  return {
    format: PLAN_FILE_FORMAT,
    version: PLAN_FILE_VERSION,
    tool: manifest.version,
    takenAt: takenAt.toISOString(),
    accountId: look.accountId,
    regions: look.regions,
    named,
    settings: { managedElsewhere, newEdges, choice, rules, proof, zoneRoles, drainSeconds },
    notChecked: look.notChecked,
    edges: look.edges.map(toWrittenEdge),
  };
}

function toWrittenEdge({ target, plan, outcome, observed }: EdgeLook): WrittenEdge {
  const { domainName, steps, refusals, verdicts, notes } = plan;
  const found = observed.distribution.kind === 'present' ? observed.distribution.value : undefined;
  const distribution = found && { id: found.id, etag: found.etag };
  return { domainName, outcome: outcome.kind, distribution, steps, refusals, notes, verdicts, target };
}
