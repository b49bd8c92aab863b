import {
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateInvalidationCommand,
  type CustomErrorResponse,
  type DefaultCacheBehavior,
  type DistributionConfig,
  GetInvalidationCommand,
} from '@aws-sdk/client-cloudfront';
import { behavior, CACHING_DISABLED, distributionConfig, origin } from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const edge = useEdge();

const withBehavior = (changes: Partial<DefaultCacheBehavior>, errors: CustomErrorResponse[] = []): DistributionConfig =>
  distributionConfig({
    DefaultCacheBehavior: behavior({ ViewerProtocolPolicy: 'allow-all', ...changes }),
    Origins: {
      Quantity: 1,
      Items: [
        origin({
          DomainName: ORIGIN,
          CustomOriginConfig: { ...origin().CustomOriginConfig!, OriginProtocolPolicy: 'match-viewer' },
        }),
      ],
    },
    CustomErrorResponses: { Quantity: errors.length, Items: errors },
  });

const legacy = (
  changes: Partial<DefaultCacheBehavior> = {},
  forwarded: object = {},
): Partial<DefaultCacheBehavior> => ({
  CachePolicyId: undefined,
  MinTTL: 0,
  DefaultTTL: 0,
  MaxTTL: 3600,
  ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' }, ...forwarded },
  ...changes,
});

/** `X-Cache` and body of an answer. */
const look = async (url: string, question = {}): Promise<string> => {
  const { headers, body } = await edge.ask(url, question);
  return `${headers['x-cache']}: ${body}`.replace(' from cloudfront', '');
};

const numbered = (headers = {}): void => {
  let count = 0;
  edge.origin.answers(() => {
    count += 1;
    return { body: String(count), headers };
  });
};

beforeEach(() => numbered());

describe('time to live', () => {
  test.each([
    ['default time', 'no Cache-Control', {}, { MinTTL: 0, DefaultTTL: 60, MaxTTL: 3600 }, 60],
    ['max-age', 'max-age', { 'Cache-Control': 'max-age=100' }, { MinTTL: 0, DefaultTTL: 60, MaxTTL: 3600 }, 100],
    [
      's-maxage',
      'both ages',
      { 'Cache-Control': 'max-age=5, s-maxage=100' },
      { MinTTL: 0, DefaultTTL: 60, MaxTTL: 3600 },
      100,
    ],
    [
      'maximum time',
      'a larger max-age',
      { 'Cache-Control': 'max-age=100' },
      { MinTTL: 0, DefaultTTL: 10, MaxTTL: 30 },
      30,
    ],
    [
      'minimum time',
      'a smaller max-age',
      { 'Cache-Control': 'max-age=1' },
      { MinTTL: 20, DefaultTTL: 60, MaxTTL: 3600 },
      20,
    ],
    ['minimum time', 'no-store', { 'Cache-Control': 'no-store' }, { MinTTL: 20, DefaultTTL: 60, MaxTTL: 3600 }, 20],
    [
      'date of Expires',
      'Expires',
      { Expires: 'Thu, 01 Jan 2026 00:06:00 GMT' },
      { MinTTL: 0, DefaultTTL: 5, MaxTTL: 3600 },
      60,
    ],
  ])('is the %s with %s', async (_, __, headers, times, seconds) => {
    numbered(headers);
    const domainName = await edge.deployed(withBehavior(legacy(times)));

    const first = await look(`http://${domainName}/`);
    edge.advance(seconds - 1);
    const within = await edge.ask(`http://${domainName}/`);
    edge.advance(1);
    const after = await look(`http://${domainName}/`);

    expect([first, within.headers['x-cache'], within.body, within.headers.age, after]).toEqual([
      'Miss: 1',
      'Hit from cloudfront',
      '1',
      String(seconds - 1),
      'Miss: 2',
    ]);
  });

  test.each([
    ['no-store', { 'Cache-Control': 'no-store' }, { DefaultTTL: 60 }],
    ['private', { 'Cache-Control': 'private' }, { DefaultTTL: 60 }],
    ['a default of zero', {}, { DefaultTTL: 0 }],
  ])('is nothing with %s', async (_, headers, times) => {
    numbered(headers);
    const domainName = await edge.deployed(withBehavior(legacy(times)));

    expect([await look(`http://${domainName}/`), await look(`http://${domainName}/`)]).toEqual(['Miss: 1', 'Miss: 2']);
  });

  test('is nothing with CachingDisabled, whatever the origin says', async () => {
    numbered({ 'Cache-Control': 'max-age=100' });
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_DISABLED }));

    expect([await look(`http://${domainName}/`), await look(`http://${domainName}/`)]).toEqual(['Miss: 1', 'Miss: 2']);
  });

  test('is nothing where all headers are forwarded', async () => {
    numbered({ 'Cache-Control': 'max-age=100' });
    const domainName = await edge.deployed(
      withBehavior(legacy({ DefaultTTL: 60 }, { Headers: { Quantity: 1, Items: ['*'] } })),
    );

    expect([await look(`http://${domainName}/`), await look(`http://${domainName}/`)]).toEqual(['Miss: 1', 'Miss: 2']);
  });
});

