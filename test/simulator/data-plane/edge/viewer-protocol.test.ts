import { behavior, distributionConfig, origin, withBehavior } from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';
import { openConnection, sayRaw } from './viewer.ts';

const ALL_METHODS = {
  Quantity: 7,
  Items: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const,
};
const allMethods = { AllowedMethods: { ...ALL_METHODS, Items: [...ALL_METHODS.Items] } };
const fromOrigin = { Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN })] } };

const edge = useEdge();

const sayOverHttp10 = async (domainName: string, method: string): Promise<string> => {
  const { network, rootCertificate } = edge;
  const socket = await openConnection(`http://${domainName}/`, {}, { network, rootCertificate, edge: edge.edge });
  return sayRaw(socket, `${method} /items HTTP/1.0\r\nHost: ${domainName}\r\n\r\n`);
};

describe('redirect-to-https', () => {
  const redirecting = { ...withBehavior(allMethods), ...fromOrigin };

  test.each(['GET', 'HEAD'])('redirects %s for good, to the same path and query string', async (method) => {
    const domainName = await edge.deployed(redirecting);

    const answer = await edge.ask(`http://${domainName}/items/1?page=2&page=3`, { method });

    expect(answer.status).toBe(301);
    expect(answer.headers).toMatchObject({
      location: `https://${domainName}/items/1?page=2&page=3`,
      server: 'CloudFront',
      'x-cache': 'Redirect from cloudfront',
      'content-length': '167',
    });
    expect(edge.origin.seen).toEqual([]);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'redirects %s so that method and body are kept',
    async (method) => {
      const domainName = await edge.deployed(redirecting);

      const answer = await edge.ask(`http://${domainName}/items`, { method, body: '{}' });

      expect([answer.status, answer.headers.location]).toEqual([307, `https://${domainName}/items`]);
      expect(edge.origin.seen).toEqual([]);
    },
  );

  test('redirects an HTTP/1.0 viewer who reads', async () => {
    const domainName = await edge.deployed(redirecting);

    expect(await sayOverHttp10(domainName, 'GET')).toMatch(/^HTTP\/1\.1 301 Moved Permanently\r\n/);
  });

  test('refuses an HTTP/1.0 viewer who writes', async () => {
    const domainName = await edge.deployed(redirecting);

    expect(await sayOverHttp10(domainName, 'DELETE')).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  });

  test('serves HTTPS', async () => {
    const domainName = await edge.deployed(redirecting);

    const answer = await edge.ask(`https://${domainName}/items`);

    expect([answer.status, answer.body, answer.headers['x-cache']]).toEqual([200, 'hello', 'Miss from cloudfront']);
  });
});

describe('other policies', () => {
  test.each(['GET', 'POST'])('https-only refuses %s over plain HTTP with the page of CloudFront', async (method) => {
    const policy = { ViewerProtocolPolicy: 'https-only', ...allMethods } as const;
    const domainName = await edge.deployed({ ...withBehavior(policy), ...fromOrigin });

    const answer = await edge.ask(`http://${domainName}/items`, { method });

    expect([answer.status, answer.headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
    expect(answer.body).toContain('<H1>403 ERROR</H1>');
    expect(answer.body).toContain(`Request ID: ${answer.headers['x-amz-cf-id']}`);
  });

  test('allow-all serves plain HTTP', async () => {
    const domainName = await edge.deployed({ ...withBehavior({ ViewerProtocolPolicy: 'allow-all' }), ...fromOrigin });

    expect((await edge.ask(`http://${domainName}/`)).body).toBe('hello');
  });

  test('is that of the first behavior whose path pattern matches', async () => {
    const open = { ...behavior({ ViewerProtocolPolicy: 'allow-all' }), PathPattern: 'health/*' };
    const domainName = await edge.deployed({
      ...distributionConfig({ CacheBehaviors: { Quantity: 1, Items: [open] } }),
      ...fromOrigin,
    });

    const statuses = await Promise.all(
      ['/health/live', '/Health/live', '/health'].map(
        async (path) => (await edge.ask(`http://${domainName}${path}`)).status,
      ),
    );

    expect(statuses).toEqual([200, 301, 301]);
  });
});

describe('what CloudFront refuses by itself', () => {
  test('refuses a method that the behavior does not allow before it would redirect', async () => {
    const domainName = await edge.deployed({ ...withBehavior({}), ...fromOrigin });

    const answer = await edge.ask(`http://${domainName}/`, { method: 'POST' });

    expect(answer.status).toBe(403);
    expect(answer.body).toContain('This distribution is not configured to allow the HTTP request method');
  });

  test('refuses a GET with a body', async () => {
    const domainName = await edge.deployed({ ...withBehavior(allMethods), ...fromOrigin });

    const answer = await edge.ask(`https://${domainName}/`, { body: '{}' });

    expect([answer.status, edge.origin.seen.length]).toEqual([403, 0]);
  });

  test('refuses a URL that is too long', async () => {
    const domainName = await edge.deployed({ ...withBehavior(allMethods), ...fromOrigin });

    expect((await edge.ask(`https://${domainName}/${'a'.repeat(8192)}`)).status).toBe(414);
  });

  test('refuses headers that are too large', async () => {
    const domainName = await edge.deployed({ ...withBehavior(allMethods), ...fromOrigin });

    expect((await edge.ask(`https://${domainName}/`, { headers: { 'X-Large': 'a'.repeat(32_768) } })).status).toBe(494);
  });

  test('refuses what has passed two distributions already', async () => {
    const domainName = await edge.deployed({ ...withBehavior(allMethods), ...fromOrigin });
    const via = '1.1 a.cloudfront.net (CloudFront), 1.1 b.cloudfront.net (CloudFront)';

    expect((await edge.ask(`https://${domainName}/`, { headers: { Via: via } })).status).toBe(403);
  });
});
