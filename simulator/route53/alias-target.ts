import type { AliasTarget, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { regionHostedZone } from '../apigatewayv2/region-hosted-zone.ts';
import type { StateKey, World } from '../core/world.ts';
import type { ZoneView } from './change-problems.ts';
import { distributionCarries } from './distribution-target.ts';
import { liesWithin, toPlainName } from './dns-name.ts';

/** The zone of every CloudFront distribution, those of edge-optimized API Gateway domain names included. */
export const cloudFrontZoneId = 'Z2FDTNDATAQYW2';

const typesOfCloudFront: readonly string[] = ['A', 'AAAA', 'HTTPS'];

/**
 * Alias targets that no simulated service owns (a load balancer, an edge-optimized API's hidden distribution), declared by
 * whoever prepares the world; kept under account `*` as `zoneId|target name`.
 */
export const externalAliasTargets: StateKey<Set<string>> = {
  name: 'route53-external-alias-targets',
  create: () => new Set(),
};

export function externalAliasTarget(hostedZoneId: string, dnsName: string): string {
  return `${hostedZoneId}|${dnsName.toLowerCase().replace(/\.$/, '')}`;
}

/** What Route 53 says against the target of an alias record. */
export function aliasTargetProblems(recordSet: ResourceRecordSet, view: ZoneView): string[] {
  const target = recordSet.AliasTarget;
  if (target === undefined) return [];
  const { HostedZoneId = '', DNSName = '' } = target;
  const attempt = `Tried to create an alias that targets ${DNSName}, type ${recordSet.Type} in zone ${HostedZoneId}`;
  const notFound = `${attempt}, but that target was not found`;
  if (isExternal(target, view.world)) return [];
  if (!liesWithinTargetZone(target, view))
    return [`${attempt}, but the alias target name does not lie within the target zone`, notFound];
  if (HostedZoneId === cloudFrontZoneId) return cloudFrontProblems(recordSet, target, view, notFound);
  return exists(recordSet, target, view) ? [] : [notFound];
}

function liesWithinTargetZone({ HostedZoneId = '', DNSName = '' }: AliasTarget, { zone }: ZoneView): boolean {
  if (HostedZoneId === zone.id) return liesWithin(DNSName, zone.name);
  if (HostedZoneId === cloudFrontZoneId) return DNSName.endsWith('.cloudfront.net.');
  const [, region] = /^[^.]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com\.$/.exec(DNSName) ?? [];
  return region !== undefined && regionHostedZone(region) === HostedZoneId;
}

function cloudFrontProblems(
  recordSet: ResourceRecordSet,
  target: AliasTarget,
  view: ZoneView,
  notFound: string,
): string[] {
  if (view.zone.privateZone)
    return [
      `Alias records in private hosted zone ${view.zone.name} cannot route traffic to a CloudFront distribution.`,
    ];
  if (target.EvaluateTargetHealth)
    return [`EvaluateTargetHealth cannot be set to true when the alias target is a CloudFront distribution.`];
  return typesOfCloudFront.includes(recordSet.Type ?? '') && isCloudFrontTarget(recordSet, target, view.world)
    ? []
    : [notFound];
}

function isCloudFrontTarget({ Name = '' }: ResourceRecordSet, { DNSName = '' }: AliasTarget, world: World): boolean {
  return distributionCarries(world, toPlainName(DNSName), toPlainName(Name));
}

/** Route 53 does not ask API Gateway; a target in the zone of the record itself must have the type of the alias record. */
function exists(
  { Name, Type }: ResourceRecordSet,
  { HostedZoneId, DNSName = '' }: AliasTarget,
  view: ZoneView,
): boolean {
  if (HostedZoneId !== view.zone.id) return Type === 'A' || Type === 'AAAA';
  return DNSName !== Name && (view.records.get(DNSName) ?? []).some((other) => other.Type === Type);
}

function isExternal({ HostedZoneId = '', DNSName = '' }: AliasTarget, world: World): boolean {
  return world.state(externalAliasTargets, '*').has(externalAliasTarget(HostedZoneId, DNSName));
}
