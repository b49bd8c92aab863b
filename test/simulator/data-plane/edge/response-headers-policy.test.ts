import {
  CloudFrontClient,
  CreateResponseHeadersPolicyCommand,
  type DistributionConfig,
  type ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { behavior, distributionConfig, origin } from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';

const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const edge = useEdge();

const withPolicy = (ResponseHeadersPolicyId: string): DistributionConfig =>
  distributionConfig({
    Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN })] },
    DefaultCacheBehavior: behavior({ ResponseHeadersPolicyId }),
  });

const policy = async (config: Partial<ResponseHeadersPolicyConfig>): Promise<string> => {
  const { ResponseHeadersPolicy } = await edge.aws
    .client(CloudFrontClient)
    .send(new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig: { Name: 'own', ...config } }));
  return ResponseHeadersPolicy!.Id!;
};

const hsts = (Override: boolean): Partial<ResponseHeadersPolicyConfig> => ({
  SecurityHeadersConfig: {
    StrictTransportSecurity: { Override, AccessControlMaxAgeSec: 300, IncludeSubdomains: true, Preload: true },
  },
});

test('the managed security headers are set', async () => {
  const domainName = await edge.deployed(withPolicy(SECURITY_HEADERS));

  expect((await edge.ask(`https://${domainName}/`)).headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-xss-protection': '1; mode=block',
    'referrer-policy': 'strict-origin-when-cross-origin',
  });
});

test.each([
  [true, 'max-age=300; includeSubDomains; preload'],
  [false, 'max-age=1'],
])('with override %p, what the origin says of HSTS becomes %p', async (override, value) => {
  edge.origin.answers({ headers: { 'Strict-Transport-Security': 'max-age=1' } });
  const domainName = await edge.deployed(withPolicy(await policy(hsts(override))));

  expect((await edge.ask(`https://${domainName}/`)).headers['strict-transport-security']).toBe(value);
});

test('answers over plain HTTP have the headers without HSTS', async () => {
  const domainName = await edge.deployed(withPolicy(SECURITY_HEADERS));

  const { status, headers } = await edge.ask(`http://${domainName}/`);

  expect([status, headers['x-frame-options'], headers['strict-transport-security']]).toEqual([
    301,
    'SAMEORIGIN',
    undefined,
  ]);
});

test('errors of CloudFront itself have them too', async () => {
  const domainName = await edge.deployed(withPolicy(SECURITY_HEADERS));

  const refused = await edge.ask(`https://${domainName}/`, { method: 'POST' });
  edge.origin.hangsUp();
  const failed = await edge.ask(`https://${domainName}/`);

  expect([refused, failed].map(({ status, headers }) => [status, headers['strict-transport-security']])).toEqual([
    [403, 'max-age=31536000'],
    [502, 'max-age=31536000'],
  ]);
});

test('custom headers are set and named ones removed', async () => {
  edge.origin.answers({
    headers: { Server: 'own', 'X-Powered-By': 'own', 'X-Kept': 'origin', 'X-Replaced': 'origin' },
  });
  const id = await policy({
    CustomHeadersConfig: {
      Quantity: 2,
      Items: [
        { Header: 'X-Kept', Value: 'policy', Override: false },
        { Header: 'X-Replaced', Value: 'policy', Override: true },
      ],
    },
    RemoveHeadersConfig: { Quantity: 2, Items: [{ Header: 'Server' }, { Header: 'X-Powered-By' }] },
  });
  const domainName = await edge.deployed(withPolicy(id));

  const { headers } = await edge.ask(`https://${domainName}/`);

  expect(headers).toMatchObject({ 'x-kept': 'origin', 'x-replaced': 'policy', server: 'CloudFront' });
  expect(headers).not.toHaveProperty('x-powered-by');
});

describe('CORS', () => {
  const cors = (changes: Partial<NonNullable<ResponseHeadersPolicyConfig['CorsConfig']>> = {}) =>
    policy({
      CorsConfig: {
        AccessControlAllowOrigins: { Quantity: 1, Items: ['https://*.example.com'] },
        AccessControlAllowHeaders: { Quantity: 1, Items: ['Authorization'] },
        AccessControlAllowMethods: { Quantity: 2, Items: ['GET', 'POST'] },
        AccessControlExposeHeaders: { Quantity: 1, Items: ['X-Total'] },
        AccessControlAllowCredentials: true,
        AccessControlMaxAgeSec: 600,
        OriginOverride: false,
        ...changes,
      },
    });
  const answerTo = async (policyId: string, headers: Record<string, string>, method = 'GET') => {
    const config = withPolicy(policyId);
    const AllowedMethods = { Quantity: 3, Items: ['GET', 'HEAD', 'OPTIONS'] };
    const domainName = await edge.deployed({
      ...config,
      DefaultCacheBehavior: { ...config.DefaultCacheBehavior!, AllowedMethods: AllowedMethods as never },
    });
    return (await edge.ask(`https://${domainName}/`, { method, headers })).headers;
  };

  test('is said to an allowed origin', async () => {
    const headers = await answerTo(await cors(), { Origin: 'https://www.example.com' });

    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'X-Total',
      vary: 'Origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-methods');
  });

  test('is said to a preflight', async () => {
    const asked = { Origin: 'https://www.example.com', 'Access-Control-Request-Method': 'POST' };

    expect(await answerTo(await cors(), asked, 'OPTIONS')).toMatchObject({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'Authorization',
      'access-control-max-age': '600',
    });
  });

  test.each([[{ Origin: 'https://www.example.org' }], [{}]])('is not said to %j', async (headers) => {
    expect(await answerTo(await cors(), headers)).not.toHaveProperty('access-control-allow-origin');
  });

  test.each([
    [true, 'https://www.example.com'],
    [false, 'https://own.example.com'],
  ])('with override %p, what the origin says becomes %p', async (OriginOverride, value) => {
    edge.origin.answers({ headers: { 'Access-Control-Allow-Origin': 'https://own.example.com' } });

    const headers = await answerTo(await cors({ OriginOverride }), { Origin: 'https://www.example.com' });

    expect(headers['access-control-allow-origin']).toBe(value);
  });
});
