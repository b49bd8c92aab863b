import { edgeAttributes } from '../../../functions/custom-resource/edge-attributes.ts';
import type { Forwarding } from '../../../functions/reconciler/model/distribution.ts';
import { InvariantError } from '../../../functions/reconciler/model/errors.ts';
import {
  ALL_VIEWER_EXCEPT_HOST_HEADER,
  CACHING_DISABLED,
} from '../../../functions/reconciler/model/managed-policies.ts';
import { domainNameFromAws } from '../../../functions/reconciler/model/names.ts';
import { ABSENT } from '../../../functions/reconciler/model/observed.ts';
import { behaviorTo, edgeDistribution, edgeLook, OWN_POLICY } from './edge-look.ts';

const HOST_IN_KEY = '83da9c7e-98b4-4e11-a168-04f0df8e2c65';

function forwardedBy(forwarding: Forwarding): string {
  const defaultCacheBehavior = { ...behaviorTo('api'), forwarding };
  return edgeAttributes(edgeLook({ kind: 'in-sync' }, edgeDistribution({ defaultCacheBehavior }))).ForwardedHeaders;
}

function legacy(...headers: readonly string[]): Forwarding {
  return {
    kind: 'forwarded-values',
    headers,
    queryString: 'forwarded',
    cookies: 'all',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: 0,
  };
}

function policies(originRequestPolicyId: string | undefined, cachePolicyId = CACHING_DISABLED): Forwarding {
  return { kind: 'policies', cachePolicyId, originRequestPolicyId };
}

describe('edgeAttributes', () => {
  test('tells what stands in front of the API', () => {
    expect(edgeAttributes(edgeLook({ kind: 'in-sync' }))).toEqual({
      DistributionId: 'E1EXAMPLE',
      DistributionArn: 'arn:aws:cloudfront::111111111111:distribution/E1EXAMPLE',
      DistributionDomainName: 'd111111abcdef8.cloudfront.net',
      AliasHostedZoneId: 'Z2FDTNDATAQYW2',
      DomainName: 'api.example.com',
      OriginDomainName: 'd-abc123def4.execute-api.eu-west-1.amazonaws.com',
      ForwardedHeaders: 'authorization,origin',
      CertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    });
  });

  test.each([
    [legacy('authorization', 'origin'), 'authorization,origin'],
    [legacy('*'), 'all'],
    [legacy(), ''],
    [policies(undefined), ''],
    [policies('216adef6-5c7f-47e4-b989-5492eafa07d3'), 'all'],
    [policies(ALL_VIEWER_EXCEPT_HOST_HEADER), 'all except host'],
    [policies(ALL_VIEWER_EXCEPT_HOST_HEADER, HOST_IN_KEY), 'all'],
    [policies(OWN_POLICY.id, HOST_IN_KEY), expect.stringMatching(/^authorization,host,origin,x-http/)],
    [policies('somebody-elses'), 'unknown'],
  ])('names the headers that reach the API by %j', (forwarding, headers) => {
    expect(forwardedBy(forwarding)).toEqual(headers);
  });

  test('follows the behavior that leads to the API where the default does not', () => {
    const site = domainNameFromAws('site.s3.eu-west-1.amazonaws.com');
    const api = domainNameFromAws('abc123.execute-api.eu-west-1.amazonaws.com');
    const distribution = edgeDistribution({
      origins: [
        { id: 'site', domainName: site, path: '', customHeaders: [], custom: undefined },
        { id: 'api', domainName: api, path: '/prod', customHeaders: [], custom: undefined },
      ],
      defaultCacheBehavior: behaviorTo('site'),
      cacheBehaviors: [{ pathPattern: '/v1/*', ...behaviorTo('api', ALL_VIEWER_EXCEPT_HOST_HEADER) }],
    });

    const attributes = edgeAttributes(edgeLook({ kind: 'in-sync' }, distribution));

    expect(attributes).toMatchObject({ OriginDomainName: api, ForwardedHeaders: 'all except host' });
  });

  test('fails loudly when an edge in sync has no distribution', () => {
    const look = edgeLook({ kind: 'in-sync' });

    expect(() => edgeAttributes({ ...look, observed: { ...look.observed, distribution: ABSENT } })).toThrow(
      InvariantError,
    );
  });
});
