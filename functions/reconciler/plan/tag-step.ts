import type { Distribution } from '../model/distribution.ts';
import type { FieldChange, Step, Tags } from '../model/plan.ts';
import type { Reason } from '../model/rules.ts';
import { TAG } from '../model/tags.ts';
import { READY, reasonsOf } from './part-plan.ts';

/** Remembers facts on the distribution, or forgets them. Tags that stand there already are not written; no step when nothing is left to write. */
export function tagStep(distribution: Distribution, set: Tags, remove: readonly string[] = []): readonly Step[] {
  const different = Object.fromEntries(Object.entries(set).filter(([key, value]) => distribution.tags[key] !== value));
  const standing = remove.filter((key) => distribution.tags[key] !== undefined);
  const changes = [
    ...Object.entries(different).map(([key, value]) => tagChange(distribution, key, value)),
    ...standing.map((key) => tagChange(distribution, key, undefined)),
  ];
  if (changes.length === 0) return [];
  return [
    {
      part: 'distribution',
      action: 'tag',
      target: `distribution ${distribution.id}`,
      distributionArn: distribution.arn,
      set: different,
      remove: standing,
      changes,
      because: reasonsOf(changes),
      state: READY,
    },
  ];
}

function tagChange({ tags }: Distribution, key: string, after: string | undefined): FieldChange {
  return { path: `Tags[${key}]`, before: tags[key], after, because: [reasonFor(key)] };
}

/** Rules keep their memory in tags of their own; every other tag states what the owner asked for. */
function reasonFor(key: string): Reason {
  if (key === TAG.pendingInvalidation) return 'EDGE-15';
  if (key === TAG.hstsStep || key === TAG.hstsSince || key === TAG.hstsLongestAge) return 'EDGE-13';
  const dns: readonly string[] = [TAG.dnsBefore, TAG.dnsZone, TAG.dnsChange];
  return dns.includes(key) ? 'EDGE-14' : 'asked-for';
}
