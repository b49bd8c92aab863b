import { ServiceError } from '../core/service-error.ts';

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', 400, message);
}

export function templateError(message: string): ServiceError {
  return validationError(`Template format error: ${message}`);
}

export function alreadyExists(name: string): ServiceError {
  return new ServiceError('AlreadyExistsException', 400, `Stack [${name}] already exists`);
}
