import type { ResourceRecordSet } from '@aws-sdk/client-route-53';

/*
 * Record sets of one name and type form a group, and a group routes in one way: simple, weighted, latency, failover,
 * geolocation, multivalue answer, geoproximity or by IP address.
 */

interface Routing {
  readonly member: keyof ResourceRecordSet;
  readonly title: string;
}

const routings: readonly Routing[] = [
  { member: 'Weight', title: 'weighted' },
  { member: 'Region', title: 'latency' },
  { member: 'Failover', title: 'failover' },
  { member: 'GeoLocation', title: 'geolocation' },
  { member: 'MultiValueAnswer', title: 'multivalue answer' },
  { member: 'GeoProximityLocation', title: 'geoproximity' },
  { member: 'CidrRoutingConfig', title: 'IP-based' },
];

const maximumWeightedSets = 100;

/** What the other record sets at the name say against this one. */
export function routingProblems(recordSet: ResourceRecordSet, neighbors: readonly ResourceRecordSet[]): string[] {
  const group = neighbors.filter(({ Type }) => Type === recordSet.Type);
  if (group.length === 0) return [];
  const routing = routingOf(recordSet);
  if (routing === undefined)
    return [`${subject(recordSet)} cannot be created as other RRSets exist with the same name and type.`];
  if (group.some((other) => routingOf(other) !== routing))
    return [
      `${subject(recordSet)} cannot be created as a non-${routing.title} set exists with the same name and type.`,
    ];
  return [...takenProblems(recordSet, routing, group), ...groupProblems(recordSet, routing, group)];
}

/** Weighted sets of one group have one TTL; looked at after the whole batch, which may change all of them. */
export function weightedTtlProblems(recordSets: readonly ResourceRecordSet[]): string[] {
  const weighted = recordSets.filter(({ Weight, TTL }) => Weight !== undefined && TTL !== undefined);
  return [...Map.groupBy(weighted, ({ Type }) => Type).values()]
    .filter((group) => new Set(group.map(({ TTL }) => TTL)).size > 1)
    .map((group) => group.at(-1) as ResourceRecordSet)
    .map(
      ({ Name, Type, SetIdentifier }) =>
        `RRSet with DNS name ${Name} and type ${Type}, SetIdentifier ${SetIdentifier} cannot be created as weighted sets must contain the same TTL.`,
    );
}

function routingOf(recordSet: ResourceRecordSet): Routing | undefined {
  return routings.find(({ member }) => recordSet[member] !== undefined);
}

/** One latency set per Region, one failover set per role, one geolocation set per location. */
function takenProblems(
  recordSet: ResourceRecordSet,
  { member, title }: Routing,
  group: readonly ResourceRecordSet[],
): string[] {
  const place = { Region: 'region', Failover: 'failover role', GeoLocation: 'location' }[String(member)];
  const wanted = JSON.stringify(recordSet[member]);
  if (place === undefined || !group.some((other) => JSON.stringify(other[member]) === wanted)) return [];
  const value = typeof recordSet[member] === 'string' ? recordSet[member] : wanted;
  return [
    `${subject(recordSet)}, and ${member} Name=${value} cannot be created because a ${title} RRSet with the same name, type and ${place} already exists.`,
  ];
}

function groupProblems(
  recordSet: ResourceRecordSet,
  { title }: Routing,
  group: readonly ResourceRecordSet[],
): string[] {
  if (title === 'weighted' && group.length >= maximumWeightedSets)
    return [`Cannot have more than ${maximumWeightedSets} weighted RRSets with the same name and type.`];
  const bothCloudFront = [recordSet, ...group].every(({ AliasTarget }) =>
    AliasTarget?.DNSName?.endsWith('.cloudfront.net.'),
  );
  return title === 'failover' && bothCloudFront
    ? [`${subject(recordSet)} cannot be created because both failover RRSets are aliases of CloudFront distributions.`]
    : [];
}

function subject({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  const identifier = SetIdentifier === undefined ? '' : `, SetIdentifier ${SetIdentifier}`;
  return `RRSet with DNS name ${Name}, type ${Type}${identifier}`;
}
