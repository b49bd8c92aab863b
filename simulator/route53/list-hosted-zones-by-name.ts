import {
  type ListHostedZonesByNameCommandInput,
  type ListHostedZonesByNameCommandOutput,
  ListHostedZonesByName$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { compareAscii, orderKey, parseDnsName } from './dns-name.ts';
import { bareHostedZoneId } from './find-hosted-zone.ts';
import { invalidInput } from './invalid-input.ts';
import { firstPage } from './page.ts';
import { defaultPageSize, maximumPageSize, route53Account } from './state.ts';
import { toHostedZone } from './to-hosted-zone.ts';

type Input = ListHostedZonesByNameCommandInput;
type Output = Omit<ListHostedZonesByNameCommandOutput, '$metadata'>;

interface Position {
  readonly name: string;
  readonly id: string;
}

const pageSize = { default: defaultPageSize.hostedZones, maximum: maximumPageSize.hostedZones };

/** `DNSName` and `HostedZoneId` say where the list begins; they filter nothing. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html */
export const listHostedZonesByName: Operation<Input, Output> = {
  schema,
  run(input, { world, account }) {
    const start = startPosition(input);
    const zones = [...world.state(route53Account, account).zones.values()]
      .filter((zone) => start === undefined || comparePositions(zone, start) >= 0)
      .sort(comparePositions);
    const { items, next, size } = firstPage(zones, input.MaxItems, pageSize, world);
    return {
      HostedZones: items.map(toHostedZone),
      ...(input.DNSName !== undefined && { DNSName: start?.name }),
      ...(input.HostedZoneId !== undefined && { HostedZoneId: start?.id }),
      IsTruncated: next !== undefined,
      ...(next !== undefined && { NextDNSName: next.name, NextHostedZoneId: next.id }),
      MaxItems: size,
    };
  },
};

function startPosition({ DNSName, HostedZoneId }: Input): Position | undefined {
  if (DNSName === undefined && HostedZoneId !== undefined)
    throw invalidInput('The HostedZoneId parameter requires the DNSName parameter.');
  if (DNSName === undefined) return undefined;
  const parsed = parseDnsName(DNSName);
  if (parsed.kind === 'problem') throw new ServiceError('InvalidDomainName', 400, parsed.problem);
  return { name: parsed.name, id: bareHostedZoneId(HostedZoneId ?? '') };
}

function comparePositions(one: Position, other: Position): number {
  return compareAscii(orderKey(one.name), orderKey(other.name)) || compareAscii(one.id, other.id);
}
