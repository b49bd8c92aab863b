import {
  type CachePolicyConfig,
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateOriginRequestPolicyCommand,
  type DefaultCacheBehavior,
  type DistributionConfig,
  type ForwardedValues,
  type OriginRequestPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import {
  ALL_VIEWER,
  behavior,
  CACHING_DISABLED,
  distributionConfig,
  origin,
} from '../../cloudfront/distribution-config.ts';
import { ORIGIN, type OriginRequestSeen, useEdge } from './edge-under-test.ts';

const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const HOST_HEADER_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const USE_ORIGIN_CACHE_CONTROL = '83da9c7e-98b4-4e11-a168-04f0df8e2c65';
const everyMethod: DefaultCacheBehavior['AllowedMethods'] = {
  Quantity: 7,
  Items: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
};

/** What a talkative viewer says. */
const CHATTER = {
  'User-Agent': 'curl/8.0',
  Accept: 'application/json',
  'Accept-Encoding': 'gzip, deflate, br',
  'Accept-Language': 'fi',
  Authorization: 'Bearer token',
  'Content-Type': 'application/json',
  Cookie: 'session=1; theme=dark',
  Origin: 'https://www.example.com',
  Referer: 'https://www.example.com/page',
  'X-Api-Key': 'key',
  'X-Forwarded-For': '192.0.2.4',
  'X-Forwarded-Proto': 'ftp',
  'X-Real-IP': '192.0.2.5',
  'X-Edge-Own': '1',
  'CloudFront-Viewer-Country': 'XX',
};

const edge = useEdge();

const withBehavior = (changes: Partial<DefaultCacheBehavior>): DistributionConfig =>
  distributionConfig({
    DefaultCacheBehavior: behavior({ ViewerProtocolPolicy: 'allow-all', AllowedMethods: everyMethod, ...changes }),
    Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN })] },
  });

const withPolicies = (CachePolicyId: string, OriginRequestPolicyId?: string) =>
  withBehavior({ CachePolicyId, OriginRequestPolicyId });

const withLegacy = (changes: Partial<ForwardedValues> = {}, others: Partial<DefaultCacheBehavior> = {}) =>
  withBehavior({
    CachePolicyId: undefined,
    MinTTL: 0,
    ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' }, ...changes },
    ...others,
  });

/** What the origin sees of a request with all of that. */
const seenFrom = async (
  config: DistributionConfig,
  { method = 'GET', path = '/items?page=2&sort=up' } = {},
): Promise<OriginRequestSeen> => {
  const domainName = await edge.deployed(config);
  await edge.ask(`https://${domainName}${path}`, { method, headers: CHATTER });
  return edge.origin.seen.at(-1)!;
};

const namesOf = ({ headers }: OriginRequestSeen): string[] => Object.keys(headers).toSorted();

describe('what CloudFront always does', () => {
  test.each([
    ['policies', () => withPolicies(CACHING_DISABLED, ALL_VIEWER)],
    ['legacy settings', () => withLegacy({ Headers: { Quantity: 1, Items: ['*'] } })],
  ])('writes its own headers with %s', async (_, config) => {
    const { headers } = await seenFrom(config());

    expect(headers).toMatchObject({
      'x-forwarded-for': '192.0.2.4, 127.0.0.1',
      via: expect.stringMatching(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/),
      'x-amz-cf-id': expect.stringMatching(/^[\w-]{54}==$/),
      connection: 'Keep-Alive',
    });
    for (const name of ['x-forwarded-proto', 'x-real-ip', 'x-edge-own', 'cloudfront-viewer-country']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test('adds the origin path and origin custom headers, which win over the viewer', async () => {
    const own = {
      OriginPath: '/prod',
      CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Api-Key', HeaderValue: 'secret' }] },
    };
    const config = withPolicies(CACHING_DISABLED, ALL_VIEWER);

    const seen = await seenFrom({
      ...config,
      Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN, ...own })] },
    });

    expect([seen.url, seen.headers['x-api-key']]).toEqual(['/prod/items?page=2&sort=up', 'secret']);
  });

  test('sends the body on', async () => {
    const domainName = await edge.deployed(withPolicies(CACHING_DISABLED));

    await edge.ask(`https://${domainName}/items`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json' },
    });

    expect(edge.origin.seen).toMatchObject([
      { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json', 'content-length': '7' } },
    ]);
  });

  test('asks for the default root object instead of /', async () => {
    const config = { ...withPolicies(CACHING_DISABLED), DefaultRootObject: 'index.html' };

    expect((await seenFrom(config, { path: '/' })).url).toBe('/index.html');
  });
});

