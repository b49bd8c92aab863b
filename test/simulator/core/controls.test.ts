import { ACMClient, DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { putCertificate } from '../../../simulator/acm/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({
  estate: ({ world }) => {
    putCertificate(world, '111111111111', 'us-east-1', { domainName: 'estate.example.com' });
  },
});

async function control(method: string, name: string, body?: unknown) {
  const response = await fetch(`${aws.simulator.endpoint}/_simulator/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('controls', () => {
  test('tell and move the time', async () => {
    const before = await control('GET', 'clock');
    const advanced = await control('POST', 'advance', { seconds: 90 });

    expect(before.body).toEqual({ now: '2026-01-01T00:00:00.000Z' });
    expect(advanced.body).toEqual({ now: '2026-01-01T00:01:30.000Z' });
    expect(aws.simulator.clock.now()).toBe(Date.parse('2026-01-01T00:01:30Z'));
  });

  test('list the requests with what clients saw', async () => {
    const acm = aws.client(ACMClient, { account: '222222222222', region: 'eu-west-1' });
    await acm.send(new ListCertificatesCommand());
    const CertificateArn = 'arn:aws:acm:eu-west-1:222222222222:certificate/absent';
    await acm.send(new DescribeCertificateCommand({ CertificateArn })).catch(() => undefined);

    const all = await control('GET', 'requests');
    const since = await control('GET', 'requests?since=1');

    const caller = { service: 'acm', account: '222222222222', region: 'eu-west-1' };
    const place = { id: expect.any(String), at: expect.any(Number), ...caller };
    const refused = { ...place, operation: 'DescribeCertificate', status: 400, code: 'ResourceNotFoundException' };
    expect(all.body).toEqual([{ ...place, operation: 'ListCertificates', status: 200 }, refused]);
    expect(since.body).toEqual([refused]);
  });

  test('add, list and clear faults', async () => {
    await control('POST', 'faults', { kind: 'throttle', service: 'acm' });
    await control('POST', 'faults', [{ kind: 'stale-read' }]);
    await aws
      .client(ACMClient)
      .send(new ListCertificatesCommand())
      .catch(() => undefined);

    const armed = await control('GET', 'faults');
    await control('DELETE', 'faults');
    const cleared = await control('GET', 'faults');

    expect(armed.body).toEqual([
      { kind: 'throttle', service: 'acm', matched: 1, fired: 1 },
      { kind: 'stale-read', matched: 1, fired: 0 },
    ]);
    expect(cleared.body).toEqual([]);
  });

  test('reset to the estate of the start', async () => {
    putCertificate(aws.simulator.world, '111111111111', 'us-east-1', { domainName: 'later.example.com' });
    aws.simulator.clock.advance(60);
    aws.simulator.faults.add({ kind: 'throttle', times: 'always' });

    await control('POST', 'reset');

    const { CertificateSummaryList = [] } = await aws.client(ACMClient).send(new ListCertificatesCommand());
    expect(CertificateSummaryList.map(({ DomainName }) => DomainName)).toEqual(['estate.example.com']);
    expect(aws.simulator.clock.now()).toBe(Date.parse('2026-01-01T00:00:00Z'));
    expect(aws.simulator.requests()).toHaveLength(1);
  });

  test.each([
    ['a negative advance', 'POST', 'advance', { seconds: -1 }, 400],
    ['an unknown kind of fault', 'POST', 'faults', { kind: 'earthquake' }, 400],
    ['an unknown control', 'POST', 'teleport', {}, 404],
  ])('refuses %s', async (_title, method, name, body, status) => {
    const answer = await control(method, name, body);

    expect(answer).toEqual({ status, body: { message: expect.any(String) } });
  });
});

describe('controls of the network', () => {
  const DISTRIBUTION = '203.0.113.200';

  test('tell the addresses of a name', async () => {
    const region = await control('GET', 'dns?name=abc.execute-api.eu-west-1.amazonaws.com&family=4');
    const none = await control('GET', 'dns?name=nobody.example.com');

    expect(region).toEqual({ status: 200, body: { addresses: [] } });
    expect(none).toEqual({ status: 200, body: { addresses: [] } });
  });

  test('lead from a simulated address to a port on loopback', async () => {
    const { body } = await control('GET', `address?address=${DISTRIBUTION}&port=443`);

    expect(body).toEqual({ host: '127.0.0.1', port: expect.any(Number) });
  });

  test('tell how a connection that leads nowhere fails', async () => {
    const closed = await control('GET', 'address?address=198.51.100.10&port=80');
    const nowhere = await control('GET', 'address?address=203.0.113.9&port=443');

    expect([closed.body, nowhere.body]).toEqual([{ refused: 'ECONNREFUSED' }, { refused: 'EHOSTUNREACH' }]);
  });

  test('give the certificate of the authority that clients trust', async () => {
    const { body } = await control('GET', 'certificate-authority');

    expect(body).toEqual({ pem: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/) });
  });

  test.each([
    ['dns', 'name: is missing'],
    ['dns?name=a.example.com&family=5', 'family: must be 4 or 6, got 5'],
    ['address?address=example.com&port=443', 'address: must be an IP address, got example.com'],
    ['address?address=203.0.113.9', 'port: must be a port, got null'],
  ])('refuse %s', async (asked, message) => {
    expect(await control('GET', asked)).toEqual({ status: 400, body: { message } });
  });
});
