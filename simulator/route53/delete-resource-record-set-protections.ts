import {
  type DeleteResourceRecordSetProtectionsCommandInput,
  type DeleteResourceRecordSetProtectionsCommandOutput,
  DeleteResourceRecordSetProtections$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { findEditableHostedZone } from './find-hosted-zone.ts';
import { findProtection } from './protection.ts';
import { invalidBatch, readProtections, toProtectionError } from './protection-batch.ts';

type Output = Omit<DeleteResourceRecordSetProtectionsCommandOutput, '$metadata'>;

/** All of the protections or none. https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteResourceRecordSetProtections.html */
export const deleteResourceRecordSetProtections: Operation<DeleteResourceRecordSetProtectionsCommandInput, Output> = {
  schema,
  run({ HostedZoneId, Protections }, context) {
    const zone = findEditableHostedZone(HostedZoneId, context);
    const named = readProtections(Protections, zone);
    const found = named.map(({ recordName, recordType }) => findProtection(zone, recordName, recordType));
    const missing = named.filter((_, position) => found[position] === undefined);
    if (missing.length > 0)
      throw invalidBatch(
        missing.map((protection) => toProtectionError(protection, 'ProtectionNotFound', 'No protection exists.')),
      );
    zone.protections = zone.protections.filter((protection) => !found.includes(protection));
    return {};
  },
};
