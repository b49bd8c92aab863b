/**
 * How far a cut-over came, in the tag `cut-over`: how many seconds after INSYNC callers use the new records (`in 60`), then that instant, then `failed`
 * with what failed until the records are back.
 */
import type { Distribution } from '../model/distribution.ts';
import type { DomainName } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import type { CheckResult } from '../model/proof.ts';
import { LONGEST_TAG_VALUE, TAG } from '../model/tags.ts';
import { isMemoryOfAny, memoryOf, memoryToTag } from './name-memory.ts';
import { tagStep } from './tag-step.ts';

const FAILED = 'failed';
const AFTER_INSYNC = /^in (\d+)$/;

export function cutOverOf({ domainName }: ObservedEdge, { tags }: Distribution): string | undefined {
  return memoryOf(tags, TAG.cutOver, domainName);
}

/** Whether one of `names` is being cut over on this distribution. */
export function isCuttingOver({ tags }: Distribution, names: readonly DomainName[]): boolean {
  return isMemoryOfAny(tags, TAG.cutOver, names);
}

export function rememberCutOver(
  { domainName }: ObservedEdge,
  distribution: Distribution,
  cutOver: string,
): readonly Step[] {
  return tagStep(distribution, { [TAG.cutOver]: memoryToTag(distribution.tags, domainName, cutOver) });
}

export function forgetCutOver(distribution: Distribution): readonly Step[] {
  return tagStep(distribution, {}, [TAG.cutOver]);
}

export function remembersFailure(step: Step): boolean {
  return step.action === 'tag' && step.set[TAG.cutOver]?.startsWith(FAILED) === true;
}

export function isFailed(cutOver: string | undefined): cutOver is string {
  return cutOver?.startsWith(FAILED) === true;
}

export function failedWord(failed: readonly CheckResult[]): string {
  return `${FAILED}: ${failed.map(({ check }) => check).join(' ')}`.slice(0, LONGEST_TAG_VALUE);
}

export function afterInsync(seconds: number): string {
  return `in ${seconds}`;
}

/** Undefined where the tag says something else. */
export function secondsAfterInsync(cutOver: string): number | undefined {
  const [, seconds] = AFTER_INSYNC.exec(cutOver) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
