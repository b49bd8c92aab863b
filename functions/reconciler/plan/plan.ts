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
import { leavesOpen, type Plan, type Step } from '../model/plan.ts';
import type { RuleId, RuleModes } from '../model/rules.ts';
import { ownerToTag, TAG } from '../model/tags.ts';
import { planAliasRecords } from './alias-records.ts';
import { planApiDomain } from './api-domain.ts';
import { planCachedObjects } from './cached-objects.ts';
import { planCertificate } from './certificate.ts';
import { settleTakeover } from './correct-distribution.ts';
import { planDistribution } from './distribution.ts';
import type { AuthorizationInPolicies } from './header-allowlist.ts';
import { createPolicySteps } from './header-policies.ts';
import { type HstsStage, planInStages } from './hsts-stage.ts';
import { planLetGo } from './let-go.ts';
import { ownershipObstacle } from './ownership.ts';
import { blockBehind, EMPTY_PART, mergeParts, type PartPlan } from './part-plan.ts';
import { reportedRules } from './reported-rules.ts';
import { type ModeOf, moderatePart, modesFor } from './rule-modes.ts';

type Wanted = Extract<EdgeTarget, { kind: 'wanted' }>;

export interface PlanSettings {
  /** What to do with distributions that CloudFormation, CDK or Terraform manage. */
  readonly managedElsewhere: 'report' | 'correct';
  /** @default accepted */
  readonly authorization?: AuthorizationInPolicies;
  /** Rules that are not enforced, unless an edge's owner says otherwise. */
  readonly rules: RuleModes;
  /** How long callers may still act on old DNS answers after the records moved back. */
  readonly drainSeconds: number;
}

export function planEdge(target: EdgeTarget, observed: ObservedEdge, settings: PlanSettings): Plan {
  const plan =
    target.kind === 'wanted'
      ? planInStages(target.edge, observed, modesFor(target.edge, settings.rules)('EDGE-13'), (hsts) =>
          planWanted(target, observed, settings, hsts),
        )
      : planLetGo(target, observed, settings.drainSeconds);
  return { domainName: observed.domainName, ...plan, steps: blockBehind(plan.steps, dependsOn) };
}

function planWanted(
  target: Wanted,
  observed: ObservedEdge,
  settings: PlanSettings,
  hsts: HstsStage,
): Omit<Plan, 'domainName'> {
  const { part: domainPart, api } = planApiDomain(target.edge, observed);
  if (api === undefined) return mergeParts([domainPart]);
  // Remembered with the edge, so that whoever lets it go looks for its API where it is.
  const edge = { ...target.edge, apiRegion: api.domain.region };

  const modeOf = modesFor(edge, settings.rules);
  const certificate = planCertificate(edge, observed, modeOf('EDGE-02'));
  const distribution = planDistribution({
    edge,
    observed,
    api,
    certificate: certificate.certificate,
    modeOf,
    formerTags: target.formerTags ?? [],
    hsts,
    authorization: settings.authorization ?? 'accepted',
  });
  const begun = observed.distribution.kind === 'present';
  const aliasRecords = heldBackBy(
    [certificate.part, distribution.part],
    moderatePart(planAliasRecords(edge, observed, api), 'EDGE-14', modeOf),
    // A new edge is always made complete; modes speak of corrections.
    begun ? modeOf : () => 'enforce',
  );
  const cachedObjects = moderatePart(planCachedObjects(edge, observed, distribution.part.steps), 'EDGE-15', modeOf);
  const policies: PartPlan = { ...EMPTY_PART, steps: createPolicySteps(distribution.newPolicies) };
  const request: PartPlan = { ...EMPTY_PART, steps: certificate.steps };
  // A new distribution needs the certificate first; one that exists is corrected without waiting for it.
  const [before, after] = observed.distribution.kind === 'present' ? [EMPTY_PART, request] : [request, EMPTY_PART];
  const judged = mergeParts([
    domainPart,
    certificate.part,
    before,
    policies,
    distribution.part,
    after,
    aliasRecords,
    cachedObjects,
  ]);
  const plan = { ...judged, verdicts: [...judged.verdicts, ...reportedRules(edge, observed, api, modeOf)] };

  const obstacle = ownershipObstacle({ ...target, edge }, observed, settings.managedElsewhere);
  if (obstacle !== undefined)
    return { ...plan, steps: [], refusals: [{ rule: 'ownership', detail: obstacle }, ...plan.refusals] };
  if (!mayBegin(edge, observed, judged)) return { ...plan, steps: [] };
  return plan.steps.length === 0 && plan.refusals.length === 0 ? { ...plan, steps: settleTakeover(observed) } : plan;
}

/** Rules whose drift keeps callers from being served as before. Where one is only reported, nobody corrects it before the records would move. */
const SERVING_RULES: readonly RuleId[] = ['EDGE-02', 'EDGE-04', 'EDGE-05', 'EDGE-07', 'EDGE-10'];

/**
 * Records do not move to a distribution that could not be judged, about which something was refused, or that will not be corrected where it matters.
 * A refused HSTS setting keeps nobody from being served.
 */
function heldBackBy(before: readonly PartPlan[], records: PartPlan, modeOf: ModeOf): PartPlan {
  const obstacle = before
    .flatMap((part) => part.verdicts)
    .find(({ rule, verdict }) =>
      verdict === 'drift'
        ? SERVING_RULES.includes(rule) && modeOf(rule) !== 'enforce'
        : holdsRecords(rule, modeOf) && (verdict === 'not-checked' || verdict === 'refused'),
    );
  const moves = records.steps.some((step) => step.part === 'alias-records' && step.action === 'update');
  if (obstacle === undefined || !moves) return records;
  const note = `records stay as they are while ${obstacle.rule} is ${obstacle.verdict} for the distribution`;
  const held = { ...records, steps: [], notes: [...records.notes, note] };
  if (modeOf(obstacle.rule) === 'enforce') return held;
  // Nothing else would say that the edge is not finished: the rule is only reported.
  const detail = `${note}, where its mode is ${modeOf(obstacle.rule)}; correct it by hand or enforce the rule`;
  return { ...held, refusals: [...held.refusals, { rule: 'EDGE-14', detail }] };
}

/** A header that nobody asked to have written keeps nobody from being served either. */
function holdsRecords(rule: RuleId, modeOf: ModeOf): boolean {
  return rule !== 'EDGE-13' && (rule !== 'EDGE-16' || modeOf(rule) === 'enforce');
}

/**
 * A new edge, or somebody's edge under a new owner, is begun only when everything it needs could be read and nothing was refused: what was
 * refused before any side effect needs no cleaning up.
 */
function mayBegin(edge: DesiredEdge, { distribution }: ObservedEdge, plan: Omit<Plan, 'domainName'>): boolean {
  const begun =
    distribution.kind === 'present' &&
    (edge.owner.kind === 'remediator' || distribution.value.tags[TAG.owner] === ownerToTag(edge.owner));
  return begun || (plan.refusals.length === 0 && !plan.verdicts.some(leavesOpen));
}

/**
 * Whether `step` needs to see what `earlier` brought about: a policy's id, a distribution's name and status, a change's progress. Tags bring about
 * nothing, and policies do not need each other.
 */
function dependsOn(step: Step, earlier: Step): boolean {
  if (earlier.action === 'tag') return false;
  return earlier.part !== 'header-policies' || step.part !== 'header-policies';
}
