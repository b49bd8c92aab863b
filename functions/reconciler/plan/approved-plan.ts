/**
 * Whether a plan asks for nothing but what a person approved. The approved plan was made by an earlier look; AWS and the work itself went on since.
 *
 *   a step of the plan of now                              | approved
 *   equal to an approved step, but for its state           | yes; the id of a policy, the name of the new distribution count as the words that stood for them
 *   a wait                                                 | yes: nothing is written
 *   a tag                                                  | yes, where each tag in it was approved, or only remembers how far the work is
 *   an approved step the other way round                   | yes: a proof failed, and what was there before is put back
 *   an approved invalidation under another reference       | yes: it is named after the change that owes it, and that one is judged itself
 *   a validation record, its name not known by then        | yes, for the approved certificate in the approved zone
 *   behind an approved delete: the distribution under      | yes: the approved update before it gave it another ETag, and the policies were its own
 *   another ETag, policies of ours that nobody uses        |
 *   anything else                                          | no
 *
 * A step that is not asked for any more is done, by whomever. Steps are never taken from the approved plan: it is compared, and what runs is what was
 * planned from what AWS says now.
 */
import type { RecordSet } from '../model/alias-records.ts';
import type { DomainName } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { FieldChange, FieldValue, Plan, Refusal, Step } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { UNNAMED_RECORD_VALUE } from './certificate-request.ts';
import { type Comparison, comparisonSince } from './comparison-since.ts';
import { describeStep, renderValue } from './render.ts';

/** What a person approved, by domain. */
export type ApprovedPlans = ReadonlyMap<DomainName, Pick<Plan, 'steps'>>;

type StepOf<Action extends Step['action'], Part extends Step['part']> = Extract<Step, { action: Action; part: Part }>;

/** Tags that say how far the work on an edge is; they ask for nothing, and change nothing for callers. */
const MEMORY: readonly string[] = [
  TAG.dnsBefore,
  TAG.dnsZone,
  TAG.dnsChange,
  TAG.cutOver,
  TAG.baseline,
  TAG.pendingInvalidation,
  TAG.hstsSince,
  TAG.held,
  TAG.drainUntil,
  TAG.takenFrom,
];

/** The refusal of a plan that asks for more or for something else than was approved, with what differs; undefined when it does not. */
export function refuseUnapproved(plan: Plan, observed: ObservedEdge, approved: ApprovedPlans): Refusal | undefined {
  const steps = approved.get(plan.domainName)?.steps;
  if (steps === undefined) return refusal(`nothing was approved for ${plan.domainName}`);
  const same = comparisonSince(steps, observed);
  const differences = plan.steps.flatMap((step) => differencesOf(step, { steps, same }));
  return differences.length === 0 ? undefined : refusal(`changed since it was approved: ${differences.join('; ')}`);
}

function refusal(what: string): Refusal {
  return { rule: 'guard', detail: `${what}; nothing more is changed on this edge until a new plan is approved` };
}

interface Approval {
  readonly steps: readonly Step[];
  readonly same: Comparison;
}

function differencesOf(step: Step, approval: Approval): readonly string[] {
  const { steps, same } = approval;
  if (step.action === 'wait' || steps.some((one) => same(withoutState(one), withoutState(step)))) return [];
  if (step.action === 'tag') return unapprovedTags(step, approval);
  if (isFollowUp(step, approval) || takesBack(step, approval)) return [];
  const meant = steps.find((one) => one.part === step.part && one.action === step.action && one.target === step.target);
  return [meant === undefined ? `${describeStep(step)} was not approved` : describeDifference(step, meant, same)];
}

function withoutState({ state: _, ...facts }: Step) {
  return facts;
}

function isFollowUp(step: Step, { steps, same }: Approval): boolean {
  if (step.action === 'validate') {
    const { target, hostedZoneId } = step;
    return steps.some(
      (one) =>
        one.action === 'validate' &&
        same([one.target, one.hostedZoneId], [target, hostedZoneId]) &&
        isUnnamed(one.record),
    );
  }
  if (step.action === 'invalidate') {
    const { distributionId, paths } = step;
    return steps.some(
      (one) => one.action === 'invalidate' && same([one.distributionId, one.paths], [distributionId, paths]),
    );
  }
  if (step.action !== 'delete' || step.part === 'certificate') return false;
  const deleted = steps.find((one) => one.part === 'distribution' && one.action === 'delete');
  if (deleted?.part !== 'distribution' || deleted.action !== 'delete') return false;
  if (step.part === 'header-policies') return true;
  return deleted.distributionId === step.distributionId && updatesOf(steps, step.distributionId).length > 0;
}

