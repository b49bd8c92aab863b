/**
 * EDGE-14: the alias records of an edge.
 *
 *   at the name                              | decision
 *   nothing                                  | create A and AAAA aliases to the distribution
 *   A/AAAA/HTTPS alias or CNAME to the API   | replace, in one batch that names the old values exactly
 *   alias or CNAME to this distribution      | pass (a missing AAAA is added beside an A alias)
 *   TXT, CAA, MX, …                          | not looked at
 *   anything else                            | refused by name: somebody points it elsewhere on purpose
 *
 * Records move only to a distribution that is Deployed, enabled and carries the name. What the name held before is remembered first.
 */
import {
  type AliasRecords,
  CLOUDFRONT_HOSTED_ZONE_ID,
  describeRecordSet,
  describeRivals,
  describeZone,
  type RecordSet,
  ROUTING_TYPES,
} from '../model/alias-records.ts';
import { type Distribution, servedAs } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { describeFailure } from '../model/failure.ts';
import { type DomainName, domainNameFromAws } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { FieldChange, Step, StepState } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import type { FrontableApi } from './api-domain.ts';
import { rememberBefore } from './dns-before.ts';
import { leadsToApi } from './own-origins.ts';
import { EMPTY_PART, notChecked, type PartPlan, READY, refused, verdict, waitingForDeployment } from './part-plan.ts';
import { aliasTo, leadsTo, recordChanges } from './record-sets.ts';
import { settleChange } from './settle-change.ts';
import { placeOf, placesAsked } from './zone-place.ts';

/** Stands for the domain name that CloudFront will give; the step that carries it is blocked until the name is known. */
export const NEW_DISTRIBUTION = domainNameFromAws('the-new-distribution.cloudfront.net');

/** `changes`: what this plan corrects on the distribution, before any record moves. */
export function planAliasRecords(
  edge: DesiredEdge,
  observed: ObservedEdge,
  api: FrontableApi,
  changes: readonly FieldChange[] = [],
): PartPlan {
  const subject = `alias records of ${edge.domainName}`;
  if (observed.aliasRecords.kind === 'unreadable')
    return notChecked('EDGE-14', subject, describeFailure(observed.aliasRecords.failure));
  if (observed.distribution.kind === 'unreadable') return EMPTY_PART;
  const distribution = observed.distribution.kind === 'present' ? observed.distribution.value : undefined;
  if (observed.aliasRecords.kind === 'absent') return noZone(edge, observed, subject);

  const { value: records } = observed.aliasRecords;
  if (records.rivalZones.length > 0) return refused('EDGE-14', subject, rivalZones(edge, records));
  const movedIn = distribution?.tags[TAG.dnsZone];
  if (edge.hostedZoneId === undefined && movedIn !== undefined && movedIn !== records.zone.id)
    return refused(
      'EDGE-14',
      subject,
      `public hosted zone for ${edge.domainName}: the records were moved in zone ${movedIn}, and zone ${describeZone(records.zone)} fits now; name the delegated one (HostedZoneId)`,
    );
  const target = distribution?.domainName ?? NEW_DISTRIBUTION;
  const routing = records.recordSets.filter((record) => ROUTING_TYPES.includes(record.type));
  const foreign = routing.filter((record) => !leadsTo(record, target) && !isApiRecord(record, api));
  if (foreign.length > 0) return refused('EDGE-14', subject, foreignRecords(edge, records, foreign));
  const moves = routing.length === 0 || routing.some((record) => !leadsTo(record, target));
  if (distribution !== undefined && moves && !defaultLeadsToApi(distribution, api, changes)) {
    return refused('EDGE-14', subject, elsewhereByDefault(edge, distribution));
  }
  return pointAt({ edge, records, routing, distribution, target, ipv6: distribution?.settings.ipv6 ?? 'on' }, subject);
}

interface Pointing {
  readonly edge: DesiredEdge;
  readonly records: AliasRecords;
  readonly routing: readonly RecordSet[];
  readonly distribution: Distribution | undefined;
  readonly target: DomainName;
  readonly ipv6: 'on' | 'off';
}

function pointAt(pointing: Pointing, subject: string): PartPlan {
  const { edge, records, routing, distribution, target, ipv6 } = pointing;
  const before = routing.map(describeRecordSet).sort();
  const remove = routing.filter((record) => !leadsTo(record, target));
  const create = missingAliases(routing, target, edge.domainName, ipv6);
  if (remove.length === 0 && create.length === 0) {
    return {
      ...EMPTY_PART,
      verdicts: [verdict('EDGE-14', 'pass', subject, { before })],
      steps: distribution === undefined ? [] : settleChange(edge.domainName, records, distribution),
    };
  }
  const after = [...routing.filter((record) => leadsTo(record, target)), ...create].map(describeRecordSet).sort();
  const step: Step = {
    part: 'alias-records',
    action: 'update',
    target: `alias records of ${edge.domainName} in zone ${describeZone(records.zone)}`,
    ...placeOf(records.zone),
    remove,
    create,
    distributionArn: distribution?.arn ?? '',
    changes: recordChanges(remove, create),
    because: ['EDGE-14'],
    state: distribution === undefined ? blockedUntilMade(edge) : stateOfMove(edge, distribution),
  };
  const verdicts = [verdict('EDGE-14', 'drift', subject, { before: before.length === 0 ? 'none' : before, after })];
  return {
    ...EMPTY_PART,
    verdicts,
    steps: [
      ...rememberBefore(edge.domainName, distribution, remove, remove.length < routing.length, records.zone.id),
      step,
    ],
  };
}

