import { ServiceError } from '../core/service-error.ts';

export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', 400, message);
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', 409, message);
}

export function notFound(message: string): ServiceError {
  return new ServiceError('NotFoundException', 404, message);
}

export function tooMany(message: string): ServiceError {
  return new ServiceError('TooManyRequestsException', 429, message);
}
