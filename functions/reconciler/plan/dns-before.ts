/**
 * The memory of what a name held before its records moved, written when they move and read when they go back: `absent`, `alias A AAAA`, `cname 300`.
 */
import type { RecordSet } from '../model/alias-records.ts';
import { type ApiEndpoint, regionalEndpoint } from '../model/api-domain.ts';
import type { Distribution } from '../model/distribution.ts';
import type { DomainName } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step, Tags } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { memoryOf, memoryToTag } from './name-memory.ts';
import { aliasTo } from './record-sets.ts';
import { tagStep } from './tag-step.ts';

/** Whether this tool ever led the name to the distribution. */
export function isMovedHere(tags: Tags, name: DomainName): boolean {
  return memoryOf(tags, TAG.dnsBefore, name) !== undefined;
}

/** What the name held before the cut-over, so that letting go can put it back: `absent`, `alias A AAAA`, `cname 300`. */
export function rememberBefore(
  name: DomainName,
  distribution: Distribution | undefined,
  replaced: readonly RecordSet[],
  leadsHereAlready: boolean,
  zoneId: string,
): readonly Step[] {
  if (distribution === undefined) return [];
  // A record that was lost is only put back: that says nothing about what the name held before the cut-over.
  const remembered = isMovedHere(distribution.tags, name);
  if (leadsHereAlready ? remembered || replaced.length === 0 : remembered && replaced.length === 0) return [];
  const before = memoryToTag(distribution.tags, name, dnsBefore(replaced));
  return tagStep(distribution, { [TAG.dnsBefore]: before, [TAG.dnsZone]: zoneId });
}

function dnsBefore(replaced: readonly RecordSet[]): string {
  const cname = replaced.find((record) => record.type === 'CNAME');
  if (cname?.target.kind === 'values') return `cname ${cname.target.ttlSeconds}`;
  const types = replaced.map((record) => record.type).sort();
  return types.length === 0 ? 'absent' : `alias ${types.join(' ')}`;
}

/** What `dns-before` describes, with the API's endpoint of today. Records that somebody else led here go to the API too: the name stays served. */
export function recordsBefore(observed: ObservedEdge, tags: Tags): readonly RecordSet[] {
  const endpoint = endpointOf(observed, tags[TAG.apiRegion]);
  const [form, ...rest] = (memoryOf(tags, TAG.dnsBefore, observed.domainName) ?? 'alias A').split(' ');
  if (endpoint === undefined || form === 'absent') return [];
  if (form === 'alias')
    return rest.map((type) => aliasTo(observed.domainName, type, endpoint.targetDomainName, endpoint.hostedZoneId));
  const ttlSeconds = Number(rest[0] ?? 300);
  const target = { kind: 'values', ttlSeconds, values: [endpoint.targetDomainName] } as const;
  return [{ name: observed.domainName, type: 'CNAME', setIdentifier: undefined, target }];
}

/** The endpoint in the edge's own Region. A domain that is gone has nothing to point at. */
function endpointOf({ apiDomains }: ObservedEdge, apiRegion: string | undefined): ApiEndpoint | undefined {
  const domains = apiDomains.kind === 'present' ? apiDomains.value : [];
  return domains
    .filter((domain) => apiRegion === undefined || domain.region === apiRegion)
    .map(regionalEndpoint)
    .find((endpoint) => endpoint !== undefined);
}
