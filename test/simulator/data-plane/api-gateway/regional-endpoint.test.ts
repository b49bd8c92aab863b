import { once } from 'node:events';
import { connect } from 'node:tls';
import { ApiGatewayV2Client, CreateApiMappingCommand, UpdateDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { findCertificate } from '../../../../simulator/acm/state.ts';
import { apiGatewayState } from '../../../../simulator/apigatewayv2/state.ts';
import { regionalAddresses } from '../../../../simulator/data-plane/addresses.ts';
import type { Echo } from '../../../../simulator/data-plane/api-gateway/echo.ts';
import { useServedAws } from '../../../support/data-plane.ts';

const REGION = 'eu-west-1';

const aws = useServedAws({
  certificates: {
    api: { region: REGION, names: ['api.example.com', '*.wild.example.com'] },
    old: { region: REGION, names: ['old.example.com'], expiresInDays: 1 },
  },
  apis: {
    shop: { region: REGION, protocol: 'HTTP' },
    orders: { region: REGION, protocol: 'REST', stages: ['prod', 'beta'] },
    staged: { region: REGION, protocol: 'HTTP', stages: ['dev'] },
    closed: { region: REGION, protocol: 'HTTP', disableExecuteApiEndpoint: true },
    'closed-rest': { region: REGION, protocol: 'REST', stages: ['prod'], disableExecuteApiEndpoint: true },
  },
  apiDomains: [
    {
      name: 'api.example.com',
      region: REGION,
      certificate: 'api',
      mappings: [
        { api: 'shop' },
        { api: 'orders', stage: 'prod', key: 'orders' },
        { api: 'orders', stage: 'beta', key: 'orders/beta' },
      ],
    },
    { name: '*.wild.example.com', region: REGION, certificate: 'api', mappings: [{ api: 'closed' }] },
    {
      name: 'dual.wild.example.com',
      region: REGION,
      certificate: 'api',
      ipAddressType: 'dualstack',
      mappings: [{ api: 'shop' }],
    },
    { name: 'empty.wild.example.com', region: REGION, certificate: 'api' },
    { name: 'old.example.com', region: REGION, certificate: 'old', mappings: [{ api: 'shop' }] },
    {
      name: 'ruled.wild.example.com',
      region: REGION,
      certificate: 'api',
      mappings: [{ api: 'shop' }],
      routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
      routingRules: [
        { priority: 20, basePaths: ['orders'], api: 'orders', stage: 'prod', stripBasePath: true },
        { priority: 10, headers: [{ header: 'x-version', value: 'beta*' }], api: 'orders', stage: 'beta' },
      ],
    },
    {
      name: 'strict.wild.example.com',
      region: REGION,
      certificate: 'api',
      securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
      endpointAccessMode: 'STRICT',
      mappings: [{ api: 'orders', stage: 'prod' }],
    },
    {
      name: 'mutual.wild.example.com',
      region: REGION,
      certificate: 'api',
      mutualTls: { truststoreUri: 's3://truststores/partners.pem' },
      mappings: [{ api: 'shop' }],
    },
  ],
  hostedZones: [
    {
      name: 'example.com',
      records: ['api', 'old', 'dual.wild', 'ruled.wild', 'strict.wild', 'mutual.wild'].flatMap((label) =>
        ['A', 'AAAA'].map((type) => ({
          name: `${label}.example.com`,
          type,
          alias: { apiDomain: `${label}.example.com` },
        })),
      ),
    },
  ],
});

function gateway() {
  return aws.simulator.world.state(apiGatewayState, '111111111111', REGION);
}

function endpointOf(name: string): string {
  return gateway().domainNames.get(name)?.domainName.DomainNameConfigurations?.[0]?.ApiGatewayDomainName ?? '';
}

function defaultEndpointOf(name: string): string {
  const { apis, restApis } = gateway();
  const http = [...apis.values()].find(({ api }) => api.Name === name)?.api.ApiId;
  const rest = [...restApis.values()].find(({ api }) => api.name === name)?.restApiId;
  return `${http ?? rest}.execute-api.${REGION}.amazonaws.com`;
}

async function echoOf(...request: Parameters<typeof aws.internet.request>): Promise<Echo> {
  const response = await aws.internet.request(...request);
  expect(response.status).toBe(200);
  return JSON.parse(response.body) as Echo;
}

const FORBIDDEN = { status: 403, body: '{"message":"Forbidden"}' };

describe('regional endpoint', () => {
  test('carries a request through DNS, TLS and the mapping to the API', async () => {
    const echo = await echoOf('https://api.example.com/items/7?b=2&a=1', {
      method: 'POST',
      headers: { 'X-First': 'one', 'x-second': 'two' },
      body: 'hello',
    });

    expect(echo).toMatchObject({
      method: 'POST',
      host: 'api.example.com',
      path: '/items/7',
      query: 'b=2&a=1',
      stage: '$default',
      body: 'hello',
      httpVersion: '1.1',
    });
    expect(echo.headers.slice(0, 3)).toEqual([
      ['host', 'api.example.com'],
      ['X-First', 'one'],
      ['x-second', 'two'],
    ]);
  });

  test('answers over IPv6 where the domain name is dualstack', async () => {
    const echo = await echoOf('https://dual.wild.example.com/', { family: 6 });

    expect(echo.host).toBe('dual.wild.example.com');
    await expect(aws.internet.request('https://api.example.com/', { family: 6 })).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  test('bears a client that leaves in the middle of its request', async () => {
    const [address = ''] = regionalAddresses(REGION).A;
    const socket = connect({
      socket: await aws.plane.network.connect(address, 443),
      servername: 'api.example.com',
      ca: aws.plane.rootCertificate,
    });
    await once(socket, 'secureConnect');
    await new Promise((done) =>
      socket.write('POST / HTTP/1.1\r\nhost: api.example.com\r\ncontent-length: 9\r\n\r\nhal', done),
    );
    socket.destroy();

    const response = await aws.internet.request('https://api.example.com/');

    expect(response.status).toBe(200);
    expect(aws.plane.requests()).toHaveLength(1);
  });

  test('has nothing on port 80', async () => {
    await expect(aws.internet.request('http://api.example.com/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('answers HTTP/1.0, and several requests on one connection', async () => {
    const agent = aws.internet.keepAlive();

    const old = await aws.internet.request('https://api.example.com/', { httpVersion: '1.0' });
    const first = await aws.internet.request('https://api.example.com/one', { agent });
    const second = await aws.internet.request('https://api.example.com/two', { agent });
    const connections = Object.values(agent.freeSockets).flat();
    agent.destroy();

    expect(connections).toHaveLength(1);
    expect([old.status, first.status, second.status]).toEqual([200, 200, 200]);
    expect(JSON.parse(old.body)).toMatchObject({ httpVersion: '1.0' });
  });

  test('takes the longest mapping that fits whole segments', async () => {
    const paths = ['/orders/beta/1', '/orders/betas', '/orders', '/ordersandmore'];

    const echoes = await Promise.all(paths.map((path) => echoOf(`https://api.example.com${path}`)));

    expect(echoes.map(({ stage, routePath }) => [stage, routePath])).toEqual([
      ['beta', '/1'],
      ['prod', '/betas'],
      ['prod', '/'],
      ['$default', '/ordersandmore'],
    ]);
  });

  test('routes by Host, whatever address and server name it is asked under', async () => {
    const echo = await echoOf('https://api.example.com/', { servername: endpointOf('api.example.com') });

    expect(echo.host).toBe('api.example.com');
  });

  test.each([
    ['its own regional name', () => endpointOf('api.example.com')],
    ['a name that is nobody’s', () => 'unknown.example.com'],
    ['a domain name without mapping for the path', () => 'empty.wild.example.com'],
  ])('refuses a Host that is %s', async (_, host) => {
    const endpoint = endpointOf('api.example.com');

    const response = await aws.internet.request(`https://${endpoint}/`, { headers: { host: host() } });

    expect(response).toMatchObject(FORBIDDEN);
    expect(response.headers).toMatchObject({
      'x-amzn-errortype': 'ForbiddenException',
      'content-type': 'application/json',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amz-apigw-id': expect.any(String),
    });
    expect(aws.plane.requests()).toEqual([]);
  });

  test('refuses the name of another Region', async () => {
    const [address = ''] = regionalAddresses('us-east-1').A;
    const servername = 'x.execute-api.us-east-1.amazonaws.com';

    const response = await aws.internet.request('https://api.example.com/', { connectTo: address, servername });

    expect(response).toMatchObject(FORBIDDEN);
  });

  test('shows the certificate of the domain name only under that name', async () => {
    const connectTo = endpointOf('api.example.com');

    await expect(aws.internet.request('https://unknown.example.com/', { connectTo })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('serves a wildcard domain name', async () => {
    const echo = await echoOf('https://any.wild.example.com/', { connectTo: endpointOf('*.wild.example.com') });

    expect(echo.host).toBe('any.wild.example.com');
  });

  test('shows an expired certificate once it has expired in simulated time', async () => {
    const before = await aws.internet.request('https://old.example.com/');
    aws.simulator.clock.advance(2 * 86_400);

    expect(before.status).toBe(200);
    await expect(aws.internet.request('https://old.example.com/')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  test('shows what an import has brought', async () => {
    const { world } = aws.simulator;
    const arn = gateway().domainNames.get('old.example.com')?.domainName.DomainNameConfigurations?.[0]?.CertificateArn;
    aws.plane.certificates.replace(findCertificate(world, arn ?? '')!, {
      names: ['old.example.com'],
      issuer: 'self',
    });

    const request = aws.internet.request('https://old.example.com/');

    await expect(request).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  test('follows a change of the configuration at once', async () => {
    const apiId = [...gateway().apis.keys()][0];
    const client = aws.client(ApiGatewayV2Client, { region: REGION });
    await client.send(
      new CreateApiMappingCommand({
        DomainName: 'api.example.com',
        ApiId: apiId,
        Stage: '$default',
        ApiMappingKey: 'fresh',
      }),
    );

    const echo = await echoOf('https://api.example.com/fresh/path');

    expect(echo).toMatchObject({ apiId, routePath: '/path' });
  });

  test('routes by rules before mappings, in the order of their priorities', async () => {
    const url = 'https://ruled.wild.example.com';

    const byHeader = await echoOf(`${url}/orders/1`, { headers: { 'x-version': 'beta-2' } });
    const byPath = await echoOf(`${url}/orders/1`);
    const byMapping = await echoOf(`${url}/else`);

    expect([byHeader, byPath, byMapping].map(({ stage, routePath }) => [stage, routePath])).toEqual([
      ['beta', '/orders/1'],
      ['prod', '/1'],
      ['$default', '/else'],
    ]);
  });

  test('refuses a strict domain name under another server name, and TLS below its policy', async () => {
    const url = 'https://strict.wild.example.com/';

    expect((await aws.internet.request(url)).status).toBe(200);
    expect(await aws.internet.request(url, { servername: endpointOf('api.example.com') })).toMatchObject(FORBIDDEN);
    await expect(aws.internet.request(url, { maxTlsVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  });
});

describe('mutual TLS', () => {
  const url = 'https://mutual.wild.example.com/';

  test('lets in a client with a certificate of the truststore', async () => {
    const certificate = await aws.plane.certificates.issueClient('partner');

    const response = await aws.internet.request(url, { certificate });

    expect(response.status).toBe(200);
  });

  test('fails the connection of a client without certificate', async () => {
    await expect(aws.internet.request(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('refuses a client whose certificate the truststore does not hold', async () => {
    const certificate = await aws.plane.certificates.issue({ names: ['stranger'], issuer: 'self' });

    expect(await aws.internet.request(url, { certificate })).toMatchObject(FORBIDDEN);
  });

  test('refuses its Host under a server name that asks for no certificate', async () => {
    const servername = endpointOf('api.example.com');

    expect(await aws.internet.request(url, { servername })).toMatchObject(FORBIDDEN);
  });

  test('asks for a certificate as soon as it is switched on', async () => {
    const [configuration] = gateway().domainNames.get('api.example.com')?.domainName.DomainNameConfigurations ?? [];
    await aws.client(ApiGatewayV2Client, { region: REGION }).send(
      new UpdateDomainNameCommand({
        DomainName: 'api.example.com',
        DomainNameConfigurations: [{ CertificateArn: configuration?.CertificateArn, EndpointType: 'REGIONAL' }],
        MutualTlsAuthentication: { TruststoreUri: 's3://truststores/partners.pem' },
      }),
    );

    await expect(aws.internet.request('https://api.example.com/')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('default endpoint', () => {
  test('finds the stage in the path of a REST API, and the $default stage of an HTTP API', async () => {
    const rest = await echoOf(`https://${defaultEndpointOf('orders')}/beta/orders`);
    const http = await echoOf(`https://${defaultEndpointOf('shop')}/items`);
    const staged = await echoOf(`https://${defaultEndpointOf('staged')}/dev/items`);

    expect([rest, http, staged].map(({ stage, routePath }) => [stage, routePath])).toEqual([
      ['beta', '/orders'],
      ['$default', '/items'],
      ['dev', '/items'],
    ]);
  });

  test('refuses a stage that is not there', async () => {
    const rest = await aws.internet.request(`https://${defaultEndpointOf('orders')}/nowhere/orders`);
    const http = await aws.internet.request(`https://${defaultEndpointOf('staged')}/items`);

    expect(rest).toMatchObject(FORBIDDEN);
    expect(http).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });

  test('refuses everything once it is disabled', async () => {
    const rest = await aws.internet.request(`https://${defaultEndpointOf('closed-rest')}/prod`);
    const http = await aws.internet.request(`https://${defaultEndpointOf('closed')}/`);

    expect(rest).toMatchObject(FORBIDDEN);
    expect(http).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });

  test('refuses the Host of a custom domain name to nobody', async () => {
    const echo = await echoOf(`https://${defaultEndpointOf('shop')}/orders`, { headers: { host: 'api.example.com' } });

    expect(echo).toMatchObject({ stage: 'prod', host: 'api.example.com' });
  });

  test('is not found for an API that does not exist', async () => {
    const request = aws.internet.request(`https://a0000000.execute-api.${REGION}.amazonaws.com/`);

    await expect(request).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('request log', () => {
  test('shows what has reached an API, names of headers but no values, until a reset', async () => {
    await aws.internet.request('https://api.example.com/orders/1?token=secret', { headers: { 'X-Api-Key': 'secret' } });

    const logged = aws.plane.requests();
    await aws.simulator.reset();

    expect(logged).toMatchObject([
      { method: 'GET', host: 'api.example.com', path: '/orders/1', stage: 'prod', status: 200 },
    ]);
    expect(logged[0]?.headerNames).toEqual(['host', 'X-Api-Key', 'Connection']);
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(aws.plane.requests()).toEqual([]);
  });
});
