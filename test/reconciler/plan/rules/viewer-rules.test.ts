import type { CacheBehavior, ViewerCertificate } from '../../../../functions/reconciler/model/distribution.ts';
import { TAG } from '../../../../functions/reconciler/model/tags.ts';
import {
  behavior,
  distribution,
  forwardedValues,
  fronted,
  orderedBehavior,
  origin,
  ownTags,
} from '../../../support/distribution-builders.ts';
import { API, certificate, desiredEdge, name } from '../../../support/edge-builders.ts';
import { changeLines, planOf, verdictLines } from '../../../support/plan-of.ts';

const GOOD = certificate().arn;

describe('EDGE-01 every cache behavior redirects viewers to HTTPS', () => {
  test('passes where every behavior redirects', () => {
    const plan = planOf(fronted(distribution({ cacheBehaviors: [orderedBehavior('/v1/*')] })));

    expect(verdictLines(plan, 'EDGE-01')).toEqual([
      'EDGE-01 pass CacheBehaviors[/v1/*].ViewerProtocolPolicy: redirect-to-https',
      'EDGE-01 pass DefaultCacheBehavior.ViewerProtocolPolicy: redirect-to-https',
    ]);
  });

  test.each<[string, Partial<CacheBehavior>]>([
    ['a behavior with policies', {}],
    ['a behavior with legacy settings', { forwarding: forwardedValues() }],
    ['a behavior whose origin is no API', { targetOriginId: 'assets' }],
  ])('corrects %s', (_, facts) => {
    const wrong = { ...facts, viewerProtocolPolicy: 'allow-all' };
    const origins = [origin(), origin({ id: 'assets', domainName: name('assets.s3.amazonaws.com') })];
    const settings = {
      origins,
      defaultCacheBehavior: behavior(wrong),
      cacheBehaviors: [orderedBehavior('/v1/*', wrong)],
    };

    const lines = changeLines(planOf(fronted(distribution(settings)))).filter((line) => line.includes('EDGE-01'));

    expect(lines).toEqual([
      'CacheBehaviors[/v1/*].ViewerProtocolPolicy: allow-all → redirect-to-https   (EDGE-01)',
      'DefaultCacheBehavior.ViewerProtocolPolicy: allow-all → redirect-to-https   (EDGE-01)',
    ]);
  });

  test('is https-only where the owner chose it', () => {
    const plan = planOf(fronted(distribution()), desiredEdge({ viewerProtocolPolicy: 'https-only' }));

    expect(changeLines(plan)).toEqual([
      'DefaultCacheBehavior.ViewerProtocolPolicy: redirect-to-https → https-only   (EDGE-01)',
    ]);
  });
});

describe('EDGE-02 the viewer certificate covers the name and is served by SNI', () => {
  test.each<[string, ViewerCertificate, readonly string[]]>([
    ['passes with the right one', served({}), []],
    [
      'corrects another certificate',
      served({ arn: 'arn:expired' }),
      [`ViewerCertificate.ACMCertificateArn: arn:expired → ${GOOD}   (EDGE-02)`],
    ],
    [
      'corrects a dedicated IP address, which is billed monthly',
      served({ sslSupportMethod: 'vip' }),
      ['ViewerCertificate.SSLSupportMethod: vip → sni-only   (EDGE-02)'],
    ],
    [
      "corrects CloudFront's own certificate",
      { source: 'cloudfront' },
      [
        `ViewerCertificate.ACMCertificateArn: CloudFront default certificate → ${GOOD}   (EDGE-02)`,
        'ViewerCertificate.SSLSupportMethod = sni-only   (EDGE-02)',
        'ViewerCertificate.MinimumProtocolVersion: TLSv1 → TLSv1.2_2021   (EDGE-03)',
      ],
    ],
  ])('%s', (_, viewerCertificate, changes) => {
    expect(changeLines(planOf(fronted(distribution({ viewerCertificate }))))).toEqual(changes);
  });
});

describe('EDGE-03 the minimum viewer protocol is TLSv1.2_2021 or newer', () => {
  test.each(['SSLv3', 'TLSv1', 'TLSv1_2016', 'TLSv1.1_2016', 'TLSv1.2_2018', 'TLSv1.2_2019'])(
    'corrects %s',
    (minimumProtocolVersion) => {
      const plan = planOf(fronted(distribution({ viewerCertificate: served({ minimumProtocolVersion }) })));

      expect(changeLines(plan)).toEqual([
        `ViewerCertificate.MinimumProtocolVersion: ${minimumProtocolVersion} → TLSv1.2_2021   (EDGE-03)`,
      ]);
    },
  );

  test('is refused on dedicated IP addresses that EDGE-02 does not change, because they take nothing newer', () => {
    const viewerCertificate = served({ sslSupportMethod: 'vip', minimumProtocolVersion: 'TLSv1' });

    const plan = planOf(fronted(distribution({ viewerCertificate })), desiredEdge({ rules: { 'EDGE-02': 'off' } }));

    expect(changeLines(plan)).toEqual([]);
    expect(verdictLines(plan, 'EDGE-03')).toEqual([expect.stringContaining('EDGE-03 refused')]);
  });

  test.each(['TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025', 'TLSv1.3_2030'])(
    'passes with %s, because this tool does not weaken TLS',
    (minimumProtocolVersion) => {
      const plan = planOf(fronted(distribution({ viewerCertificate: served({ minimumProtocolVersion }) })));

      expect(changeLines(plan)).toEqual([]);
    },
  );

  test('is lowered only where this tool set the higher value and its owner takes it back', () => {
    const viewerCertificate = served({ minimumProtocolVersion: 'TLSv1.3_2025' });
    const tags = ownTags(desiredEdge(), { [TAG.minimumProtocolVersion]: 'TLSv1.3_2025', [TAG.adopted]: 'yes' });

    const plan = planOf(fronted(distribution({ viewerCertificate }, { tags })));

    expect(changeLines(plan)).toEqual([
      'ViewerCertificate.MinimumProtocolVersion: TLSv1.3_2025 → TLSv1.2_2021   (EDGE-03)',
    ]);
  });
});

describe('EDGE-04 the distribution is enabled and carries the domain', () => {
  test('passes beside other names', () => {
    const alternateDomainNames = [API, name('www.example.com')];

    expect(verdictLines(planOf(fronted(distribution({ alternateDomainNames }))), 'EDGE-04')).toEqual([
      'EDGE-04 pass Enabled: true',
      'EDGE-04 pass Aliases: api.example.com, www.example.com',
    ]);
  });

  test('corrects a disabled distribution and adds the name to those that are there', () => {
    const plan = planOf(fronted(distribution({ enabled: false, alternateDomainNames: [name('www.example.com')] })));

    expect(changeLines(plan)).toEqual([
      'Enabled: false → true   (EDGE-04)',
      'Aliases: www.example.com → api.example.com, www.example.com   (EDGE-04)',
    ]);
  });
});

function served(facts: Partial<Extract<ViewerCertificate, { source: 'acm' }>>): ViewerCertificate {
  return { source: 'acm', arn: GOOD, minimumProtocolVersion: 'TLSv1.2_2021', sslSupportMethod: 'sni-only', ...facts };
}
