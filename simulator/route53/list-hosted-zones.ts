import {
  type ListHostedZonesCommandInput,
  type ListHostedZonesCommandOutput,
  ListHostedZones$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { compareAscii } from './dns-name.ts';
import { bareHostedZoneId } from './find-hosted-zone.ts';
import { constraintViolation } from './invalid-input.ts';
import { firstPage } from './page.ts';
import { defaultPageSize, maximumPageSize, route53Account } from './state.ts';
import { toHostedZone } from './to-hosted-zone.ts';

type Input = ListHostedZonesCommandInput;
type Output = Omit<ListHostedZonesCommandOutput, '$metadata'>;

const pageSize = { default: defaultPageSize.hostedZones, maximum: maximumPageSize.hostedZones };

/** In order of the ids, so that a zone that goes away between two pages hides no other. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html */
export const listHostedZones: Operation<Input, Output> = {
  schema,
  run(input, { world, account }) {
    validate(input);
    const marker = bareHostedZoneId(input.Marker ?? '');
    const zones = [...world.state(route53Account, account).zones.values()]
      .filter(({ privateZone }) => privateZone || input.HostedZoneType === undefined)
      .filter(({ id }) => id >= marker)
      .sort((one, other) => compareAscii(one.id, other.id));
    const { items, next, size } = firstPage(zones, input.MaxItems, pageSize, world);
    return {
      HostedZones: items.map(toHostedZone),
      Marker: input.Marker,
      IsTruncated: next !== undefined,
      ...(next !== undefined && { NextMarker: next.id }),
      MaxItems: size,
    };
  },
};

function validate({ DelegationSetId, HostedZoneType }: Input): void {
  if (HostedZoneType !== undefined && HostedZoneType !== 'PrivateHostedZone')
    throw constraintViolation(
      HostedZoneType,
      'hostedZoneType',
      'Member must satisfy enum value set: [PrivateHostedZone]',
    );
  if (DelegationSetId !== undefined)
    throw new ServiceError('NoSuchDelegationSet', 400, `No delegation set found with ID: ${DelegationSetId}`);
}
