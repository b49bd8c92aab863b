import type { OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { findHostedZone } from './find-hosted-zone.ts';
import { hostedZoneArn } from './hosted-zone-arn.ts';
import { constraintViolation } from './invalid-input.ts';

export interface TaggedResource {
  readonly id: string;
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
}

export function taggedResource(
  type: string | undefined,
  id: string | undefined,
  context: OperationContext,
): TaggedResource {
  if (type === 'healthcheck')
    throw new ServiceError('NoSuchHealthCheck', 404, `No health check exists with the specified ID: ${id}`);
  if (type !== 'hostedzone')
    throw constraintViolation(type, 'resourceType', 'Member must satisfy enum value set: [healthcheck, hostedzone]');
  const zone = findHostedZone(id, context);
  const arn = hostedZoneArn(zone.id);
  return { id: zone.id, arn, tags: context.world.state(resourceTags, context.account).get(arn) ?? new Map() };
}
