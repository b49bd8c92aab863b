/**
 * What is reported and never corrected: EDGE-12, and of EDGE-16 the default endpoints. It says what a caller gets and holds no step up: an edge whose
 * API can be reached around it is still in sync. What could not be judged is shown as not checked all the same, and decides as little.
 */
import type { DesiredEdge } from '../model/edge.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Verdict } from '../model/plan.ts';
import type { FrontableApi } from './api-domain.ts';
import type { ModeOf } from './rule-modes.ts';
import { defaultEndpoints } from './rules/default-endpoint-rule.ts';
import { reachability } from './rules/reachability-rules.ts';

export function reportedRules(
  edge: DesiredEdge,
  { distribution, apiStages }: ObservedEdge,
  { domain, endpoint }: FrontableApi,
  modeOf: ModeOf,
): readonly Verdict[] {
  const reachable =
    distribution.kind === 'present' && domain.apis.kind === 'present'
      ? reachability({
          domain,
          endpointName: endpoint.targetDomainName,
          distribution: distribution.value,
          apiStages,
        })
      : [];
  return [...reachable, ...defaultEndpoints(edge, domain)]
    .filter(({ rule }) => modeOf(rule) !== 'off')
    .map((verdict) => ({ ...verdict, reportedOnly: true }));
}
