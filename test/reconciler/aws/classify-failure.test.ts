import { CloudFrontServiceException } from '@aws-sdk/client-cloudfront';
import { classifyFailure } from '../../../functions/reconciler/aws/classify-failure.ts';
import type { FailureKind } from '../../../functions/reconciler/model/failure.ts';

const classify = (error: unknown) => classifyFailure(error, 'CloudFront', 'UpdateDistribution');

describe('classifyFailure', () => {
  test.each<[string, FailureKind]>([
    ['AccessDenied', 'AccessDenied'],
    ['AccessDeniedException', 'AccessDenied'],
    ['ExpiredToken', 'AccessDenied'],
    ['CredentialsProviderError', 'AccessDenied'],
    ['Throttling', 'Throttling'],
    ['TooManyRequestsException', 'Throttling'],
    ['PriorRequestNotComplete', 'Throttling'],
    ['NoSuchDistribution', 'NotFound'],
    ['NotFoundException', 'NotFound'],
    ['NoSuchHostedZone', 'NotFound'],
    ['CNAMEAlreadyExists', 'AlreadyExists'],
    ['DistributionAlreadyExists', 'AlreadyExists'],
    ['PreconditionFailed', 'ResourceConflict'],
    ['InvalidIfMatchVersion', 'ResourceConflict'],
    ['InvalidChangeBatch', 'ResourceConflict'],
    ['OriginRequestPolicyInUse', 'ResourceConflict'],
    ['DistributionNotDisabled', 'NotStabilized'],
    ['TooManyInvalidationsInProgress', 'NotStabilized'],
    ['TooManyOriginRequestPolicies', 'ServiceLimitExceeded'],
    ['TooManyDistributionCNAMEs', 'ServiceLimitExceeded'],
  ])('%s is %s whatever its status', (name, kind) => {
    expect(classify(sdkError(name, 400))?.kind).toBe(kind);
  });

  test.each<[number, FailureKind]>([
    [400, 'InvalidRequest'],
    [403, 'AccessDenied'],
    [404, 'NotFound'],
    [409, 'InvalidRequest'],
    [429, 'Throttling'],
    [500, 'ServiceInternalError'],
    [503, 'ServiceInternalError'],
  ])('a name that is not known is judged by its status: %d is %s', (status, kind) => {
    expect(classify(sdkError('SomethingNew', status))?.kind).toBe(kind);
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'])('%s is NetworkFailure', (code) => {
    expect(classify(Object.assign(new Error('connect failed'), { code }))?.kind).toBe('NetworkFailure');
  });

  test('a request that timed out is NetworkFailure', () => {
    expect(classify(Object.assign(new Error('too slow'), { name: 'TimeoutError' }))?.kind).toBe('NetworkFailure');
  });

  test('a failure says which call failed, in the words of AWS', () => {
    expect(classify(sdkError('PreconditionFailed', 412))).toEqual({
      kind: 'ResourceConflict',
      service: 'CloudFront',
      operation: 'UpdateDistribution',
      code: 'PreconditionFailed',
      message: 'no such luck',
      requestId: 'request-1',
    });
  });

  test("Route 53's list of reasons becomes the sentence", () => {
    const error = Object.assign(sdkError('InvalidChangeBatch', 400), { messages: ['first', 'second'] });

    expect(classify(error)?.message).toBe('first; second');
  });

  test.each([
    ['an error of this program', new TypeError('undefined is not a function')],
    ['something that is no error', 'oops'],
    ['nothing', undefined],
  ])('%s is no failure of AWS', (_, error) => {
    expect(classify(error)).toBeUndefined();
  });

  test('only the name decides, never the sentence', () => {
    const error = Object.assign(new Error('Throttling: AccessDenied'), { name: 'SomeBug' });

    expect(classify(error)).toBeUndefined();
  });
});

function sdkError(name: string, httpStatusCode: number): Error {
  return new CloudFrontServiceException({
    name,
    message: 'no such luck',
    $fault: 'client',
    $metadata: { httpStatusCode, requestId: 'request-1' },
  });
}
