import { distribution, fronted, origin } from '../../../support/distribution-builders.ts';
import { name } from '../../../support/edge-builders.ts';
import { changeLines, planOf, verdictLines } from '../../../support/plan-of.ts';

describe('EDGE-05 every API origin is reached with https-only', () => {
  test.each(['http-only', 'match-viewer'])('corrects %s', (protocolPolicy) => {
    const wrong = origin({ custom: { protocolPolicy, sslProtocols: ['TLSv1.2'] } });

    expect(changeLines(planOf(fronted(distribution({ origins: [wrong] }))))).toEqual([
      `Origins[api].CustomOriginConfig.OriginProtocolPolicy: ${protocolPolicy} → https-only   (EDGE-05)`,
    ]);
  });

  test('judges every API origin, whether a behavior uses it or not', () => {
    const spare = origin({
      id: 'spare',
      domainName: name('h2.execute-api.eu-west-1.amazonaws.com'),
      custom: { protocolPolicy: 'http-only', sslProtocols: ['TLSv1.2'] },
    });

    expect(verdictLines(planOf(fronted(distribution({ origins: [origin(), spare] }))), 'EDGE-05')).toEqual([
      'EDGE-05 pass Origins[api].CustomOriginConfig.OriginProtocolPolicy: https-only',
      'EDGE-05 drift Origins[spare].CustomOriginConfig.OriginProtocolPolicy: http-only → https-only',
    ]);
  });

  test('leaves origins that are no API alone', () => {
    const custom = { protocolPolicy: 'http-only', sslProtocols: ['TLSv1'] };
    const website = origin({ id: 'web', domainName: name('assets.s3-website.eu-west-1.amazonaws.com'), custom });
    const bucket = origin({ id: 's3', domainName: name('assets.s3.amazonaws.com'), custom: undefined });

    expect(changeLines(planOf(fronted(distribution({ origins: [origin(), website, bucket] }))))).toEqual([]);
  });
});

describe('EDGE-06 every API origin allows TLSv1.2 only', () => {
  test.each([
    ['one older protocol', ['TLSv1.1', 'TLSv1.2']],
    ['every protocol', ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
    ['only an older one', ['TLSv1']],
  ])('corrects %s', (_, sslProtocols) => {
    const wrong = origin({ custom: { protocolPolicy: 'https-only', sslProtocols } });

    expect(changeLines(planOf(fronted(distribution({ origins: [wrong] }))))).toEqual([
      `Origins[api].CustomOriginConfig.OriginSslProtocols: ${sslProtocols.join(', ')} → TLSv1.2   (EDGE-06)`,
    ]);
  });

  test('passes with TLSv1.2 alone', () => {
    expect(verdictLines(planOf(fronted(distribution())), 'EDGE-06')).toEqual([
      'EDGE-06 pass Origins[api].CustomOriginConfig.OriginSslProtocols: TLSv1.2',
    ]);
  });
});