describe('policies', () => {
  test('forward next to nothing by themselves', async () => {
    const seen = await seenFrom(withPolicies(CACHING_DISABLED));

    expect(seen.url).toBe('/items');
    expect(namesOf(seen)).toEqual([
      'connection',
      'content-type',
      'host',
      'user-agent',
      'via',
      'x-amz-cf-id',
      'x-forwarded-for',
    ]);
    expect(seen.headers).toMatchObject({ host: ORIGIN, 'user-agent': 'Amazon CloudFront' });
  });

  test('AllViewer forwards everything, Host and Authorization included', async () => {
    const domainName = await edge.deployed(withPolicies(CACHING_DISABLED, ALL_VIEWER));
    edge.origin.shows({ names: [ORIGIN] });

    await edge.ask(`https://${domainName}/items?page=2`, { headers: CHATTER });

    expect(edge.origin.seen[0]).toMatchObject({
      url: '/items?page=2',
      serverName: domainName,
      headers: {
        host: domainName,
        authorization: 'Bearer token',
        cookie: 'session=1; theme=dark',
        'user-agent': 'curl/8.0',
        'accept-encoding': 'gzip, deflate, br',
        'x-api-key': 'key',
        referer: 'https://www.example.com/page',
      },
    });
  });

  test("AllViewerExceptHostHeader keeps the origin's Host and adds headers of CloudFront", async () => {
    const { headers, serverName } = await seenFrom(withPolicies(CACHING_DISABLED, ALL_VIEWER_EXCEPT_HOST));

    expect(headers).toMatchObject({
      host: ORIGIN,
      authorization: 'Bearer token',
      'cloudfront-forwarded-proto': 'https',
      'cloudfront-viewer-http-version': '1.1',
    });
    expect(serverName).toBe(ORIGIN);
  });

  test('HostHeaderOnly forwards the Host and no query string', async () => {
    const seen = await seenFrom(withPolicies(CACHING_DISABLED, HOST_HEADER_ONLY));

    expect(seen.headers.host).toMatch(/\.cloudfront\.net$/);
    expect([seen.url, seen.headers.authorization, seen.headers.cookie]).toEqual(['/items', undefined, undefined]);
  });

  test('a cache policy forwards what it keys on', async () => {
    const seen = await seenFrom(withPolicies(USE_ORIGIN_CACHE_CONTROL));

    expect(seen.headers.host).toMatch(/\.cloudfront\.net$/);
    expect(seen.headers).toMatchObject({ origin: 'https://www.example.com', cookie: 'session=1; theme=dark' });
  });

  test('a cache policy that knows encodings reduces Accept-Encoding to them', async () => {
    const { headers } = await seenFrom(withPolicies(CACHING_OPTIMIZED, ALL_VIEWER));

    expect(headers['accept-encoding']).toBe('br,gzip');
  });

  test('lists choose headers, cookies and parameters by name', async () => {
    const keyed = await cachePolicy({ QueryStringBehavior: 'whitelist', QueryStrings: list('page') });
    const forwarded = await originRequestPolicy({
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: list('authorization') },
      CookiesConfig: { CookieBehavior: 'allExcept', Cookies: list('theme') },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    });

    const seen = await seenFrom(withPolicies(keyed, forwarded));

    expect(seen.url).toBe('/items?page=2');
    expect(seen.headers).toMatchObject({ authorization: 'Bearer token', cookie: 'session=1' });
    expect(seen.headers).not.toHaveProperty('x-api-key');
  });

  const list = (...Items: string[]) => ({ Quantity: Items.length, Items });

  const cachePolicy = async (
    QueryStringsConfig: NonNullable<
      CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin']
    >['QueryStringsConfig'],
  ): Promise<string> => {
    const { CachePolicy } = await edge.aws.client(CloudFrontClient).send(
      new CreateCachePolicyCommand({
        CachePolicyConfig: {
          Name: 'keyed',
          MinTTL: 0,
          ParametersInCacheKeyAndForwardedToOrigin: {
            EnableAcceptEncodingGzip: false,
            HeadersConfig: { HeaderBehavior: 'none' },
            CookiesConfig: { CookieBehavior: 'none' },
            QueryStringsConfig,
          },
        },
      }),
    );
    return CachePolicy!.Id!;
  };

  const originRequestPolicy = async (config: Omit<OriginRequestPolicyConfig, 'Name'>): Promise<string> => {
    const { OriginRequestPolicy } = await edge.aws
      .client(CloudFrontClient)
      .send(new CreateOriginRequestPolicyCommand({ OriginRequestPolicyConfig: { Name: 'forwarded', ...config } }));
    return OriginRequestPolicy!.Id!;
  };
});

