/**
 * A whole account: one inventory, every edge in it planned, the fleet judged, and only then anything applied. The parts are those of a look at
 * one edge; what differs is that lists are read once for all. Edges that are not settled are looked at again in rounds, by name.
 */
import { changesOf, planRound } from './account-plan.ts';
import { applyRounds, type RoundOptions } from './account-rounds.ts';
import type { Applied } from './apply/apply.ts';
import { cleanUpPolicies } from './clean-up.ts';
import type { AccountLook, EdgeLook } from './model/look.ts';
import type { AccountId, DomainName } from './model/names.ts';
import type { Refusal } from './model/plan.ts';
import { observeAccountId, observeInventory, unreadParts } from './observe/inventory.ts';
import { type FleetLimits, guardFleet } from './plan/guard.ts';
import type { LookContext } from './reconcile.ts';

export interface AccountOptions extends RoundOptions {
  /** Which domains: everything found, or these. */
  readonly names: 'all' | readonly DomainName[];
  /** How much of the fleet may change; `unlimited` where a person approved the plan. */
  readonly limits: FleetLimits | 'unlimited';
  /** Whether policies of ours that nobody uses are deleted. @default where all names are looked at */
  readonly cleansUp?: boolean;
}

/** Whose account the credentials belong to. Throws UnreachableAccountError when AWS does not say. */
export function accountOf({ clients }: Pick<LookContext, 'clients'>): Promise<AccountId> {
  return observeAccountId(clients);
}

/** Looks at an account until every edge is settled or the time is over. Throws UnreachableAccountError when AWS does not say whose it is. */
export async function lookAtAccount(context: LookContext, options: AccountOptions): Promise<AccountLook> {
  const accountId = await observeAccountId(context.clients);
  const inventory = await observeInventory(context.clients, context.regions, options.names);
  const first = await planRound(inventory, options.names, context);
  const refusal = context.mode === 'remediate' ? judgeFleet(first, context, options) : undefined;
  const { edges, notChecked } =
    refusal === undefined
      ? await applyRounds(inventory, first, context, options)
      : { edges: first.map((look) => stoppedBy(refusal, look)), notChecked: unreadParts(inventory) };
  const { cleansUp = options.names === 'all' } = options;
  const cleaned =
    cleansUp && refusal === undefined ? await cleanUpPolicies(inventory, edges, context) : NOTHING_DELETED;
  return {
    accountId,
    regions: context.regions,
    edges,
    cleanedUp: cleaned.applied,
    notChecked:
      cleaned.failure === undefined
        ? notChecked
        : [...notChecked, { what: 'policies that nobody uses', failure: cleaned.failure }],
    refusal,
    calls: context.clients.calls.snapshot(),
  };
}

const NOTHING_DELETED: Applied = { applied: [], failure: undefined };

/** The fleet is judged once, on what the whole run would change. */
function judgeFleet(looks: readonly EdgeLook[], context: LookContext, { limits }: AccountOptions): Refusal | undefined {
  if (limits === 'unlimited') return undefined;
  const { fleet, unexpected } = changesOf(looks, context);
  return guardFleet(fleet.length, unexpected.length, limits);
}

function stoppedBy(refusal: Refusal, look: EdgeLook): EdgeLook {
  return look.outcome.kind === 'drift' ? { ...look, outcome: { kind: 'refused', refusals: [refusal] } } : look;
}
