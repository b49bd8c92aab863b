/** What went wrong with AWS, in CloudFormation's vocabulary of handler error codes. Made only in `aws/classify-failure.ts`. */
export type FailureKind =
  | 'NotFound'
  | 'AlreadyExists'
  | 'ResourceConflict'
  | 'Throttling'
  | 'AccessDenied'
  | 'ServiceLimitExceeded'
  | 'NotStabilized'
  | 'InvalidRequest'
  | 'ServiceInternalError'
  | 'NetworkFailure';

export interface Failure {
  readonly kind: FailureKind;
  /** AWS service as the SDK names it, for example `CloudFront`. */
  readonly service: string;
  /** Operation as AWS names it, for example `UpdateDistribution`. */
  readonly operation: string;
  /** AWS's own error code. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** Code of an update that was held back because the distribution is not this tool's to change. */
export const LEFT_ALONE = 'LeftAlone';
/** Code of an update that was held back because it would have deleted settings that the SDK does not know. */
export const SETTINGS_WOULD_BE_LOST = 'SettingsWouldBeLost';

const RETRYABLE: Readonly<Record<FailureKind, boolean>> = {
  NotFound: false,
  AlreadyExists: false,
  ResourceConflict: true,
  Throttling: true,
  AccessDenied: false,
  ServiceLimitExceeded: false,
  NotStabilized: true,
  InvalidRequest: false,
  ServiceInternalError: true,
  NetworkFailure: true,
};

/** Whether another look may succeed without anybody changing anything. */
export function isRetryable(failure: Failure): boolean {
  return RETRYABLE[failure.kind];
}

/** One line for a person: operation, code, AWS's sentence, request id. */
export function describeFailure(failure: Failure): string {
  const request = failure.requestId === undefined ? '' : ` (request ${failure.requestId})`;
  return `${failure.service} ${failure.operation}: ${failure.code}: ${failure.message}${request}`;
}
