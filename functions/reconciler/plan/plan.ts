/**
 * The plan of one edge: everything AWS said goes in, an ordered list of steps comes out. Pure: no clock, no client, no surprise; the same
 * input gives the same plan.
 *
 * The order keeps users served (make before break): policies → distribution with the name attached → Deployed → alias records → INSYNC →
 * owed invalidation. A person sees the whole way; apply runs the ready prefix, and the next look decides afresh.
 *
 *   observed                                  | plan
 *   the domain cannot be fronted (EDGE-17)    | nothing, refused
 *   somebody else's distribution              | nothing, refused; what differs is still shown
 *   no distribution, something refused        | nothing: an edge is begun only when it can be finished
 *   no distribution                           | create policies, distribution, records
 *   a distribution                            | correct what differs; a refused part waits, the others go on
 */
import type { DesiredEdge } from '../model/edge.ts';
import type { EdgeTarget } from '../model/look.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Plan, Step } from '../model/plan.ts';
import { planAliasRecords } from './alias-records.ts';
import { planApiDomain } from './api-domain.ts';
import { planCachedObjects } from './cached-objects.ts';
import { planCertificate } from './certificate.ts';
import { planDistribution } from './distribution.ts';
import { createPolicySteps } from './header-policies.ts';
import { planLetGo } from './let-go.ts';
import { ownershipObstacle } from './ownership.ts';
import { blockBehind, EMPTY_PART, mergeParts, type PartPlan } from './part-plan.ts';

export interface PlanSettings {
  /** What to do with distributions that CloudFormation, CDK or Terraform manage. */
  readonly managedElsewhere: 'report' | 'correct';
  /** How long callers may still act on old DNS answers after the records moved back. */
  readonly drainSeconds: number;
}

export function planEdge(target: EdgeTarget, observed: ObservedEdge, settings: PlanSettings): Plan {
  const plan =
    target.kind === 'wanted'
      ? planWanted(target.edge, observed, settings)
      : planLetGo(target, observed, settings.drainSeconds);
  return { domainName: observed.domainName, ...plan, steps: blockBehind(plan.steps, dependsOn) };
}

function planWanted(edge: DesiredEdge, observed: ObservedEdge, settings: PlanSettings): Omit<Plan, 'domainName'> {
  const { part: domainPart, api } = planApiDomain(edge, observed);
  if (api === undefined) return mergeParts([domainPart]);

  const certificate = planCertificate(edge, observed);
  const distribution = planDistribution({ edge, observed, api, certificate: certificate.certificate });
  const aliasRecords = heldBackBy(distribution.part, planAliasRecords(edge, observed, api));
  const cachedObjects = planCachedObjects(edge, observed, distribution.part.steps);
  const policies: PartPlan = { ...EMPTY_PART, steps: createPolicySteps(distribution.newPolicies) };
  const plan = mergeParts([domainPart, certificate.part, policies, distribution.part, aliasRecords, cachedObjects]);

  const obstacle = ownershipObstacle(edge, observed, settings.managedElsewhere);
  if (obstacle !== undefined)
    return { ...plan, steps: [], refusals: [{ rule: 'ownership', detail: obstacle }, ...plan.refusals] };
  return mayBegin(observed, plan) ? plan : { ...plan, steps: [] };
}

/** Records do not move to a distribution that could not be judged or about which something was refused. */
function heldBackBy(distribution: PartPlan, records: PartPlan): PartPlan {
  const unjudged = distribution.verdicts.find(
    (verdict) => verdict.verdict === 'not-checked' || verdict.verdict === 'refused',
  );
  if (unjudged === undefined || records.steps.length === 0) return records;
  return {
    ...records,
    steps: [],
    notes: [
      ...records.notes,
      `records stay as they are while ${unjudged.rule} is ${unjudged.verdict} for the distribution`,
    ],
  };
}

/** A new edge is begun only when everything it needs could be read and nothing was refused. */
function mayBegin(observed: ObservedEdge, plan: Omit<Plan, 'domainName'>): boolean {
  if (observed.distribution.kind === 'present') return true;
  return plan.refusals.length === 0 && plan.verdicts.every((verdict) => verdict.verdict !== 'not-checked');
}

/**
 * Whether `step` needs to see what `earlier` brought about: a policy's id, a distribution's name and status, a change's progress. Tags bring about
 * nothing, and policies do not need each other.
 */
function dependsOn(step: Step, earlier: Step): boolean {
  if (earlier.action === 'tag') return false;
  return earlier.part !== 'header-policies' || step.part !== 'header-policies';
}
