import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { constraintViolation } from './invalid-input.ts';
import { type Zone, zoneIndex } from './state.ts';

export function findHostedZone(id: string | undefined, context: OperationContext): Zone {
  const bareId = bareHostedZoneId(id ?? '');
  if (bareId.length > 32) throw constraintViolation(bareId, 'id', 'Member must have length less than or equal to 32');
  const zone = context.world.state(zoneIndex, '*').byId.get(bareId);
  if (zone === undefined) throw new ServiceError('NoSuchHostedZone', 404, `No hosted zone found with ID: ${bareId}`);
  if (zone.account !== context.account) throw notAuthorized(context.account);
  return zone;
}

/** The zone, unless another AWS service manages it. */
export function findEditableHostedZone(id: string | undefined, context: OperationContext): Zone {
  const zone = findHostedZone(id, context);
  if (zone.linkedService === undefined) return zone;
  const manager = zone.linkedService.Description ?? zone.linkedService.ServicePrincipal;
  throw new ServiceError(
    'AccessDenied',
    403,
    `The resource hostedzone/${zone.id} can only be managed through ${manager}`,
  );
}

export function bareHostedZoneId(id: string): string {
  return id.replace(/^\/?hostedzone\//, '');
}

function notAuthorized(account: string): ServiceError {
  const user = `arn:aws:iam::${account}:root`;
  return new ServiceError('AccessDenied', 403, `User: ${user} is not authorized to access this resource`);
}
