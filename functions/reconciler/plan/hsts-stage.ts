/**
 * Where an edge stands on its way to a year of HSTS. Browsers keep what they were told, so the way up is slow and the way down is at once.
 *
 *   tags                                   | plan
 *   no step, or one that is not understood | step 1
 *   a step, not served everywhere          | serve it: the tag comes before the update, so a crash repeats a step and skips none
 *   a step, edge in sync, no `hsts-since`  | its time begins now
 *   its interval is over, edge in sync     | the next step
 *   the brake                              | `max-age=0` at once, whatever else is planned
 *
 * Law: a longer age is never served before the one below it has been served, in sync, for a whole interval. Hence `hsts-since` is written when the
 * edge is in sync and not when the step is begun: a distribution may take its time, and records may not lead to it yet.
 */
import type { DesiredEdge, Hsts } from '../model/edge.ts';
import type { StrictTransportSecurity } from '../model/header-policies.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { leavesOpen, type Plan, type Step, type Tags } from '../model/plan.ts';
import type { RuleMode } from '../model/rules.ts';
import { TAG } from '../model/tags.ts';
import { tagStep } from './tag-step.ts';

export interface HstsStage {
  /** What the edge serves now; undefined: nothing of ours. */
  readonly setting: StrictTransportSecurity | undefined;
  /** Word of the tag `hsts-step`; undefined where there is nothing to remember. */
  readonly step: string | undefined;
}

export const RAMP = [
  { maxAgeSeconds: 300, length: '5 minutes' },
  { maxAgeSeconds: 86_400, length: '1 day' },
  { maxAgeSeconds: 604_800, length: '1 week' },
  { maxAgeSeconds: 2_592_000, length: '1 month' },
  { maxAgeSeconds: 31_536_000, length: '1 year' },
] as const;

type Ramp = Extract<Hsts, { kind: 'ramp' }>;
type PlanOfEdge = Omit<Plan, 'domainName'>;

/**
 * The plan of the step that is remembered; where that is done and its time is over, the plan of the next one. While EDGE-13 is only reported, or not
 * judged, nothing begins and nothing goes on.
 */
export function planInStages(
  edge: DesiredEdge,
  observed: ObservedEdge,
  mode: RuleMode,
  planAt: (stage: HstsStage) => PlanOfEdge,
): PlanOfEdge {
  const tags: Tags = observed.distribution.kind === 'present' ? observed.distribution.value.tags : {};
  const stage = rememberedStage(edge.hsts, tags);
  if (mode !== 'enforce') return planAt({ ...stage, step: undefined });
  const plan = planAt(stage);
  if (stage.step === undefined || !isInSync(plan)) return plan;

  const due = dueStage(edge.hsts, tags, observed.now);
  if (due === undefined) return { ...plan, steps: beginInterval(stage, observed) };
  const next = planAt(due);
  return next.refusals.length > 0 ? { ...next, steps: [] } : next;
}

function rememberedStage(hsts: Hsts, tags: Tags): HstsStage {
  switch (hsts.kind) {
    case 'off':
      return { setting: undefined, step: undefined };
    case 'fixed':
      return { setting: hsts, step: undefined };
    case 'brake':
      return { setting: { maxAgeSeconds: 0, includeSubdomains: false, preload: false }, step: 'brake' };
    case 'ramp':
      return rampStage(hsts, stepOf(tags) ?? 1);
  }
}

function dueStage(hsts: Hsts, tags: Tags, now: string): HstsStage | undefined {
  const step = stepOf(tags);
  const since = sinceOf(tags);
  if (hsts.kind !== 'ramp' || step === undefined || since === undefined || step === RAMP.length) return undefined;
  return endOfInterval(hsts, since) <= Date.parse(now) ? rampStage(hsts, step + 1) : undefined;
}

function rampStage({ includeSubdomains, preload }: Ramp, step: number): HstsStage {
  const maxAgeSeconds = RAMP[step - 1]?.maxAgeSeconds ?? RAMP[0].maxAgeSeconds;
  const reach = step === RAMP.length ? { includeSubdomains, preload } : { includeSubdomains: false, preload: false };
  return { setting: { maxAgeSeconds, ...reach }, step: String(step) };
}

function stepOf(tags: Tags): number | undefined {
  const step = RAMP.findIndex((_, index) => tags[TAG.hstsStep] === String(index + 1)) + 1;
  return step === 0 ? undefined : step;
}

/** Since when the remembered step is served, in milliseconds. */
export function sinceOf(tags: Tags): number | undefined {
  const since = Date.parse(tags[TAG.hstsSince] ?? '');
  return Number.isNaN(since) ? undefined : since;
}

export function endOfInterval({ intervalSeconds }: Ramp, since: number): number {
  return since + intervalSeconds * 1000;
}

/** As the outcome `in-sync`. */
function isInSync({ steps, refusals, verdicts }: PlanOfEdge): boolean {
  return steps.length + refusals.length === 0 && !verdicts.some(leavesOpen);
}

function beginInterval({ step }: HstsStage, { distribution, now }: ObservedEdge): readonly Step[] {
  if (distribution.kind !== 'present') return [];
  const { tags } = distribution.value;
  const begun = tags[TAG.hstsStep] === step && sinceOf(tags) !== undefined;
  return begun ? [] : tagStep(distribution.value, { [TAG.hstsSince]: now });
}

export function stepTag({ step }: HstsStage): Tags {
  return step === undefined ? {} : { [TAG.hstsStep]: step };
}

/** A step that is due, or whose time begins, and nothing else: asked for long ago, and no sign that something is wrong with a fleet. */
export function isDueHstsStep({ steps }: Plan): boolean {
  const ofHsts = steps.every(({ because }) => because.length === 1 && because[0] === 'EDGE-13');
  const moves = steps.some(({ changes }) =>
    changes.some(({ path, before, after }) => {
      const isStep = path === `Tags[${TAG.hstsStep}]` && before !== undefined && after !== 'brake';
      return isStep || (path === `Tags[${TAG.hstsSince}]` && after !== undefined);
    }),
  );
  return ofHsts && moves;
}
