import type { Echo } from '../../../../simulator/data-plane/api-gateway/echo.ts';
import { fitOf } from '../../../../simulator/data-plane/api-gateway/path-pattern.ts';
import { apisByName, LOGIN, useServedAws } from '../../../support/data-plane.ts';

const REGION = 'eu-west-1';

const aws = useServedAws({
  ...apisByName(['plain', 'cors', 'rest', 'undescribed']),
  apis: {
    plain: {
      region: REGION,
      protocol: 'HTTP',
      routes: [{ key: 'GET /items/{id}' }, { key: 'ANY /items/{proxy+}' }, { key: 'POST /items/new' }],
    },
    cors: {
      region: REGION,
      protocol: 'HTTP',
      cors: {
        AllowOrigins: ['https://shop.example.com', 'http://*'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization'],
        ExposeHeaders: ['x-total'],
        AllowCredentials: true,
        MaxAge: 600,
      },
      authorizers: {
        login: LOGIN,
      },
      routes: [{ key: 'GET /items' }, { key: 'ANY /basket', authorization: 'JWT', authorizer: 'login' }],
    },
    rest: {
      region: REGION,
      protocol: 'REST',
      resources: { '/a': { POST: {} }, '/a/{id}': { GET: {} }, '/{proxy+}': { ANY: {} } },
    },
    undescribed: { region: REGION, protocol: 'REST' },
  },
});

function ask(url: string, method = 'GET', headers: Record<string, string> = {}) {
  return aws.internet.request(`https://${url}`, { method, headers });
}

async function statusOf(...request: Parameters<typeof ask>): Promise<number> {
  return (await ask(...request)).status;
}

describe('paths', () => {
  test.each([
    ['/', '/', ''],
    ['/items/{id}', '/items/7', '01'],
    ['/items/{proxy+}', '/items/7/parts', '02'],
    ['/{proxy+}', '/', undefined],
    ['/items', '/items/7', undefined],
    ['/items/{id}', '/items', undefined],
  ])('%s fits %s as %p', (pattern, path, fit) => {
    expect(fitOf(pattern, path)).toBe(fit);
  });
});

describe('HTTP API routes', () => {
  test('takes the closest route of the method, and none where none fits', async () => {
    const statuses = await Promise.all([
      statusOf('plain.example.com/items/7'),
      statusOf('plain.example.com/items/7', 'DELETE'),
      statusOf('plain.example.com/items/new', 'POST'),
      statusOf('plain.example.com/items'),
    ]);

    expect(statuses).toEqual([200, 200, 200, 404]);
  });

  test('answers 404 as HTTP APIs do', async () => {
    const answer = await ask('plain.example.com/elsewhere');

    expect(answer).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(answer.headers).toMatchObject({ 'apigw-requestid': expect.any(String) });
  });

  test('answers HEAD without a body', async () => {
    const answer = await ask('plain.example.com/items/7/parts', 'HEAD');

    expect(answer).toMatchObject({ status: 200, body: '' });
  });
});

describe('REST API methods', () => {
  test('chooses the resource before the method', async () => {
    const statuses = await Promise.all([
      statusOf('rest.example.com/a', 'POST'),
      statusOf('rest.example.com/a', 'GET'),
      statusOf('rest.example.com/a/1', 'GET'),
      statusOf('rest.example.com/b/c', 'PATCH'),
    ]);

    expect(statuses).toEqual([200, 403, 200, 200]);
  });

  test('answers everything of an API whose methods nobody has described', async () => {
    const answer = await ask('undescribed.example.com/any/thing', 'PUT');

    expect(JSON.parse(answer.body) as Echo).toMatchObject({ method: 'PUT', routePath: '/any/thing', stage: 'prod' });
  });
});

describe('CORS', () => {
  const preflight = (origin: string) => ({ origin, 'access-control-request-method': 'GET' });

  test('answers a preflight by itself', async () => {
    const answer = await ask('cors.example.com/items', 'OPTIONS', preflight('https://shop.example.com'));

    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example.com',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '600',
    });
    expect(aws.plane.requests()).toMatchObject([{ method: 'OPTIONS', status: 204 }]);
  });

  test('allows origins of a scheme, and says nothing to others', async () => {
    const allowed = await ask('cors.example.com/items', 'OPTIONS', preflight('http://localhost'));
    const other = await ask('cors.example.com/items', 'OPTIONS', preflight('https://elsewhere.example'));

    expect(allowed.headers['access-control-allow-origin']).toBe('http://localhost');
    expect(other.status).toBe(204);
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('does not take an OPTIONS request for a preflight when a header of it is lost', async () => {
    expect(await statusOf('cors.example.com/items', 'OPTIONS', { origin: 'https://shop.example.com' })).toBe(404);
  });

  test('lets the authorizer of an ANY route come before the preflight', async () => {
    expect(await statusOf('cors.example.com/basket', 'OPTIONS', preflight('https://shop.example.com'))).toBe(401);
  });

  test('adds its headers to every other answer', async () => {
    const answer = await ask('cors.example.com/items', 'GET', { origin: 'https://shop.example.com' });

    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example.com',
      'access-control-expose-headers': 'x-total',
    });
  });
});