describe('expired objects', () => {
  test('are confirmed by the origin', async () => {
    edge.origin.answers(({ headers }) =>
      headers['if-none-match'] === '"v1"'
        ? { status: 304, headers: { ETag: '"v1"' } }
        : { body: 'content', headers: { ETag: '"v1"', 'Cache-Control': 'max-age=10' } },
    );
    const domainName = await edge.deployed(withBehavior(legacy({ DefaultTTL: 60 })));

    const seen = [await look(`http://${domainName}/`)];
    edge.advance(10);
    seen.push(await look(`http://${domainName}/`), await look(`http://${domainName}/`));

    expect(seen).toEqual(['Miss: content', 'RefreshHit: content', 'Hit: content']);
  });

  test('are served while the origin fails', async () => {
    const domainName = await edge.deployed(withBehavior(legacy({ DefaultTTL: 60 })));
    await look(`http://${domainName}/`);
    edge.advance(60);
    edge.origin.answers({ status: 503 });

    const whileFailing = await look(`http://${domainName}/`);
    edge.origin.answers({ body: 'again' });
    const within = await look(`http://${domainName}/`);
    edge.advance(10);

    expect([whileFailing, within, await look(`http://${domainName}/`)]).toEqual(['Hit: 1', 'Hit: 1', 'Miss: again']);
  });
});