/**
 * The law of this file, checked where the step is made and not left to the steps around it: whatever else could not be judged, records only move
 * to a distribution that serves the name everywhere by now.
 */
function stateOfMove({ domainName }: DesiredEdge, { id, status, settings }: Distribution): StepState {
  if (status === 'InProgress') return waitingForDeployment(id, `distribution ${id} to be Deployed`);
  if (settings.enabled && servedAs(settings, domainName) !== undefined) return READY;
  return { kind: 'blocked', by: `distribution ${id} to be enabled and to carry ${domainName}` };
}

function blockedUntilMade({ domainName }: DesiredEdge): StepState {
  return { kind: 'blocked', by: `create distribution for ${domainName}` };
}

/** The A alias always, the AAAA alias where the distribution answers over IPv6, HTTPS only where one existed. A CNAME to the distribution serves all. */
function missingAliases(
  routing: readonly RecordSet[],
  target: DomainName,
  name: DomainName,
  ipv6: 'on' | 'off',
): readonly RecordSet[] {
  const pointing = routing.filter((record) => leadsTo(record, target)).map((record) => record.type);
  if (pointing.includes('CNAME')) return [];
  const replaced = routing.filter((record) => !leadsTo(record, target)).map((record) => record.type);
  const wanted = ['A', ...(ipv6 === 'on' ? ['AAAA'] : []), ...(replaced.includes('HTTPS') ? ['HTTPS'] : [])];
  return wanted
    .filter((type) => !pointing.includes(type))
    .map((type) => aliasTo(name, type, target, CLOUDFRONT_HOSTED_ZONE_ID));
}

function isApiRecord(record: RecordSet, api: FrontableApi): boolean {
  return leadsTo(record, api.endpoint.targetDomainName);
}

/** Whether callers of any path reach this domain's API: the paths that no other behavior takes go where the default behavior leads. */
function defaultLeadsToApi({ settings }: Distribution, api: FrontableApi, changes: readonly FieldChange[]): boolean {
  const origin = settings.origins.find(({ id }) => id === settings.defaultCacheBehavior.targetOriginId);
  if (origin === undefined) return false;
  const isExchanged = changes.some(
    ({ path, after }) => path === `Origins[${origin.id}].DomainName` && after === api.endpoint.targetDomainName,
  );
  return isExchanged || leadsToApi(origin, api);
}

function elsewhereByDefault({ domainName }: DesiredEdge, { id, settings }: Distribution): string {
  const origin = settings.origins.find((one) => one.id === settings.defaultCacheBehavior.targetOriginId);
  const target = origin?.domainName ?? settings.defaultCacheBehavior.targetOriginId;
  const remedy =
    servedAs(settings, domainName) === domainName
      ? `take ${domainName} off it, and it gets an edge of its own`
      : `lead ${domainName} to its API by a record of its own, and it gets an edge of its own`;
  return `records of ${domainName}: are not moved to distribution ${id}, whose default behavior leads to ${target} and not to the API; ${remedy}`;
}

/** A new edge needs the zone; an adopted one may have its records where nobody here can see them. */
function noZone(edge: DesiredEdge, observed: ObservedEdge, subject: string): PartPlan {
  const asked = edge.hostedZoneId === undefined ? '' : ` ${edge.hostedZoneId}`;
  const detail = `public hosted zone${asked} for ${edge.domainName}: none found in ${placesAsked(observed)}; create it here, name it (HostedZoneId), or point the name at the distribution where its zone lives`;
  const isNew = observed.distribution.kind !== 'present';
  return isNew ? refused('EDGE-14', subject, detail) : notChecked('EDGE-14', subject, detail);
}

function rivalZones(edge: DesiredEdge, records: AliasRecords): string {
  const zones = [records.zone, ...records.rivalZones];
  return `public hosted zone for ${edge.domainName}: ${zones.length} zones named ${records.zone.name} fit, got ${describeRivals(zones)}; name the delegated one (HostedZoneId)`;
}

function foreignRecords(edge: DesiredEdge, records: AliasRecords, foreign: readonly RecordSet[]): string {
  const found = foreign.map(describeRecordSet).sort().join(', ');
  return `records of ${edge.domainName} in zone ${describeZone(records.zone)}: lead neither to its API nor to its distribution, got ${found}; remove or repoint them if the edge should serve this name`;
}
