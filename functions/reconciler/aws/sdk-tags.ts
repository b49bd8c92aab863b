import type { Tags } from '../model/plan.ts';

/** As ACM and CloudFront take tags. */
export function toSdkTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
