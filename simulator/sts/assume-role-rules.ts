import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { constraintViolation } from '../core/constraint-violation.ts';
import { ServiceError } from '../core/service-error.ts';

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string | undefined;
}

const defaultSeconds = 3600;
const minSeconds = 900;
const maxSeconds = 43_200;

export function checkAssumeRole(input: AssumeRoleCommandInput): AssumeRoleRequest {
  const { DurationSeconds: durationSeconds = defaultSeconds, ExternalId: externalId } = input;
  const roleArn = text(input.RoleArn, 'roleArn', 20, 2048, /^[\t\n\r -~\u00A0-\uFFFF]+$/);
  const sessionName = text(input.RoleSessionName, 'roleSessionName', 2, 64, /^[\w+=,.@-]*$/);
  if (externalId !== undefined) text(externalId, 'externalId', 2, 1224, /^[\w+=,.@:/-]*$/);
  if (!(durationSeconds >= minSeconds)) {
    throw violation(
      durationSeconds,
      'durationSeconds',
      `Member must have value greater than or equal to ${minSeconds}`,
    );
  }
  if (durationSeconds > maxSeconds) {
    throw violation(durationSeconds, 'durationSeconds', `Member must have value less than or equal to ${maxSeconds}`);
  }
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(roleArn)) {
    throw new ServiceError('ValidationError', 400, `${roleArn} is invalid`);
  }
  return { roleArn, sessionName, durationSeconds, externalId };
}

function text(value: string | undefined, member: string, min: number, max: number, pattern: RegExp): string {
  if (value === undefined) throw violation(value, member, 'Member must not be null');
  if (value.length < min) {
    throw violation(value, member, `Member must have length greater than or equal to ${min}`);
  }
  if (value.length > max) throw violation(value, member, `Member must have length less than or equal to ${max}`);
  if (!pattern.test(value)) {
    throw violation(value, member, `Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  return value;
}

function violation(value: unknown, member: string, constraint: string): ServiceError {
  return constraintViolation('ValidationError', value, member, constraint);
}
