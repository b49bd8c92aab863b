import { type ProtectionError, type ResourceRecordSetProtectionConfig, RRType } from '@aws-sdk/client-route-53';
import { ServiceError } from '../core/service-error.ts';
import { liesWithin, parseDnsName } from './dns-name.ts';
import { constraintViolation } from './invalid-input.ts';
import type { RecordSetProtection, Zone } from './state.ts';

const maximumEntries = 100;

/** The entries of a request with canonical names; invalid entries are reported together, before anything else. */
export function readProtections(
  entries: readonly ResourceRecordSetProtectionConfig[] | undefined,
  zone: Zone,
): RecordSetProtection[] {
  requireEntries(entries?.length ?? 0);
  const read = (entries ?? []).map(readProtection);
  const seen = new Set<string>();
  const errors = read.flatMap((protection) => {
    const key = `${protection.recordName} ${protection.recordType}`;
    const problem =
      entryProblem(protection, zone) ?? (seen.has(key) ? 'The name and type appear more than once.' : undefined);
    seen.add(key);
    return problem === undefined ? [] : [toProtectionError(protection, 'InvalidInput', problem)];
  });
  if (errors.length > 0) throw invalidBatch(errors);
  return read;
}

export function toProtectionError(
  { recordName, recordType }: RecordSetProtection,
  code: 'InvalidInput' | 'ProtectionAlreadyExists' | 'ProtectionNotFound',
  message: string,
): ProtectionError {
  return { RecordName: recordName, RecordType: recordType, Code: code, Message: message };
}

export function invalidBatch(errors: readonly ProtectionError[]): ServiceError {
  const message = `${errors.length} of the entries in the request could not be processed.`;
  return new ServiceError('InvalidResourceRecordSetProtectionBatch', 400, message, { Errors: errors });
}

function requireEntries(count: number): void {
  if (count < 1) throw constraintViolation('[]', 'protections', 'Member must have length greater than or equal to 1');
  if (count > maximumEntries)
    throw constraintViolation(count, 'protections', `Member must have length less than or equal to ${maximumEntries}`);
}

function readProtection({
  RecordName = '',
  RecordType,
  Comment,
}: ResourceRecordSetProtectionConfig): RecordSetProtection {
  const parsed = parseDnsName(RecordName);
  return {
    recordName: parsed.kind === 'name' ? parsed.name : RecordName,
    recordType: RecordType as RRType,
    comment: Comment,
  };
}

function entryProblem({ recordName, recordType, comment }: RecordSetProtection, zone: Zone): string | undefined {
  const parsed = parseDnsName(recordName);
  if (parsed.kind === 'problem') return parsed.problem;
  if (!liesWithin(recordName, zone.name))
    return `RRSet with DNS name ${recordName} is not permitted in zone ${zone.name}`;
  if (!Object.values(RRType).includes(recordType)) return `The record type ${recordType} can't be protected.`;
  return (comment ?? '').length > 256 ? 'The comment is longer than 256 characters.' : undefined;
}
