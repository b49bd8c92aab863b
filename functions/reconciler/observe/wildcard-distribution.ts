/**
 * A distribution that answers for a name by a wildcard among its alternate domain names. It may be this edge's, or somebody's site that covers the name
 * by chance; where the name leads tells the two apart.
 */
import { mentions, type RecordSet, ROUTING_TYPES } from '../model/alias-records.ts';
import { type Distribution, servedAs } from '../model/distribution.ts';
import { type DomainName, domainNameFromAws } from '../model/names.ts';
import type { Observed } from '../model/observed.ts';
import type { RecordReader } from './alias-records.ts';
import { type PublicZone, type PublicZones, zonesFor } from './hosted-zones.ts';

export interface CoveringDistribution {
  readonly distribution: Distribution;
  /** Where the name's records lead its callers; `may-be-led-there` also where that cannot be seen. */
  readonly callers: 'may-be-led-there' | 'elsewhere';
}

/** Of the distributions that carry a wildcard over `name`, the one that CloudFront answers with: the longest wildcard counts. */
export function coveringDistribution(
  distributions: readonly Distribution[],
  name: DomainName,
): Distribution | undefined {
  const length = ({ settings }: Distribution) => servedAs(settings, name)?.length ?? 0;
  const [first] = distributions.filter((one) => length(one) > 0).sort((a, b) => length(b) - length(a));
  return first;
}

/** Whether callers of `name` are led to the distribution; where that cannot be seen, they may be. */
export async function mayBeLedTo(
  distribution: Distribution,
  name: DomainName,
  { zones }: PublicZones,
  readRecords: RecordReader,
): Promise<boolean> {
  const found = zonesFor(zones, name);
  if (found.length === 0) return true;
  for (const zone of found) {
    const records = await answering(zone, name, readRecords);
    if (records === 'unreadable') return true;
    if (records.some((record) => ROUTING_TYPES.includes(record.type) && mentions(record, distribution.domainName)))
      return true;
  }
  return false;
}

/**
 * What DNS answers with: the sets at the name, or, where there are none at all, those at the closest wildcard above it. A name between the two that exists,
 * or is delegated, ends the search: no wildcard above it counts (RFC 4592, closest encloser).
 */
async function answering(
  zone: PublicZone,
  name: DomainName,
  readRecords: RecordReader,
): Promise<readonly RecordSet[] | 'unreadable'> {
  for (const candidate of candidatesAbove(name, zone.name)) {
    const records: Observed<readonly RecordSet[]> = await readRecords(zone, candidate);
    if (records.kind === 'unreadable') return 'unreadable';
    if (records.kind !== 'present' || records.value.length === 0) continue;
    if (candidate === name || candidate.startsWith('*.')) return records.value;
    // A zone of its own, which nobody has looked into here.
    return records.value.some(({ type }) => type === 'NS') ? 'unreadable' : [];
  }
  return [];
}

/** The name, then from the closest to the zone's own: `*.b.example.com`, `b.example.com`, `*.example.com`. */
function candidatesAbove(name: DomainName, zoneName: DomainName): readonly DomainName[] {
  const labels = name.slice(0, -(zoneName.length + 1)).split('.');
  return labels.flatMap((_, index) => {
    const parent = [...labels.slice(index + 1), zoneName].join('.');
    const isApex = parent === zoneName;
    return (index === 0 ? [name] : []).concat([`*.${parent}`, ...(isApex ? [] : [parent])].map(domainNameFromAws));
  });
}
