import { ServiceError } from '../core/service-error.ts';

export function invalidInput(message: string): ServiceError {
  return new ServiceError('InvalidInput', 400, message);
}

/** A member outside what the service model allows, worded as every AWS service words it. */
export function constraintViolation(value: unknown, member: string, constraint: string): ServiceError {
  return invalidInput(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
