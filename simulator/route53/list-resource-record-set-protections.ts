import {
  type ListResourceRecordSetProtectionsCommandInput,
  type ListResourceRecordSetProtectionsCommandOutput,
  ListResourceRecordSetProtections$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { compareAscii, orderKey, parseDnsName } from './dns-name.ts';
import { findHostedZone } from './find-hosted-zone.ts';
import { invalidInput } from './invalid-input.ts';
import { firstPage } from './page.ts';
import { defaultPageSize, maximumPageSize, type RecordSetProtection } from './state.ts';

type Input = ListResourceRecordSetProtectionsCommandInput;
type Output = Omit<ListResourceRecordSetProtectionsCommandOutput, '$metadata'>;

const pageSize = { default: defaultPageSize.protections, maximum: maximumPageSize.protections };

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSetProtections.html */
export const listResourceRecordSetProtections: Operation<Input, Output> = {
  schema,
  run(input, context) {
    const start = startKey(input);
    const zone = findHostedZone(input.HostedZoneId, context);
    const protections = zone.protections
      .filter((protection) => positionKey(protection) >= start)
      .sort((one, other) => compareAscii(positionKey(one), positionKey(other)));
    const { items, next } = firstPage(protections, input.MaxResults, pageSize, context.world);
    return {
      ResourceRecordSetProtections: items.map(({ recordName, recordType, comment }) => ({
        RecordName: recordName,
        RecordType: recordType,
        ...(comment !== undefined && { Comment: comment }),
      })),
      ...(next !== undefined && { NextToken: Buffer.from(positionKey(next)).toString('base64url') }),
    };
  },
};

function positionKey({ recordName, recordType }: RecordSetProtection): string {
  return `${orderKey(recordName)} ${recordType}`;
}

function startKey({ NextToken, StartRecordName, StartRecordType }: Input): string {
  if (NextToken !== undefined) return decodeToken(NextToken);
  if (StartRecordName === undefined && StartRecordType !== undefined)
    throw invalidInput('The type parameter requires the name parameter.');
  if (StartRecordName === undefined) return '';
  const parsed = parseDnsName(StartRecordName);
  if (parsed.kind === 'problem') throw invalidInput(parsed.problem);
  return `${orderKey(parsed.name)} ${StartRecordType ?? ''}`;
}

function decodeToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (!/^\S+ [A-Z]+$/.test(key))
    throw new ServiceError('InvalidPaginationToken', 400, 'The pagination token is not valid.');
  return key;
}
