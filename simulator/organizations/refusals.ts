import type { InvalidInputExceptionReason } from '@aws-sdk/client-organizations';
import { ServiceError } from '../core/service-error.ts';

export function notInUse(): ServiceError {
  const message = 'Your account is not a member of an organization.';
  return new ServiceError('AWSOrganizationsNotInUseException', 400, message);
}

export function accessDenied(): ServiceError {
  return new ServiceError('AccessDeniedException', 400, "You don't have permissions to access this resource.");
}

export function invalidInput(Reason: InvalidInputExceptionReason, message: string): ServiceError {
  return new ServiceError('InvalidInputException', 400, message, { Reason });
}

/** `kind` is `Parent`, `Child` or `Account`. */
export function notFound(kind: 'Parent' | 'Child' | 'Account'): ServiceError {
  const article = kind === 'Account' ? 'an' : 'a';
  const message = `You specified ${article} ${kind.toLowerCase()} that doesn't exist.`;
  return new ServiceError(`${kind}NotFoundException`, 400, message);
}
