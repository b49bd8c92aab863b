import { behaviorsOf, policyIdsOf } from '../model/distribution.ts';
import type { HeaderPolicies } from '../model/header-policies.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { POLICY_NAME_PREFIX } from './header-policies.ts';
import { READY } from './part-plan.ts';

/**
 * Deletes policies of ours that no distribution uses any more: an account has room for twenty of a kind. One that is taken into use meanwhile is
 * refused by CloudFront, and one that somebody was about to use is made again by their next look.
 */
export function unusedPolicySteps(policies: HeaderPolicies, uses: Readonly<Record<string, number>>): readonly Step[] {
  const unused = ({ id, name }: { readonly id: string; readonly name: string }) =>
    name.startsWith(POLICY_NAME_PREFIX) && (uses[id] ?? 0) === 0;
  return [
    ...policies.originRequestPolicies.filter(unused).map(({ id, name }) => deleteStep('origin-request', id, name)),
    ...policies.responseHeadersPolicies.filter(unused).map(({ id, name }) => deleteStep('response-headers', id, name)),
  ];
}

/** The same beside an edge that is settled: what an update of it exchanged may be of no use to anybody now. */
export function replacedPolicySteps(observed: ObservedEdge): readonly Step[] {
  const { headerPolicies, distribution, policyUsesElsewhere } = observed;
  if (headerPolicies.kind !== 'present' || distribution.kind !== 'present') return [];
  const { settings, status } = distribution.value;
  if (status !== 'Deployed') return [];
  const own = behaviorsOf(settings).flatMap(({ behavior }) => policyIdsOf(behavior));
  return unusedPolicySteps(headerPolicies.value, {
    ...policyUsesElsewhere,
    ...Object.fromEntries(own.map((id) => [id, 1])),
  });
}

function deleteStep(policyKind: 'origin-request' | 'response-headers', policyId: string, name: string): Step {
  return {
    part: 'header-policies',
    action: 'delete',
    policyKind,
    policyId,
    target: `${policyKind === 'origin-request' ? 'origin request' : 'response headers'} policy ${name}`,
    changes: [],
    because: ['asked-for'],
    state: READY,
  };
}
