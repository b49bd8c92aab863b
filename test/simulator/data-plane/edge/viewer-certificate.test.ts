import type { DistributionConfig, MinimumProtocolVersion } from '@aws-sdk/client-cloudfront';
import { origin, withAlternateDomainNames } from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';
import { openConnection } from './viewer.ts';

const edge = useEdge();

const named = (names: string[], certificateArn: string): DistributionConfig => ({
  ...withAlternateDomainNames(names, certificateArn),
  Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN })] },
});

const protocolUnder = (policy: MinimumProtocolVersion): DistributionConfig => {
  const config = named(['api.example.com'], edge.certificate('api.example.com'));
  return { ...config, ViewerCertificate: { ...config.ViewerCertificate, MinimumProtocolVersion: policy } };
};

describe('certificate', () => {
  test('is that of the distribution with the alternate domain name', async () => {
    await edge.deployed(named(['api.example.com'], edge.certificate('api.example.com')));

    expect((await edge.ask('https://api.example.com/')).status).toBe(200);
  });

  test('is that of a wildcard, for names without a distribution of their own', async () => {
    await edge.deployed(named(['*.example.com'], edge.certificate('*.example.com')));

    expect((await edge.ask('https://any.example.com/')).status).toBe(200);
  });

  test("is CloudFront's own for its own names", async () => {
    const domainName = await edge.deployed(named(['api.example.com'], edge.certificate('api.example.com')));

    expect((await edge.ask(`https://${domainName}/`)).status).toBe(200);
  });

  test('fails to convince a viewer who asks for a name that nobody has', async () => {
    await expect(edge.ask('https://nobody.example.com/')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('fails to convince a viewer once it has expired', async () => {
    await edge.deployed(named(['api.example.com'], edge.certificate('api.example.com')));
    edge.advance(400 * 86_400);

    await expect(edge.ask('https://api.example.com/')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });
});

describe('minimum protocol version', () => {
  const speaks = async (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => {
    const tls = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    return (await edge.ask('https://api.example.com/', { tls })).status;
  };

  test.each([
    ['TLSv1', ['TLSv1', 'TLSv1.2', 'TLSv1.3'], []],
    ['TLSv1.1_2016', ['TLSv1.1'], ['TLSv1']],
    ['TLSv1.2_2021', ['TLSv1.2', 'TLSv1.3'], ['TLSv1', 'TLSv1.1']],
    ['TLSv1.3_2025', ['TLSv1.3'], ['TLSv1.2']],
  ] as const)('%s accepts %j and refuses %j', async (policy, accepted, refused) => {
    await edge.deployed(protocolUnder(policy));

    for (const version of accepted) expect(await speaks(version)).toBe(200);
    for (const version of refused) await expect(speaks(version)).rejects.toThrow();
  });

  test('offers HTTP/1.1 by ALPN', async () => {
    await edge.deployed(protocolUnder('TLSv1.2_2021'));

    const socket = await openConnection(
      'https://api.example.com/',
      { tls: { ALPNProtocols: ['h2', 'http/1.1'] } },
      edge,
    );

    expect(Reflect.get(socket, 'alpnProtocol')).toBe('http/1.1');
  });
});

describe('server name and Host', () => {
  const [fronting, hidden] = ['a.example.com', 'b.example.com'];

  test('refuses a Host that the certificate of the connection does not stand for', async () => {
    const domainName = await edge.deployed(named([fronting], edge.certificate(fronting)));
    await edge.deployed({ ...named([hidden], edge.certificate(hidden)) });

    const answer = await edge.ask(`https://${hidden}/`, {
      serverName: domainName,
      tls: { checkServerIdentity: () => undefined },
    });

    expect(answer.status).toBe(421);
    expect(answer.body).toContain('The distribution does not match the certificate');
  });

  test('takes another Host of the same account', async () => {
    await edge.deployed(named([fronting], edge.certificate(fronting)));
    await edge.deployed(named([hidden], edge.certificate(hidden)));

    expect((await edge.ask(`https://${hidden}/`, { serverName: fronting })).status).toBe(200);
  });

  test('refuses a name that no distribution has', async () => {
    const domainName = await edge.deployed(named([fronting], edge.certificate(fronting)));

    const answer = await edge.ask(`https://${domainName}/`, { headers: { Host: 'nobody.example.com' } });

    expect([answer.status, answer.headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
  });

  test('is served by the most specific name, whichever way the viewer came', async () => {
    await edge.deployed(named(['*.example.com'], edge.certificate('*.example.com')));
    const config = named(['api.example.com'], edge.certificate('api.example.com'));
    await edge.deployed({
      ...config,
      Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN, OriginPath: '/own' })] },
    });

    await edge.ask('https://api.example.com/');
    await edge.ask('https://other.example.com/');

    expect(edge.origin.seen.map(({ url }) => url)).toEqual(['/own/', '/']);
  });
});

describe('disabled distribution', () => {
  test('refuses everybody, also where a wildcard of another distribution matches', async () => {
    await edge.deployed(named(['*.example.com'], edge.certificate('*.example.com')));
    const { id } = await edge.created(named(['api.example.com'], edge.certificate('api.example.com')));
    await edge.update(id, (config) => ({ ...config, Enabled: false }));
    edge.advance(300);

    expect((await edge.ask('https://api.example.com/')).status).toBe(403);
  });
});