describe('cached objects', () => {
  test('are the same over HTTP and HTTPS: what was fetched over one is served over the other', async () => {
    edge.origin.answers(({ protocol }) => ({ body: protocol }));
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));

    const plain = await look(`http://${domainName}/`);
    const secure = await look(`https://${domainName}/`);

    expect([plain, secure]).toEqual(['Miss: http', 'Hit: http']);
  });

  test('outlive a change of the viewer protocol policy until they are invalidated', async () => {
    edge.origin.answers(({ protocol }) => ({ body: protocol }));
    const { id, domainName } = await edge.created(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));
    edge.advance(300);
    await look(`http://${domainName}/`);
    await edge.update(id, (config) => ({
      ...config,
      DefaultCacheBehavior: { ...config.DefaultCacheBehavior!, ViewerProtocolPolicy: 'https-only' },
    }));
    edge.advance(300);

    const stale = await look(`https://${domainName}/`);
    await invalidate(id, '/*');
    edge.advance(60);

    expect([stale, await look(`https://${domainName}/`)]).toEqual(['Hit: http', 'Miss: https']);
  });

  test('are told apart by protocol where the settings name it', async () => {
    const byProtocol = { Headers: { Quantity: 1, Items: ['CloudFront-Forwarded-Proto'] } };
    const domainName = await edge.deployed(withBehavior(legacy({ DefaultTTL: 60 }, byProtocol)));

    expect([await look(`http://${domainName}/`), await look(`https://${domainName}/`)]).toEqual(['Miss: 1', 'Miss: 2']);
  });

  test('are kept by each location for itself', async () => {
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));

    const seen = [];
    for (const at of [0, 1, 0]) seen.push(await look(`http://${domainName}/`, { at }));

    expect(seen).toEqual(['Miss: 1', 'Miss: 2', 'Hit: 1']);
  });

  test('are told apart by path, and by what the key names of query string, headers and cookies', async () => {
    const named = {
      QueryString: true,
      QueryStringCacheKeys: { Quantity: 1, Items: ['page'] },
      Headers: { Quantity: 1, Items: ['X-Tenant'] },
      Cookies: { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['session'] } },
    };
    const domainName = await edge.deployed(withBehavior(legacy({ DefaultTTL: 60 }, named)));
    const ask = (path: string, headers = {}) => look(`http://${domainName}${path}`, { headers });

    const apart = [
      await ask('/a'),
      await ask('/A'),
      await ask('/a?page=2'),
      await ask('/a', { 'X-Tenant': 'one' }),
      await ask('/a', { Cookie: 'session=1' }),
    ];
    const together = [
      await ask('/a?sort=up'),
      await ask('/a', { Cookie: 'theme=dark' }),
      await ask('/a', { 'X-Other': 'one' }),
    ];

    expect(apart).toEqual(['Miss: 1', 'Miss: 2', 'Miss: 3', 'Miss: 4', 'Miss: 5']);
    expect(together).toEqual(['Hit: 1', 'Hit: 1', 'Hit: 1']);
  });

  test('answer a HEAD', async () => {
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));
    await look(`http://${domainName}/`);

    expect(await look(`http://${domainName}/`, { method: 'HEAD' })).toBe('Hit: ');
  });

  test('are not sent again to a viewer who has them', async () => {
    numbered({ ETag: '"v1"' });
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));
    await look(`http://${domainName}/`);

    const answer = await edge.ask(`http://${domainName}/`, { headers: { 'If-None-Match': 'W/"v1"' } });

    expect([answer.status, answer.body, answer.headers['x-cache']]).toEqual([304, '', 'Hit from cloudfront']);
  });

  test('come of GET and HEAD only', async () => {
    const methods = { Quantity: 7, Items: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] };
    const domainName = await edge.deployed(
      withBehavior({
        CachePolicyId: CACHING_OPTIMIZED,
        AllowedMethods: methods as DefaultCacheBehavior['AllowedMethods'],
      }),
    );

    const seen = [];
    for (const method of ['POST', 'POST', 'OPTIONS', 'OPTIONS'])
      seen.push(await look(`http://${domainName}/`, { method }));

    expect(seen).toEqual(['Miss: 1', 'Miss: 2', 'Miss: 3', 'Miss: 4']);
  });

  test('keep the header names of a policy apart', async () => {
    const { CachePolicy } = await edge.aws.client(CloudFrontClient).send(
      new CreateCachePolicyCommand({
        CachePolicyConfig: {
          Name: 'per-token',
          MinTTL: 0,
          DefaultTTL: 60,
          MaxTTL: 60,
          ParametersInCacheKeyAndForwardedToOrigin: {
            EnableAcceptEncodingGzip: true,
            HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['Authorization'] } },
            CookiesConfig: { CookieBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
          },
        },
      }),
    );
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CachePolicy!.Id! }));
    const as = (Authorization: string) => look(`http://${domainName}/`, { headers: { Authorization } });

    expect([await as('a'), await as('b'), await as('a')]).toEqual(['Miss: 1', 'Miss: 2', 'Hit: 1']);
  });
});

const invalidate = async (DistributionId: string, ...paths: string[]) => {
  const { Invalidation } = await edge.aws.client(CloudFrontClient).send(
    new CreateInvalidationCommand({
      DistributionId,
      InvalidationBatch: { CallerReference: paths.join(), Paths: { Quantity: paths.length, Items: paths } },
    }),
  );
  return Invalidation!.Id!;
};

