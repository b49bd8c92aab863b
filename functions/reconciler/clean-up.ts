import { type Applied, applySteps } from './apply/apply.ts';
import type { EdgeLook } from './model/look.ts';
import { policyUses } from './observe/edge.ts';
import type { Inventory } from './observe/inventory.ts';
import { unusedPolicySteps } from './plan/unused-policies.ts';
import type { LookContext } from './reconcile.ts';

/**
 * After a run over a whole account: policies of ours that nobody used when it began and that the run did not take into use. Nothing is cleaned up
 * from a list that could not be read.
 */
export async function cleanUpPolicies(
  inventory: Inventory,
  edges: readonly EdgeLook[],
  context: LookContext,
): Promise<Applied> {
  const { headerPolicies, distributions } = inventory;
  if (context.mode === 'detect' || headerPolicies.kind !== 'present' || distributions.kind !== 'present')
    return { applied: [], failure: undefined };
  const written = JSON.stringify(edges.flatMap((edge) => edge.applied));
  const unused = unusedPolicySteps(headerPolicies.value, policyUses(distributions.value));
  const steps = unused.filter(
    (step) => step.action === 'delete' && step.part === 'header-policies' && !written.includes(step.policyId),
  );
  return applySteps(context, steps);
}
