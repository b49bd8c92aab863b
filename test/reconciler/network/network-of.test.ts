import { internet } from '../../../functions/reconciler/network/internet.ts';
import { networkOf } from '../../../functions/reconciler/network/network-of.ts';

describe('networkOf', () => {
  test.each([
    [{}],
    [{ PROBE_NETWORK: ' ' }],
    [{ AWS_ENDPOINT_URL: '' }],
    [{ AWS_ENDPOINT_URL: 'https://vpce-0a1b-c2d3.sts.eu-west-1.vpce.amazonaws.com' }],
    [{ AWS_ENDPOINT_URL_CLOUDFRONT: 'https://cloudfront.amazonaws.com' }],
    [{ AWS_ENDPOINT_URL_ACM: 'https://acm.us-east-1.api.aws' }],
  ])('is the internet with %j', (environment) => {
    expect(networkOf(environment)).toBe(internet);
  });

  test.each([
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566'],
    ['AWS_ENDPOINT_URL', 'http://host.docker.internal:4566'],
    ['AWS_ENDPOINT_URL', 'https://amazonaws.com.example.com'],
    ['AWS_ENDPOINT_URL', 'nonsense'],
    ['AWS_ENDPOINT_URL_ROUTE_53', 'http://localhost:4566'],
  ])('fails to ask anybody about simulated names: %s is %s', async (variable, endpoint) => {
    const network = networkOf({ [variable]: endpoint });

    const sentence = `${variable} leads to a simulated AWS, whose names no DNS server knows, and PROBE_NETWORK names no network`;
    await expect(network.resolve('d111.cloudfront.net', 4, 'recursive')).rejects.toThrow(sentence);
    await expect(network.connect('203.0.113.7', 443)).rejects.toThrow(sentence);
  });

  test.each([
    'https://127.0.0.1:4566',
    'http://127.0.0.2:4566',
    'http://169.254.169.254',
    'http://localhost.example.com',
    'http://localhost:4566/path',
    'http://user@localhost:4566',
    'localhost:4566',
    '[::1]:4566',
  ])('refuses %s as PROBE_NETWORK', (PROBE_NETWORK) => {
    expect(() => networkOf({ PROBE_NETWORK })).toThrow(
      'environment.PROBE_NETWORK: is not the endpoint of a simulator on this machine, such as http://127.0.0.1:4566, got',
    );
  });

  test.each(['http://127.0.0.1:4566', 'http://localhost:4566/'])('takes %s, whatever the endpoint', (PROBE_NETWORK) => {
    expect(networkOf({ PROBE_NETWORK, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })).not.toBe(internet);
  });
});