function isUnnamed({ target }: RecordSet): boolean {
  return target.kind === 'values' && target.values.includes(UNNAMED_RECORD_VALUE);
}

function updatesOf(steps: readonly Step[], distributionId: string): readonly StepOf<'update', 'distribution'>[] {
  return steps
    .filter((one) => one.part === 'distribution' && one.action === 'update')
    .filter((one) => one.distributionId === distributionId);
}

/** Only what an approved step did is undone, and only to what it replaced. */
function takesBack(step: Step, { steps, same }: Approval): boolean {
  if (step.action !== 'update') return false;
  if (step.part === 'distribution') {
    const approved = updatesOf(steps, step.distributionId).flatMap(({ changes }) => changes);
    return step.changes.every(({ path, before, after }) =>
      approved.some((one) => same([one.path, one.before, one.after], [path, after, before])),
    );
  }
  const { hostedZoneId, remove, create } = step;
  return steps.some(
    (one) =>
      one.part === 'alias-records' &&
      one.action === 'update' &&
      one.hostedZoneId === hostedZoneId &&
      same(placesOf(one.remove), placesOf(create)) &&
      remove.every((record) => one.create.some((made) => same(placeOf(made), placeOf(record)))),
  );
}

/** Where records lead, whatever else is in them: what is put back is written anew. */
function placesOf(records: readonly RecordSet[]): readonly string[] {
  return records.map(placeOf).sort();
}

function placeOf({ name, type, target }: RecordSet): string {
  return `${name} ${type} ${target.kind === 'alias' ? target.dnsName : target.values.join(' ')}`;
}

/** Tag by tag: a step that was cut short asks for the rest of itself. */
function unapprovedTags(step: StepOf<'tag', 'distribution'>, { steps, same }: Approval): readonly string[] {
  const approved = steps.flatMap((one) =>
    one.action === 'tag' && one.distributionArn === step.distributionArn ? tagChanges(one) : [],
  );
  return tagChanges(step)
    .filter(({ key }) => !MEMORY.includes(key))
    .filter((change) => !approved.some((one) => same(one, change)))
    .map(({ key, before, after }) => `${describeStep(step)} was not approved: ${describeChange(key, before, after)}`);
}

function tagChanges({ set, remove, changes }: StepOf<'tag', 'distribution'>) {
  const before = (key: string) => changes.find(({ path }) => path === `Tags[${key}]`)?.before;
  return [
    ...Object.entries(set).map(([key, after]) => ({ key, before: before(key), after })),
    ...remove.map((key) => ({ key, before: before(key), after: undefined })),
  ];
}

function describeDifference(step: Step, approved: Step, same: Comparison): string {
  const words = [
    ...differingFields(step, approved, same),
    ...step.changes
      .filter((change) => !approved.changes.some((one) => same(one, change)))
      .map(({ path, before, after }) => describeChange(path, before, after)),
    ...approved.changes.filter(({ path }) => !step.changes.some((one) => one.path === path)).map(noLongerAsked),
  ];
  return `${describeStep(step)} is not as it was approved: ${words.join(', ')}`;
}

function differingFields(step: Step, approved: Step, same: Comparison): readonly string[] {
  const before = new Map<string, unknown>(Object.entries(approved));
  return Object.entries(step)
    .filter(([key, value]) => key !== 'changes' && key !== 'state' && !same(before.get(key), value))
    .map(([key, value]) =>
      key === 'etag' ? `ETag ${String(before.get(key))} was approved and is ${String(value)} now` : `${key} differs`,
    );
}

function noLongerAsked({ path }: FieldChange): string {
  return `${path} is in order now`;
}

function describeChange(path: string, before: FieldValue, after: FieldValue): string {
  return `${path} ${renderValue(before)} → ${renderValue(after)}`;
}
