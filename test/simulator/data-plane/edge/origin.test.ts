import type { CustomOriginConfig, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';
import {
  ALL_VIEWER,
  behavior,
  CACHING_DISABLED,
  distributionConfig,
  origin,
} from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';

const edge = useEdge();

const custom = (changes: Partial<CustomOriginConfig> = {}): Partial<Origin> => ({
  CustomOriginConfig: { ...origin().CustomOriginConfig!, ...changes },
});

const withOrigin = (changes: Partial<Origin>, OriginRequestPolicyId?: string): DistributionConfig =>
  distributionConfig({
    Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN, ...changes })] },
    DefaultCacheBehavior: behavior({
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId,
    }),
  });

const answerOf = async (config: DistributionConfig, scheme = 'https') =>
  edge.ask(`${scheme}://${await edge.deployed(config)}/`);

describe('protocol', () => {
  test.each([
    ['http-only', 'https', 'http'],
    ['https-only', 'http', 'https'],
    ['match-viewer', 'http', 'http'],
    ['match-viewer', 'https', 'https'],
  ] as const)('%s asks a request over %s by %s', async (OriginProtocolPolicy, viewer, asked) => {
    await answerOf(withOrigin(custom({ OriginProtocolPolicy })), viewer);

    expect(edge.origin.seen.map(({ protocol }) => protocol)).toEqual([asked]);
  });

  test('fails with 502 where the origin refuses the port', async () => {
    const answer = await answerOf(withOrigin(custom({ HTTPSPort: 8443 })));

    expect([answer.status, answer.headers['x-cache']]).toEqual([502, 'Error from cloudfront']);
    expect(answer.body).toContain("CloudFront wasn't able to connect to the origin.");
  });

  test('fails with 502 where the name does not resolve', async () => {
    const answer = await answerOf(withOrigin({ DomainName: 'nowhere.example.net' }));

    expect(answer.status).toBe(502);
    expect(answer.body).toContain("CloudFront wasn't able to resolve the origin domain name.");
  });

  test('fails with 504 where nobody is at the address', async () => {
    const answer = await answerOf(withOrigin({ DomainName: 'silent.example.net', ConnectionAttempts: 1 }));

    expect(answer.status).toBe(504);
  });

  test('fails with 502 where the origin hangs up', async () => {
    edge.origin.hangsUp();

    const answer = await answerOf(withOrigin({}));

    expect(answer.status).toBe(502);
    expect(answer.body).toContain('either the attempt failed or the origin closed the connection');
  });
});

describe('certificate', () => {
  const named = async (certificateNames: string[], config: DistributionConfig): Promise<number> => {
    const arn = edge.certificate('api.example.com');
    edge.origin.shows({ names: certificateNames });
    await edge.deployed({
      ...config,
      Aliases: { Quantity: 1, Items: ['api.example.com'] },
      ViewerCertificate: {
        ACMCertificateArn: arn,
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
    });
    return (await edge.ask('https://api.example.com/')).status;
  };

  test.each([
    ['the domain name of the origin', [ORIGIN], undefined, 200],
    ['a wildcard over it', ['*.example.net'], undefined, 200],
    ['the viewer host, which is not forwarded', ['api.example.com'], undefined, 502],
    ['the forwarded host', ['api.example.com'], ALL_VIEWER, 200],
    ['the domain name of the origin while another host is forwarded', [ORIGIN], ALL_VIEWER, 200],
    ['neither', ['other.example.com'], ALL_VIEWER, 502],
  ])('of %s', async (_, names, originRequestPolicyId, status) => {
    expect(await named([...names], withOrigin({}, originRequestPolicyId))).toBe(status);
  });

  test('names the forwarded host as server name', async () => {
    await named([ORIGIN], withOrigin({}, ALL_VIEWER));

    expect(edge.origin.seen).toMatchObject([{ serverName: 'api.example.com', headers: { host: 'api.example.com' } }]);
  });

  test.each([
    [{ validity: 'expired' }],
    [{ validity: 'not-yet-valid' }],
    [{ issuer: 'private' }],
    [{ issuer: 'self' }],
  ] as const)('refuses one that is %j', async (flaw) => {
    edge.origin.shows({ names: [ORIGIN], ...flaw });

    const answer = await answerOf(withOrigin({}));

    expect([answer.status, answer.headers['x-cache']]).toEqual([502, 'Error from cloudfront']);
  });
});

describe('TLS version', () => {
  test.each([
    [['TLSv1.2'], 200],
    [['TLSv1', 'TLSv1.1'], 502],
  ] as const)('of an origin that speaks TLS 1.2 and later, with %j allowed, gives %i', async (protocols, status) => {
    const OriginSslProtocols = { Quantity: protocols.length, Items: [...protocols] };

    expect((await answerOf(withOrigin(custom({ OriginSslProtocols })))).status).toBe(status);
  });
});

describe('time', () => {
  /** Lets the origin be asked, then so much time pass. */
  const afterAsking = async (times: number, seconds: number): Promise<void> => {
    await untilAsked(times);
    edge.advance(seconds);
  };

  let asked = 0;
  let onAsked = () => {};
  const untilAsked = (times: number): Promise<void> =>
    new Promise((resolve) => {
      onAsked = () => (asked >= times ? resolve() : undefined);
      onAsked();
    });

  beforeEach(() => {
    asked = 0;
    edge.origin.answers(() => {
      asked += 1;
      onAsked();
      return new Promise(() => {});
    });
  });

  test('fails with 504 when the origin does not answer within its read timeout', async () => {
    const domainName = await edge.deployed(withOrigin({ ConnectionAttempts: 1, ...custom({ OriginReadTimeout: 5 }) }));

    const answer = edge.ask(`https://${domainName}/`);
    await afterAsking(1, 5);

    expect((await answer).status).toBe(504);
  });

  test('asks as often as the origin is to be tried', async () => {
    const domainName = await edge.deployed(withOrigin({ ConnectionAttempts: 2 }));

    const answer = edge.ask(`https://${domainName}/`);
    await afterAsking(1, 30);
    await afterAsking(2, 30);

    expect([(await answer).status, asked]).toEqual([504, 2]);
  });
});
