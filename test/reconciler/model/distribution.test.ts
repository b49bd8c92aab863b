import { behaviorsOf, isApiOrigin, policyIdsOf } from '../../../functions/reconciler/model/distribution.ts';
import {
  behavior,
  distribution,
  forwardedValues,
  orderedBehavior,
  origin,
  policies,
} from '../../support/distribution-builders.ts';
import { name } from '../../support/edge-builders.ts';

test('behaviorsOf lists behaviors in the order in which CloudFront tries them, the default last', () => {
  const { settings } = distribution({ cacheBehaviors: [orderedBehavior('/v1/*'), orderedBehavior('/img/*')] });

  expect(behaviorsOf(settings).map((at) => at.path)).toEqual([
    'CacheBehaviors[/v1/*]',
    'CacheBehaviors[/img/*]',
    'DefaultCacheBehavior',
  ]);
});

test.each([
  ['d-abc123.execute-api.eu-west-1.amazonaws.com', true],
  ['h1.execute-api.us-gov-west-1.amazonaws.com', true],
  ['h1.execute-api.cn-north-1.amazonaws.com.cn', true],
  ['assets.s3.eu-west-1.amazonaws.com', false],
  ['execute-api.example.com', false],
  ['h1.execute-api.eu-west-1.amazonaws.com.example.org', false],
])('isApiOrigin takes %s for an API: %s', (domainName, expected) => {
  expect(isApiOrigin(origin({ domainName: name(domainName) }))).toBe(expected);
});

describe('policyIdsOf', () => {
  test('lists every policy that a behavior refers to', () => {
    const forwarding = policies({ cachePolicyId: 'cache', originRequestPolicyId: 'request' });

    expect(policyIdsOf(behavior({ forwarding, responseHeadersPolicyId: 'response' }))).toEqual([
      'cache',
      'request',
      'response',
    ]);
  });

  test('is empty for legacy settings', () => {
    expect(policyIdsOf(behavior({ forwarding: forwardedValues() }))).toEqual([]);
  });
});
