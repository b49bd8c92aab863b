/**
 * The plan of one edge: everything AWS said goes in, an ordered list of steps comes out. Pure: no clock, no client, no surprise; the same
 * input gives the same plan.
 *
 * The order keeps users served (make before break): certificate → policies → distribution with the name attached → Deployed → proof → alias records →
 * INSYNC → proof through DNS; and after a correction the owed invalidation. A person sees the whole way; apply runs the ready prefix, and the next look decides afresh.
 *
 *   observed                                  | plan
 *   the domain cannot be fronted (EDGE-17)    | nothing, refused
 *   a domain that is left alone (its tag)     | nothing, refused
 *   somebody else's distribution              | nothing, refused; what differs is still shown
 *   no distribution, something refused        | nothing: an edge is begun only when it can be finished
 *   no distribution                           | create policies, distribution, records
 *   a distribution                            | correct what differs; a refused part waits, the others go on
 */

import { type Choice, leftAloneByChoice } from '../model/choice.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { EdgeTarget, Updated } from '../model/look.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { ownerToTag } from '../model/owner-tags.ts';
import { type FieldChange, leavesOpen, type Plan, type Step } from '../model/plan.ts';
import type { ProofPolicy } from '../model/proof.ts';
import type { RuleModes } from '../model/rules.ts';
import { TAG } from '../model/tags.ts';
import { planAliasRecords } from './alias-records.ts';
import { planApiDomain } from './api-domain.ts';
import { planCachedObjects } from './cached-objects.ts';
import { planCertificate } from './certificate.ts';
import { settleTakeover } from './correct-distribution.ts';
import { planCorrectionProof } from './correction-proof.ts';
import { isGoingBack, planCutOver } from './cut-over.ts';
import { type DistributionPlan, planDistribution } from './distribution.ts';
import type { AuthorizationInPolicies } from './header-allowlist.ts';
import { createPolicySteps } from './header-policies.ts';
import { heldBackBy } from './held-records.ts';
import { type HstsStage, planInStages } from './hsts-stage.ts';
import { planLetGo } from './let-go.ts';
import { ownOrigins } from './own-origins.ts';
import { describeHeld, ownershipObstacle } from './ownership.ts';
import { blockBehind, EMPTY_PART, mergeParts, type PartPlan } from './part-plan.ts';
import { provingOf } from './proof-need.ts';
import { reportedRules } from './reported-rules.ts';
import { moderatePart, modesFor } from './rule-modes.ts';
import { withUnreadPricingPlan } from './unread-pricing-plan.ts';
import { replacedPolicySteps } from './unused-policies.ts';

type Wanted = Extract<EdgeTarget, { kind: 'wanted' }>;

export interface PlanSettings {
  /** What to do with distributions that CloudFormation, CDK or Terraform manage. */
  readonly managedElsewhere: 'report' | 'correct';
  /** Which domains may be changed without being asked for. @default opt-out */
  readonly choice?: Choice;
  /** @default accepted */
  readonly authorization?: AuthorizationInPolicies;
  /** Rules that are not enforced, unless an edge's owner says otherwise. */
  readonly rules: RuleModes;
  /** How long callers may still act on old DNS answers after the records moved back. */
  readonly drainSeconds: number;
  /** Whether somebody here can try an edge on its real name. @default false: Deployed is enough */
  readonly proves?: boolean;
  /** What counts for edges whose owner said nothing about proofs. @default require */
  readonly proof?: ProofPolicy;
  /** The last update of this run, in case its proof fails. */
  readonly updated?: Updated;
}

export function planEdge(target: EdgeTarget, observed: ObservedEdge, settings: PlanSettings): Plan {
  const { domainName } = observed;
  const leftAlone = leftAloneByChoice(target, observed, settings.choice);
  if (leftAlone !== undefined)
    return { domainName, ...EMPTY_PART, refusals: [{ rule: 'ownership', detail: leftAlone }] };
  const plan =
    target.kind === 'wanted'
      ? planInStages(target.edge, observed, modesFor(target.edge, settings.rules)('EDGE-13'), (hsts) =>
          planWanted(target, observed, settings, hsts),
        )
      : planLetGo(target, observed, settings.drainSeconds);
  const { toProve, ...rest } = plan;
  const steps = blockBehind(plan.steps, dependsOn);
  return {
    domainName,
    ...rest,
    steps,
    ...(toProve !== undefined && isProofDue(steps) && { toProve }),
  };
}

