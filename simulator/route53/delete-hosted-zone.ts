import {
  type DeleteHostedZoneCommandInput,
  type DeleteHostedZoneCommandOutput,
  DeleteHostedZone$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import type { World } from '../core/world.ts';
import { findEditableHostedZone } from './find-hosted-zone.ts';
import { hostedZoneArn } from './hosted-zone-arn.ts';
import { publishZone } from './public-dns.ts';
import { withdrawZone } from './served-zones.ts';
import { route53Account, type Zone, zoneIndex } from './state.ts';
import { submitChange } from './submit-change.ts';
import { allRecordSets } from './to-hosted-zone.ts';

type Output = Omit<DeleteHostedZoneCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html */
export const deleteHostedZone: Operation<DeleteHostedZoneCommandInput, Output> = {
  schema,
  run({ Id }, context) {
    const zone = findEditableHostedZone(Id, context);
    requireEmpty(zone);
    removeZone(zone, context.world);
    return { ChangeInfo: submitChange(context, () => withdrawZone(zone, context.world)) };
  },
};

function requireEmpty(zone: Zone): void {
  const required = (name?: string, type?: string) => name === zone.name && (type === 'NS' || type === 'SOA');
  if (!allRecordSets(zone.records).every(({ Name, Type }) => required(Name, Type)))
    throw new ServiceError(
      'HostedZoneNotEmpty',
      400,
      'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
    );
  if (zone.protections.length > 0)
    throw new ServiceError(
      'HostedZoneNotEmpty',
      400,
      'The specified hosted zone contains resource record set protections and so cannot be deleted.',
    );
}

function removeZone(zone: Zone, world: World): void {
  const { byId, publicByName } = world.state(zoneIndex, '*');
  world.state(route53Account, zone.account).zones.delete(zone.id);
  world.state(resourceTags, zone.account).delete(hostedZoneArn(zone.id));
  byId.delete(zone.id);
  const others = (publicByName.get(zone.name) ?? []).filter((other) => other !== zone);
  if (others.length === 0) publicByName.delete(zone.name);
  else publicByName.set(zone.name, others);
  publishZone(zone, world);
}