describe('invalidation', () => {
  test('removes what its paths name, and nothing else', async () => {
    const { id, domainName } = await edge.created(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));
    edge.advance(300);
    const everything = async () => {
      const seen = [];
      for (const path of ['/a', '/images/1', '/images/2', '/b']) seen.push(await look(`http://${domainName}${path}`));
      return seen;
    };
    await everything();

    await invalidate(id, '/a', '/images/*');
    edge.advance(60);

    expect(await everything()).toEqual(['Miss: 5', 'Miss: 6', 'Miss: 7', 'Hit: 4']);
    expect(await everything()).toEqual(['Hit: 5', 'Hit: 6', 'Hit: 7', 'Hit: 4']);
  });

  test('arrives at one location after the other, and is complete with the last', async () => {
    const { id, domainName } = await edge.created(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));
    edge.advance(300);
    const everywhere = () =>
      Promise.all([0, 1, 2].map(async (at) => (await look(`http://${domainName}/`, { at })).slice(0, 4)));
    await everywhere();
    const invalidation = await invalidate(id, '/*');

    edge.advance(40);
    const within = await everywhere();
    edge.advance(20);
    const after = await everywhere();
    const { Invalidation } = await edge.aws
      .client(CloudFrontClient)
      .send(new GetInvalidationCommand({ DistributionId: id, Id: invalidation }));

    expect([within, after]).toEqual([
      ['Miss', 'Miss', 'Hit:'],
      ['Hit:', 'Hit:', 'Miss'],
    ]);
    expect(Invalidation!.Status).toBe('Completed');
  });
});

describe('errors', () => {
  const failing = (status: number, headers = {}): void => {
    let count = 0;
    edge.origin.answers(() => {
      count += 1;
      return { status, body: String(count), headers };
    });
  };

  test.each([
    [404, {}, 10],
    [500, {}, 10],
    [503, { 'Cache-Control': 'max-age=30' }, 30],
    [403, { 'Cache-Control': 'max-age=5' }, 10],
  ])('%i with %j is repeated for a while', async (status, headers, seconds) => {
    failing(status, headers);
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));

    const seen = [await look(`http://${domainName}/`)];
    edge.advance(seconds - 1);
    seen.push(await look(`http://${domainName}/`));
    edge.advance(1);
    seen.push(await look(`http://${domainName}/`));

    expect(seen).toEqual(['Error: 1', 'Error: 1', 'Error: 2']);
  });

  test.each([400, 401, 403, 429])('%i is not repeated', async (status) => {
    failing(status);
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }));

    expect([await look(`http://${domainName}/`), await look(`http://${domainName}/`)]).toEqual([
      'Error: 1',
      'Error: 2',
    ]);
  });

  test('are not repeated with CachingDisabled, but are with legacy times of zero', async () => {
    failing(500);
    const disabled = await edge.deployed(withBehavior({ CachePolicyId: CACHING_DISABLED }));
    const zero = await edge.deployed({ ...withBehavior(legacy({ MaxTTL: 0 })), CallerReference: 'reference-2' });

    const seen = [];
    for (const host of [disabled, disabled, zero, zero]) seen.push(await look(`http://${host}/`));

    expect(seen).toEqual(['Error: 1', 'Error: 2', 'Error: 3', 'Error: 3']);
  });

  test('are repeated for as long as the distribution says', async () => {
    failing(500);
    const errors = [{ ErrorCode: 500, ErrorCachingMinTTL: 0 }];
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }, errors));

    expect([await look(`http://${domainName}/`), await look(`http://${domainName}/`)]).toEqual([
      'Error: 1',
      'Error: 2',
    ]);
  });

  test('are replaced by the custom error page', async () => {
    edge.origin.answers(({ url }) => (url === '/sorry' ? { body: 'sorry' } : { status: 404, body: 'not found' }));
    const errors = [{ ErrorCode: 404, ResponsePagePath: '/sorry', ResponseCode: '200', ErrorCachingMinTTL: 60 }];
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }, errors));

    const [first, second] = [await edge.ask(`http://${domainName}/a`), await edge.ask(`http://${domainName}/a`)];

    expect([first.status, first.body, first.headers['x-cache']]).toEqual([200, 'sorry', 'Error from cloudfront']);
    expect([second.status, second.body, second.headers['x-cache']]).toEqual([200, 'sorry', 'Error from cloudfront']);
    expect(edge.origin.seen.map(({ url }) => url)).toEqual(['/a', '/sorry']);
  });

  test('stay as they are where the custom error page fails too', async () => {
    edge.origin.answers({ status: 404, body: 'not found' });
    const errors = [{ ErrorCode: 404, ResponsePagePath: '/sorry', ResponseCode: '200' }];
    const domainName = await edge.deployed(withBehavior({ CachePolicyId: CACHING_OPTIMIZED }, errors));

    const { status, body } = await edge.ask(`http://${domainName}/a`);

    expect([status, body]).toEqual([404, 'not found']);
  });
});
