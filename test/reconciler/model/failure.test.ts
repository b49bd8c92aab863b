import {
  describeFailure,
  type Failure,
  type FailureKind,
  isRetryable,
} from '../../../functions/reconciler/model/failure.ts';
import { accessDenied } from '../../support/edge-builders.ts';

describe('isRetryable', () => {
  test.each<[FailureKind, boolean]>([
    ['NotFound', false],
    ['AlreadyExists', false],
    ['ResourceConflict', true],
    ['Throttling', true],
    ['AccessDenied', false],
    ['ServiceLimitExceeded', false],
    ['NotStabilized', true],
    ['InvalidRequest', false],
    ['ServiceInternalError', true],
    ['NetworkFailure', true],
  ])('%s: %s', (kind, expected) => {
    const failure: Failure = { ...accessDenied('CloudFront', 'GetDistribution'), kind };

    expect(isRetryable(failure)).toBe(expected);
  });
});

describe('describeFailure', () => {
  test('says operation, code, sentence and request id in one line', () => {
    const failure = { ...accessDenied('Route53', 'ListHostedZones'), requestId: 'r-1' };

    expect(describeFailure(failure)).toBe('Route53 ListHostedZones: AccessDenied: not authorized (request r-1)');
  });

  test('leaves the request id out when no request reached AWS', () => {
    expect(describeFailure(accessDenied('Route53', 'ListHostedZones'))).toBe(
      'Route53 ListHostedZones: AccessDenied: not authorized',
    );
  });
});
