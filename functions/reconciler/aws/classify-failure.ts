import type { Failure, FailureKind } from '../model/failure.ts';
import { RoleNotAssumedError } from './assumed-role.ts';

/**
 * The one place that looks at an SDK error. Only the error's name and HTTP status decide, never its sentence.
 * Names: https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html and each operation's page.
 */
const KIND_BY_NAME: Readonly<Record<string, FailureKind>> = {
  AccessDenied: 'AccessDenied',
  AccessDeniedException: 'AccessDenied',
  ForbiddenException: 'AccessDenied',
  UnauthorizedOperation: 'AccessDenied',
  AuthorizationError: 'AccessDenied',
  InvalidClientTokenId: 'AccessDenied',
  UnrecognizedClientException: 'AccessDenied',
  ExpiredToken: 'AccessDenied',
  ExpiredTokenException: 'AccessDenied',
  MissingAuthenticationToken: 'AccessDenied',
  OptInRequired: 'AccessDenied',
  CredentialsProviderError: 'AccessDenied',

  Throttling: 'Throttling',
  ThrottlingException: 'Throttling',
  ThrottledException: 'Throttling',
  TooManyRequestsException: 'Throttling',
  RequestLimitExceeded: 'Throttling',
  PriorRequestNotComplete: 'Throttling',
  SlowDown: 'Throttling',

  NoSuchDistribution: 'NotFound',
  // A policy that was there at the look has been deleted since, by the letting-go of another edge: the next look makes it again.
  NoSuchCachePolicy: 'ResourceConflict',
  NoSuchOriginRequestPolicy: 'ResourceConflict',
  NoSuchResponseHeadersPolicy: 'ResourceConflict',
  NoSuchInvalidation: 'NotFound',
  NoSuchResource: 'NotFound',
  NoSuchHostedZone: 'NotFound',
  NoSuchChange: 'NotFound',
  NotFoundException: 'NotFound',
  ResourceNotFoundException: 'NotFound',

  CNAMEAlreadyExists: 'AlreadyExists',
  DistributionAlreadyExists: 'AlreadyExists',
  CachePolicyAlreadyExists: 'AlreadyExists',
  OriginRequestPolicyAlreadyExists: 'AlreadyExists',
  ResponseHeadersPolicyAlreadyExists: 'AlreadyExists',
  InvalidationBatchAlreadyExists: 'AlreadyExists',

  PreconditionFailed: 'ResourceConflict',
  InvalidIfMatchVersion: 'ResourceConflict',
  ConflictException: 'ResourceConflict',
  InvalidChangeBatch: 'ResourceConflict',
  CachePolicyInUse: 'ResourceConflict',
  OriginRequestPolicyInUse: 'ResourceConflict',
  ResponseHeadersPolicyInUse: 'ResourceConflict',
  ResourceInUse: 'ResourceConflict',
  // Other edges took the last places of a shared policy meanwhile; the next look counts again and takes the next edition.
  TooManyDistributionsAssociatedToOriginRequestPolicy: 'ResourceConflict',
  TooManyDistributionsAssociatedToResponseHeadersPolicy: 'ResourceConflict',
  ResourceInUseException: 'ResourceConflict',

  DistributionNotDisabled: 'NotStabilized',
  TooManyInvalidationsInProgress: 'NotStabilized',

  TooManyDistributions: 'ServiceLimitExceeded',
  TooManyDistributionCNAMEs: 'ServiceLimitExceeded',
  TooManyCachePolicies: 'ServiceLimitExceeded',
  TooManyOriginRequestPolicies: 'ServiceLimitExceeded',
  TooManyResponseHeadersPolicies: 'ServiceLimitExceeded',
  LimitExceededException: 'ServiceLimitExceeded',
};

const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'];

/** What an SDK error means, or undefined for an error that did not come from a request to AWS: that is a bug and is rethrown. */
export function classifyFailure(error: unknown, service: string, operation: string): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof RoleNotAssumedError) {
    const failure = classifyFailure(error.cause, 'STS', 'AssumeRole');
    return failure && { ...failure, message: error.message };
  }
  const kind = kindOf(error);
  if (kind === undefined) return undefined;
  const requestId = metadataOf(error).requestId;
  return { kind, service, operation, code: error.name, message: sentenceOf(error), requestId };
}

function kindOf(error: Error): FailureKind | undefined {
  const named = KIND_BY_NAME[error.name];
  if (named !== undefined) return named;
  if (isNetworkError(error)) return 'NetworkFailure';
  const status = metadataOf(error).httpStatusCode;
  if (status === undefined) return undefined;
  if (status === 403) return 'AccessDenied';
  if (status === 404) return 'NotFound';
  if (status === 429) return 'Throttling';
  return status >= 500 ? 'ServiceInternalError' : 'InvalidRequest';
}

function isNetworkError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return error.name === 'TimeoutError' || error.name === 'AbortError' || NETWORK_CODES.includes(code);
}

function metadataOf(error: Error): { readonly requestId?: string; readonly httpStatusCode?: number } {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}

/** Route 53 puts its reasons into `messages` and leaves the sentence empty. */
function sentenceOf(error: Error): string {
  const messages = 'messages' in error && Array.isArray(error.messages) ? error.messages.join('; ') : '';
  return messages === '' ? error.message : messages;
}
