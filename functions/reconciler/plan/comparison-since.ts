import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { NEW_DISTRIBUTION } from './alias-records.ts';

/** Whether two values of plans mean the same. */
export type Comparison = (a: unknown, b: unknown) => boolean;

/**
 * Compares what was planned before with what is planned now. Both are read with the names that are known by now, so that a name and what stood for it
 * in the earlier plan are equal.
 */
export function comparisonSince(approved: readonly Step[], observed: ObservedEdge): Comparison {
  const names = namesSince(approved, observed);
  return (a, b) => JSON.stringify(canonical(a, names)) === JSON.stringify(canonical(b, names));
}

type Names = readonly (readonly [known: string, stoodFor: string])[];

/** Ids of policies, and the new distribution once it is there: made as it was approved, which its tags say. */
function namesSince(approved: readonly Step[], { headerPolicies, distribution }: ObservedEdge): Names {
  const { originRequestPolicies, responseHeadersPolicies } =
    headerPolicies.kind === 'present'
      ? headerPolicies.value
      : { originRequestPolicies: [], responseHeadersPolicies: [] };
  const policies = [...originRequestPolicies, ...responseHeadersPolicies].map(({ id, name }) => [id, name] as const);
  if (distribution.kind !== 'present') return policies;
  const { arn, domainName, tags } = distribution.value;
  const isApproved = approved.some(
    (one) =>
      one.part === 'distribution' &&
      one.action === 'create' &&
      Object.entries(one.tags).every(([key, value]) => tags[key] === value),
  );
  return isApproved ? [...policies, [domainName, NEW_DISTRIBUTION], [arn, '']] : policies;
}

/** As it reads after JSON: keys sorted, what is not set left out. */
function canonical(value: unknown, names: Names): unknown {
  if (typeof value === 'string') {
    return names.reduce((text, [known, stoodFor]) => (known === '' ? text : text.replaceAll(known, stoodFor)), value);
  }
  if (Array.isArray(value)) return value.map((one) => canonical(one, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, canonical(one, names)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