/** Nothing else has to happen before the step that waits for the proof. */
function isProofDue(steps: readonly Step[]): boolean {
  const first = steps.find(({ state }) => state.kind !== 'ready');
  return first?.state.kind === 'blocked' && first.state.onProof === true;
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
    attachedCertificate: certificate.attached,
    modeOf,
    formerTags: target.formerTags ?? [],
    hsts,
    authorization: settings.authorization ?? 'accepted',
  });
  const begun = observed.distribution.kind === 'present';
  const proven = { ...edge, proof: edge.proof ?? settings.proof ?? 'require' };
  const { allowlist } = distribution;
  const { endpoint } = api;
  const { proves = false, managedElsewhere } = settings;
  const proving = provingOf({ edge: proven, observed, endpoint, allowlist, hsts, modeOf, proves });
  const corrected = planCorrectionProof(observed, distribution.part, proving, settings.updated);
  const aliasRecords = heldBackBy(
    [certificate.part, distribution.part],
    // What was begun is ended whatever the mode is now.
    planCutOver(
      proven,
      observed,
      moderatePart(planAliasRecords(edge, observed, api, changesOf(distribution)), 'EDGE-14', modeOf),
      {
        proving,
        before: corrected.steps,
        drainSeconds: settings.drainSeconds,
      },
    ),
    // A new edge is always made complete; modes speak of corrections.
    begun ? modeOf : () => 'enforce',
  );
  const cachedObjects = moderatePart(planCachedObjects(edge, observed, distribution.part.steps), 'EDGE-15', modeOf);
  const policies: PartPlan = { ...EMPTY_PART, steps: createPolicySteps(distribution.newPolicies) };
  const request: PartPlan = { ...EMPTY_PART, steps: certificate.steps };
  // A new distribution needs the certificate first; one that exists is corrected without waiting for it.
  const [before, after] = observed.distribution.kind === 'present' ? [EMPTY_PART, request] : [request, EMPTY_PART];
  // What is written first would hold up the way back.
  const goesBack = isGoingBack(observed, aliasRecords);
  const judged = goesBack
    ? mergeParts([domainPart, certificate.part, { ...distribution.part, steps: [] }, aliasRecords])
    : mergeParts([
        domainPart,
        certificate.part,
        before,
        ...acceptedFirst(corrected, policies),
        after,
        aliasRecords,
        cachedObjects,
      ]);
  const plan = {
    ...judged,
    verdicts: [...judged.verdicts, ...reportedRules(edge, observed, api, modeOf)],
    ...(allowlist !== undefined && allowlist.kind !== 'refused' && { headers: allowlist }),
  };

  const obstacle = ownershipObstacle({ ...target, edge }, observed, {
    managedElsewhere,
    steps: judged.steps,
    goesBack,
    leadsToIt: observed.distribution.kind === 'present' && ownOrigins(observed.distribution.value, api).length > 0,
  });
  if (obstacle !== undefined)
    return { ...plan, steps: [], refusals: [{ rule: 'ownership', detail: obstacle }, ...plan.refusals] };
  if (!mayBegin(edge, observed, judged)) return { ...plan, steps: [] };
  const isSettled = plan.steps.length === 0 && plan.refusals.length === 0;
  const settled = isSettled ? { ...plan, steps: [...settleTakeover(observed), ...cleanUp(target, observed)] } : plan;
  return withUnreadPricingPlan(withHeld(settled, observed), observed);
}

/** Looks at the account clean up after all edges; where they only detect, a stack cleans up after its own. */
function cleanUp({ edge, from }: Wanted, observed: ObservedEdge): readonly Step[] {
  return edge.owner.kind === 'stack' && from !== 'tags' ? replacedPolicySteps(observed) : [];
}

function changesOf({ part }: DistributionPlan): readonly FieldChange[] {
  return part.steps.flatMap(({ changes }) => changes);
}

/** An edge that is asked for as it is gets no refusal for being held; a person has to know all the same. */
function withHeld<Noted extends Pick<Plan, 'notes'>>(plan: Noted, { distribution }: ObservedEdge): Noted {
  const held = distribution.kind === 'present' ? describeHeld(distribution.value) : undefined;
  return held === undefined ? plan : { ...plan, notes: [...plan.notes, held] };
}

/**
 * What was accepted is written to the tags before anything else is changed: a look at the account that comes in between then wants the same edge,
 * and does not undo the first half of what this request is about to do.
 */
function acceptedFirst(distribution: PartPlan, policies: PartPlan): readonly PartPlan[] {
  const end = distribution.steps.findIndex(({ action }) => action !== 'tag');
  const tags = end < 0 ? distribution.steps : distribution.steps.slice(0, end);
  return [{ ...distribution, steps: tags }, policies, { ...EMPTY_PART, steps: distribution.steps.slice(tags.length) }];
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
