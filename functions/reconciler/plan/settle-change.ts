/** After records were written: wait until Route 53 says INSYNC, then forget the change. */
import type { AliasRecords } from '../model/alias-records.ts';
import type { Distribution } from '../model/distribution.ts';
import { dnsChangeFromTag } from '../model/dns-change.ts';
import type { DomainName } from '../model/names.ts';
import type { Step } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { recordsWait } from './records-wait.ts';
import { tagStep } from './tag-step.ts';

/** Route 53 reaches all its servers within about a minute. */
const INSYNC_POLL_SECONDS = 5;

export function settleChange(name: DomainName, records: AliasRecords, distribution: Distribution): readonly Step[] {
  if (records.lastChange === 'none') return [];
  if (records.lastChange === 'PENDING') {
    const watch = {
      kind: 'dns-change',
      ...(dnsChangeFromTag(distribution.tags[TAG.dnsChange]) ?? { changeId: '' }),
    } as const;
    return [recordsWait(`alias records of ${name} to be INSYNC`, { seconds: INSYNC_POLL_SECONDS, watch })];
  }
  return tagStep(distribution, {}, [TAG.dnsChange]);
}
