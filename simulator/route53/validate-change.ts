import { type Change, ChangeAction, type ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { ServiceError } from '../core/service-error.ts';
import { constraintViolation, invalidInput } from './invalid-input.ts';

const routingMembers = [
  'Weight',
  'Region',
  'Failover',
  'GeoLocation',
  'MultiValueAnswer',
  'GeoProximityLocation',
  'CidrRoutingConfig',
] as const;

const maximumTtl = 2_147_483_647;

/** What Route 53 refuses about one change before it looks at the zone: InvalidInput, and the first problem ends it. */
export function validateChange(change: Change, position: number): void {
  const recordSet = change.ResourceRecordSet;
  const member = `changeBatch.changes.${position + 1}.member`;
  requireOneOf(change.Action, Object.values(ChangeAction), `${member}.action`);
  if (recordSet === undefined)
    throw constraintViolation(null, `${member}.resourceRecordSet`, 'Member must not be null');
  requireOneOf(recordSet.Type, Object.values(RRType), `${member}.resourceRecordSet.type`);
  if ((recordSet.Name ?? '').length > 1024)
    throw constraintViolation(
      recordSet.Name,
      `${member}.resourceRecordSet.name`,
      'Member must have length less than or equal to 1024',
    );
  requireRange(recordSet.TTL, maximumTtl, `${member}.resourceRecordSet.tTL`);
  requireRange(recordSet.Weight, 255, `${member}.resourceRecordSet.weight`);
  requireContent(change, recordSet);
  requireRouting(change, recordSet);
  refuseHealthCheck(recordSet);
}

function requireOneOf(value: string | undefined, values: readonly string[], member: string): void {
  if (value === undefined || !values.includes(value))
    throw constraintViolation(value, member, `Member must satisfy enum value set: [${values.join(', ')}]`);
}

function requireRange(value: number | undefined, maximum: number, member: string): void {
  if (value === undefined) return;
  if (!(value >= 0)) throw constraintViolation(value, member, 'Member must have value greater than or equal to 0');
  if (value > maximum)
    throw constraintViolation(value, member, `Member must have value less than or equal to ${maximum}`);
}

function requireContent(change: Change, recordSet: ResourceRecordSet): void {
  const records = recordSet.ResourceRecords ?? [];
  const plain = recordSet.TTL !== undefined && records.length > 0;
  const plainInPart = recordSet.TTL !== undefined || records.length > 0;
  const alias = recordSet.AliasTarget !== undefined;
  const trafficPolicy = recordSet.TrafficPolicyInstanceId !== undefined;
  const expected =
    'Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]';
  if (!alias && !trafficPolicy && !plain) throw invalidRequest(`${expected}, but found none`, change);
  if (Number(alias) + Number(trafficPolicy) + Number(plainInPart) > 1)
    throw invalidRequest(`${expected}, but found more than one`, change);
  if (trafficPolicy)
    throw new ServiceError(
      'NoSuchTrafficPolicyInstance',
      404,
      `No traffic policy instance found with ID: ${recordSet.TrafficPolicyInstanceId}`,
    );
}

function requireRouting(change: Change, recordSet: ResourceRecordSet): void {
  const present = routingMembers.filter((member) => recordSet[member] !== undefined);
  const expected = `Expected exactly one of [${routingMembers.slice(0, -1).join(', ')}, or ${routingMembers.at(-1)}]`;
  if (present.length > 1) throw invalidRequest(`${expected}, but found more than one`, change);
  if (present.length === 1 && !recordSet.SetIdentifier) throw invalidRequest("Missing field 'SetIdentifier'", change);
  if (present.length === 0 && recordSet.SetIdentifier !== undefined)
    throw invalidRequest(`${expected}, but found none`, change);
}

function refuseHealthCheck({ HealthCheckId }: ResourceRecordSet): void {
  if (HealthCheckId !== undefined)
    throw new ServiceError('NoSuchHealthCheck', 404, `No health check exists with the specified ID: ${HealthCheckId}`);
}

function invalidRequest(problem: string, { Action, ResourceRecordSet: recordSet }: Change): ServiceError {
  const identifier = recordSet?.SetIdentifier ?? null;
  const where = `[Action=${Action}, Name=${recordSet?.Name}, Type=${recordSet?.Type}, SetIdentifier=${identifier}]`;
  return invalidInput(`Invalid request: ${problem} in Change with ${where}`);
}
