import { constraintViolation } from '../core/constraint-violation.ts';
import { ServiceError } from '../core/service-error.ts';

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', 400, message);
}

export function violation(value: unknown, member: string, constraint: string): ServiceError {
  return constraintViolation('ValidationException', value, member, constraint);
}

export function notSimulated(what: string): ServiceError {
  return new ServiceError('NotSimulated', 501, `the simulator does not do this: ${what}`);
}
