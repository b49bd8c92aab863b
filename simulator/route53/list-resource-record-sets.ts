import {
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  RRType,
  ListResourceRecordSets$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { parseDnsName } from './dns-name.ts';
import { findHostedZone } from './find-hosted-zone.ts';
import { constraintViolation, invalidInput } from './invalid-input.ts';
import { firstPage } from './page.ts';
import { compareRecordSets } from './record-set.ts';
import { defaultPageSize, maximumPageSize } from './state.ts';
import { allRecordSets } from './to-hosted-zone.ts';

type Input = ListResourceRecordSetsCommandInput;
type Output = Omit<ListResourceRecordSetsCommandOutput, '$metadata'>;

const pageSize = { default: defaultPageSize.recordSets, maximum: maximumPageSize.recordSets };

/** Name, type and identifier say where the list begins; they filter nothing. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
export const listResourceRecordSets: Operation<Input, Output> = {
  schema,
  run(input, context) {
    const start = startPosition(input);
    const zone = findHostedZone(input.HostedZoneId, context);
    const recordSets = allRecordSets(zone.records)
      .filter((recordSet) => start === undefined || compareRecordSets(recordSet, start) >= 0)
      .sort(compareRecordSets);
    const { items, next, size } = firstPage(recordSets, input.MaxItems, pageSize, context.world);
    return {
      ResourceRecordSets: items,
      IsTruncated: next !== undefined,
      ...(next !== undefined && { NextRecordName: next.Name, NextRecordType: next.Type }),
      ...(next?.SetIdentifier !== undefined && { NextRecordIdentifier: next.SetIdentifier }),
      MaxItems: size,
    };
  },
};

function startPosition({
  StartRecordName,
  StartRecordType,
  StartRecordIdentifier,
}: Input): ResourceRecordSet | undefined {
  if (StartRecordType !== undefined && !Object.values(RRType).includes(StartRecordType))
    throw constraintViolation(
      StartRecordType,
      'type',
      `Member must satisfy enum value set: [${Object.values(RRType).join(', ')}]`,
    );
  if (StartRecordName === undefined && StartRecordType !== undefined)
    throw invalidInput('The type parameter requires the name parameter.');
  if (StartRecordType === undefined && StartRecordIdentifier !== undefined)
    throw invalidInput('The identifier parameter requires the name and type parameters.');
  if (StartRecordName === undefined) return undefined;
  const parsed = parseDnsName(StartRecordName);
  if (parsed.kind === 'problem') throw invalidInput(parsed.problem);
  return { Name: parsed.name, Type: StartRecordType, SetIdentifier: StartRecordIdentifier };
}
