import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { patchDistributionConfig } from '../../../functions/reconciler/aws/patch-distribution-config.ts';
import { InvariantError } from '../../../functions/reconciler/model/errors.ts';
import type { FieldChange, FieldValue } from '../../../functions/reconciler/model/plan.ts';
import { richConfig } from '../../support/rich-config.ts';

/** Every kind of path that a plan names, with where it leads in CloudFront's own structure. */
const PATHS: readonly (readonly [string, FieldValue, string])[] = [
  ['Enabled', false, 'Enabled'],
  ['WebACLId', 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/edge/1', 'WebACLId'],
  ['DefaultCacheBehavior.ViewerProtocolPolicy', 'https-only', 'DefaultCacheBehavior.ViewerProtocolPolicy'],
  ['CacheBehaviors[/a.b/*].ViewerProtocolPolicy', 'https-only', 'CacheBehaviors.Items.1.ViewerProtocolPolicy'],
  ['CacheBehaviors[/v1/*].ForwardedValues.QueryString', true, 'CacheBehaviors.Items.0.ForwardedValues.QueryString'],
  ['CacheBehaviors[/v1/*].MaxTTL', 0, 'CacheBehaviors.Items.0.MaxTTL'],
  [
    'Origins[api.v1].CustomOriginConfig.OriginProtocolPolicy',
    'https-only',
    'Origins.Items.1.CustomOriginConfig.OriginProtocolPolicy',
  ],
  ['CustomErrorResponses[404].ErrorCachingMinTTL', 0, 'CustomErrorResponses.Items.0.ErrorCachingMinTTL'],
];

describe('patchDistributionConfig', () => {
  test.each(PATHS)('writes %s', (path, after, place) => {
    const patched = patchDistributionConfig(richConfig(), [change(path, after)]);

    expect(valueAt(patched, place)).toBe(after);
  });

  test('changes nothing but what the paths name, however many there are', () => {
    fc.assert(
      fc.property(fc.subarray([...PATHS]), (chosen) => {
        const patched = patchDistributionConfig(
          richConfig(),
          chosen.map(([path, after]) => change(path, after)),
        );

        const before = leaves(richConfig());
        const after = leaves(patched);
        const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
          (key) => before.get(key) !== after.get(key),
        );
        expect(changed.sort()).toEqual(chosen.map(([, , place]) => place).sort());
      }),
    );
  });

  test('leaves the config that it was given alone', () => {
    const config = richConfig();

    patchDistributionConfig(
      config,
      PATHS.map(([path, after]) => change(path, after)),
    );

    expect(config).toEqual(richConfig());
  });

  test('writes a list with its quantity and keeps what stands beside it', () => {
    const patched = patchDistributionConfig(richConfig(), [
      change('DefaultCacheBehavior.AllowedMethods', ['GET', 'HEAD', 'OPTIONS']),
    ]);

    expect(patched.DefaultCacheBehavior?.AllowedMethods).toEqual({
      Quantity: 3,
      Items: ['GET', 'HEAD', 'OPTIONS'],
      CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
    });
  });

  test('writes an empty list without items', () => {
    expect(patchDistributionConfig(richConfig(), [change('Aliases', [])]).Aliases).toEqual({
      Quantity: 0,
      Items: undefined,
    });
  });

  test('removes a setting whose new value is none', () => {
    const patched = patchDistributionConfig(richConfig(), [
      change('DefaultCacheBehavior.ResponseHeadersPolicyId', undefined),
    ]);

    expect(patched.DefaultCacheBehavior).not.toHaveProperty('ResponseHeadersPolicyId');
  });

  test('adds an error response that is not configured, complete as an update demands', () => {
    const patched = patchDistributionConfig(richConfig(), [change('CustomErrorResponses[504].ErrorCachingMinTTL', 0)]);

    expect(patched.CustomErrorResponses).toEqual({
      Quantity: 2,
      Items: [
        ...(richConfig().CustomErrorResponses?.Items ?? []),
        { ErrorCode: 504, ResponsePagePath: '', ResponseCode: '', ErrorCachingMinTTL: 0 },
      ],
    });
  });

  test('adds error responses where there were none at all', () => {
    const config = { ...richConfig(), CustomErrorResponses: undefined };

    const patched = patchDistributionConfig(config, [
      change('CustomErrorResponses[404].ErrorCachingMinTTL', 0),
      change('CustomErrorResponses[500].ErrorCachingMinTTL', 0),
    ]);

    expect(patched.CustomErrorResponses?.Items?.map((item) => item.ErrorCode)).toEqual([404, 500]);
    expect(patched.CustomErrorResponses?.Quantity).toBe(2);
  });
});

describe('settings that exclude each other', () => {
  test('an ACM certificate takes the place of every other', () => {
    const patched = patchDistributionConfig(
      {
        ...richConfig(),
        ViewerCertificate: { IAMCertificateId: 'ASCA1', CertificateSource: 'iam', Certificate: 'ASCA1' },
      },
      [change('ViewerCertificate.ACMCertificateArn', 'arn:new')],
    );

    expect(patched.ViewerCertificate).toEqual({ ACMCertificateArn: 'arn:new' });
  });

  test("CloudFront's own certificate takes everything about another with it", () => {
    const patched = patchDistributionConfig(richConfig(), [
      change('ViewerCertificate.CloudFrontDefaultCertificate', true),
    ]);

    expect(patched.ViewerCertificate).toEqual({ CloudFrontDefaultCertificate: true });
  });

  test.each(['DefaultCacheBehavior', 'CacheBehaviors[/v1/*]'])(
    'forwarding all cookies takes the list of names out of %s, which CloudFront refuses beside it',
    (path) => {
      const patched = patchDistributionConfig(richConfig(), [change(`${path}.ForwardedValues.Cookies.Forward`, 'all')]);

      const behavior =
        path === 'DefaultCacheBehavior' ? patched.DefaultCacheBehavior : patched.CacheBehaviors?.Items?.[0];
      expect(behavior?.ForwardedValues?.Cookies).toEqual({ Forward: 'all' });
    },
  );
});

describe('a path that leads nowhere', () => {
  test.each([
    ['an origin that does not exist', 'Origins[gone].DomainName'],
    ['a behavior that does not exist', 'CacheBehaviors[/gone/*].ViewerProtocolPolicy'],
    ['an element instead of a setting', 'Origins[api.v1]'],
    ['a selection from something that is no list', 'Logging[bucket].Prefix'],
  ])('refuses %s', (_, path) => {
    expect(() => patchDistributionConfig(richConfig(), [change(path, 'x')])).toThrow(InvariantError);
  });
});

function change(path: string, after: FieldValue): FieldChange {
  return { path, before: undefined, after, because: ['EDGE-01'] };
}

/** Every leaf of a config by its path, so that two configs can be compared setting by setting. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, child]) => [...leaves(child, path === '' ? key : `${path}.${key}`)]),
  );
}

function valueAt(config: DistributionConfig, path: string): unknown {
  return leaves(config).get(path);
}
