import type { CustomErrorResponse } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { invalidArgument, requireRange } from './invalid-argument.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html */
const ERROR_CODES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const RESPONSE_CODES = [200, ...ERROR_CODES];

export function requireCustomErrorResponses(responses: readonly CustomErrorResponse[]): void {
  for (const response of responses) requireCustomErrorResponse(response);
  if (new Set(responses.map(({ ErrorCode }) => ErrorCode)).size < responses.length) {
    throw invalidArgument('The parameter ErrorCode contains duplicates.');
  }
}

function requireCustomErrorResponse(response: CustomErrorResponse): void {
  const { ErrorCode, ResponsePagePath, ResponseCode, ErrorCachingMinTTL } = response;
  if (!ERROR_CODES.includes(Number(ErrorCode))) {
    throw new ServiceError('InvalidErrorCode', 400, 'An invalid error code was specified.');
  }
  if (Boolean(ResponsePagePath) !== Boolean(ResponseCode)) {
    throw invalidArgument('The parameters ResponsePagePath and ResponseCode must be specified together.');
  }
  if (ResponseCode && !RESPONSE_CODES.includes(Number(ResponseCode))) {
    throw new ServiceError('InvalidResponseCode', 400, 'A response code is not valid.');
  }
  if (ResponsePagePath && !/^\/[^\s]{0,4094}$/.test(ResponsePagePath)) {
    throw new ServiceError(
      'InvalidRelativePath',
      400,
      'The relative path is too big, is not URL-encoded, or does not begin with a slash (/).',
    );
  }
  requireRange('ErrorCachingMinTTL', ErrorCachingMinTTL, 0, 31_536_000);
}
