import { ServiceError } from '../core/service-error.ts';

/** Refuses a change that was not decided on the newest version. */
export function requireIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === etag) return;
  if (ifMatch === undefined || !/^E[A-Z0-9]{12,13}$/.test(ifMatch)) {
    throw new ServiceError(
      'InvalidIfMatchVersion',
      400,
      'The If-Match version is missing or not valid for the resource.',
    );
  }
  throw new ServiceError(
    'PreconditionFailed',
    412,
    "The request failed because it didn't meet the preconditions in one or more request-header fields.",
  );
}