describe('legacy settings', () => {
  test('forward most headers, without what describes the viewer', async () => {
    const seen = await seenFrom(withLegacy());

    expect(seen.url).toBe('/items');
    expect(seen.headers).toMatchObject({
      host: ORIGIN,
      'user-agent': 'Amazon CloudFront',
      'x-api-key': 'key',
      origin: 'https://www.example.com',
      'accept-encoding': 'br,gzip',
    });
    for (const name of ['accept', 'accept-language', 'referer', 'cookie'])
      expect(seen.headers).not.toHaveProperty(name);
  });

  test.each([
    ['GET', undefined],
    ['HEAD', undefined],
    ['OPTIONS', 'Bearer token'],
    ['POST', 'Bearer token'],
    ['DELETE', 'Bearer token'],
  ])('send the Authorization of %s as %p', async (method, authorization) => {
    expect((await seenFrom(withLegacy(), { method })).headers.authorization).toBe(authorization);
  });

  test('drop the Authorization of OPTIONS where OPTIONS is cached', async () => {
    const cached = { ...everyMethod!, CachedMethods: { Quantity: 3, Items: ['GET', 'HEAD', 'OPTIONS'] } } as const;
    const config = withLegacy({}, { AllowedMethods: cached as unknown as typeof everyMethod });

    expect((await seenFrom(config, { method: 'OPTIONS' })).headers).not.toHaveProperty('authorization');
  });

  test('forward listed headers, cookies by wildcard and the query string', async () => {
    const seen = await seenFrom(
      withLegacy({
        QueryString: true,
        Headers: { Quantity: 3, Items: ['Authorization', 'Accept', 'CloudFront-Forwarded-Proto'] },
        Cookies: { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['sess*'] } },
      }),
    );

    expect(seen.url).toBe('/items?page=2&sort=up');
    expect(seen.headers).toMatchObject({
      authorization: 'Bearer token',
      accept: 'application/json',
      cookie: 'session=1',
      'cloudfront-forwarded-proto': 'https',
    });
  });
});

describe('response', () => {
  test('loses what holds between neighbors, and cookies where none are forwarded', async () => {
    edge.origin.answers({
      headers: { 'Set-Cookie': 'a=1', Via: '1.1 own', Server: 'own', Vary: 'Accept-Encoding, X-Other' },
    });
    const domainName = await edge.deployed(withPolicies(CACHING_DISABLED));

    const { headers } = await edge.ask(`https://${domainName}/`);

    expect(headers).toMatchObject({ server: 'own', vary: 'Accept-Encoding', 'x-cache': 'Miss from cloudfront' });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers.via).toMatch(/^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/);
  });

  test('keeps cookies where cookies are forwarded', async () => {
    edge.origin.answers({ headers: { 'Set-Cookie': ['a=1', 'b=2'] } });
    const domainName = await edge.deployed(withPolicies(CACHING_DISABLED, ALL_VIEWER));

    expect((await edge.ask(`https://${domainName}/`)).headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });
});
