import {
  type CreateResourceRecordSetProtectionsCommandInput,
  type CreateResourceRecordSetProtectionsCommandOutput,
  CreateResourceRecordSetProtections$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { findEditableHostedZone } from './find-hosted-zone.ts';
import { findProtection } from './protection.ts';
import { invalidBatch, readProtections, toProtectionError } from './protection-batch.ts';

type Output = Omit<CreateResourceRecordSetProtectionsCommandOutput, '$metadata'>;

/** All of the protections or none; the name and type need not exist yet. https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateResourceRecordSetProtections.html */
export const createResourceRecordSetProtections: Operation<CreateResourceRecordSetProtectionsCommandInput, Output> = {
  schema,
  run({ HostedZoneId, Protections }, context) {
    const zone = findEditableHostedZone(HostedZoneId, context);
    const protections = readProtections(Protections, zone);
    const errors = protections
      .filter(({ recordName, recordType }) => findProtection(zone, recordName, recordType) !== undefined)
      .map((protection) => toProtectionError(protection, 'ProtectionAlreadyExists', 'A protection already exists.'));
    if (errors.length === protections.length) throw alreadyExist(errors);
    if (errors.length > 0) throw invalidBatch(errors);
    zone.protections = [...zone.protections, ...protections];
    return {};
  },
};

function alreadyExist(errors: readonly unknown[]): ServiceError {
  const message = 'A protection already exists for every name and type in the request.';
  return new ServiceError('ProtectionAlreadyExists', 409, message, { Errors: errors });
}
