import { ServiceError } from '../core/service-error.ts';

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', 400, message);
}

export function invalidRequest(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', 400, message);
}

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', 400, message);
}

export function alreadyExists(message: string): ServiceError {
  return new ServiceError('ResourceExistsException', 400, message);
}
