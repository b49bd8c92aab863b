import { ServiceError } from './service-error.ts';

/** The sentence with which AWS's own request validation refuses a member, the same in most services. */
export function constraintViolation(code: string, value: unknown, member: string, constraint: string): ServiceError {
  const shown = value === undefined || value === null ? 'null' : `'${String(value)}'`;
  const sentence = `Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
  return new ServiceError(code, 400, `1 validation error detected: ${sentence}`);
}
