import type { Tags } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { stepTag } from './hsts-stage.ts';
import { apiBehaviors, strictTransportSecurity } from './rules/behavior-rules.ts';
import type { RuleInputs } from './rules/finding.ts';

export interface TagChanges {
  readonly set: Tags;
  readonly remove: readonly string[];
}

/** What the distribution remembers about HSTS from now on. A step that has to be served first has not begun. */
export function hstsTags(inputs: RuleInputs): TagChanges {
  const { edge, distribution, hsts, modeOf } = inputs;
  if (modeOf('EDGE-13') !== 'enforce') return { set: {}, remove: [] };
  if (edge.hsts.kind === 'off') return { set: {}, remove: [TAG.hstsStep, TAG.hstsSince, TAG.hstsLongestAge] };
  const words = strictTransportSecurity(inputs).map(({ verdict }) => verdict?.verdict);
  const longest = words.includes('drift') ? longestAge(inputs) : {};
  if (hsts.step === undefined) return { set: longest, remove: [TAG.hstsStep, TAG.hstsSince] };
  const isServed = !words.includes('drift') && !words.includes('refused');
  const begins = !isServed || distribution.tags[TAG.hstsStep] !== hsts.step;
  return { set: { ...stepTag(hsts), ...longest }, remove: begins ? [TAG.hstsSince] : [] };
}

/** What browsers were told stays with them: the longest age is remembered before a shorter one takes its place. */
function longestAge(inputs: RuleInputs): Tags {
  const served = servedAge(inputs);
  const shorter = served > (inputs.hsts.setting?.maxAgeSeconds ?? 0);
  return shorter && served > longestAgeOf(inputs.distribution.tags) ? { [TAG.hstsLongestAge]: String(served) } : {};
}

/** Seconds; 0 where none is remembered. */
export function longestAgeOf(tags: Tags): number {
  const text = tags[TAG.hstsLongestAge] ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}

/** The longest age that an API behavior's policy gives to callers now. */
export function servedAge(inputs: RuleInputs): number {
  const attached = apiBehaviors(inputs).map(({ behavior }) => behavior.responseHeadersPolicyId);
  const ages = inputs.policies.responseHeadersPolicies
    .filter(({ id }) => attached.includes(id))
    .map(({ strictTransportSecurity: hsts }) => hsts?.maxAgeSeconds ?? 0);
  return Math.max(0, ...ages);
}
