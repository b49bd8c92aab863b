import { once } from 'node:events';
import { edgeAddresses, regionalAddresses } from '../../../simulator/data-plane/addresses.ts';
import type { Echo } from '../../../simulator/data-plane/api-gateway/echo.ts';
import { API_BEHAVIOR, wellMadeEdge } from '../../../simulator/estates/well-made-edge.ts';
import { useServedAws } from '../../support/data-plane.ts';
import { signedHeaders } from '../../support/signed-request.ts';

const REGION = 'eu-west-1';

function edgeOf(name: string, behavior: object = API_BEHAVIOR) {
  return { config: { ...wellMadeEdge(name, 'edge'), DefaultCacheBehavior: behavior } };
}

/** Of the viewer's headers nothing arrives. */
const { OriginRequestPolicyId: _, ...HOSTLESS } = API_BEHAVIOR;
const fronted = ['open', 'iam', 'chat', 'hostless'];

const aws = useServedAws({
  certificates: {
    edge: { region: 'us-east-1', names: ['*.example.com'] },
    api: { region: REGION, names: ['*.example.com'] },
  },
  apis: {
    open: { region: REGION, protocol: 'HTTP' },
    iam: { region: REGION, protocol: 'HTTP', routes: [{ key: '$default', authorization: 'AWS_IAM' }] },
    chat: { region: REGION, protocol: 'WEBSOCKET', routes: [{ key: '$connect' }, { key: '$default' }] },
  },
  apiDomains: [
    ...['open', 'iam', 'chat'].map((api) => ({ api, name: `${api}.example.com` })),
    { api: 'open', name: 'hostless.example.com' },
    { api: 'open', name: 'bare.example.com' },
  ].map(({ api, name }) => ({ name, region: REGION, certificate: 'api', mappings: [{ api }] })),
  distributions: {
    ...Object.fromEntries(['open', 'iam', 'chat'].map((label) => [label, edgeOf(`${label}.example.com`)])),
    hostless: edgeOf('hostless.example.com', HOSTLESS),
  },
  hostedZones: [
    {
      name: 'example.com',
      records: [
        ...fronted.map((label) => ({ name: `${label}.example.com`, type: 'A', alias: { distribution: label } })),
        { name: 'bare.example.com', type: 'A', alias: { apiDomain: 'bare.example.com' } },
      ],
    },
  ],
});

describe('data plane', () => {
  test('refuses plain HTTP at the API and redirects it at the edge in front of it', async () => {
    await expect(aws.internet.request('http://bare.example.com/items')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    const redirect = await aws.internet.request('http://open.example.com/items?page=2');

    expect(redirect).toMatchObject({ status: 301, headers: { location: 'https://open.example.com/items?page=2' } });
  });

  test('carries a request through the edge to the API under the name the viewer asked for', async () => {
    const response = await aws.internet.request('https://open.example.com/items?page=2', {
      method: 'POST',
      headers: { authorization: 'Bearer good' },
      body: 'hello',
    });

    const echo = JSON.parse(response.body) as Echo;
    expect(echo).toMatchObject({ method: 'POST', host: 'open.example.com', query: 'page=2', body: 'hello' });
    expect(new Map(echo.headers.map(([name, value]) => [name.toLowerCase(), value])).get('authorization')).toBe(
      'Bearer good',
    );
  });

  test('refuses at the API what the edge sends under the name of the origin', async () => {
    const response = await aws.internet.request('https://hostless.example.com/');

    expect(response).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(aws.plane.requests()).toEqual([]);
  });

  test('keeps a signature valid through an edge that forwards everything', async () => {
    const url = 'https://iam.example.com/orders?b=2&a=1';
    const headers = await signedHeaders({ url, region: REGION });

    const signed = await aws.internet.request(url, { headers });
    const unsigned = await aws.internet.request(url);

    expect([signed.status, unsigned.status]).toEqual([200, 403]);
  });

  test('opens a WebSocket through the edge', async () => {
    const webSocket = await aws.internet.webSocket('wss://chat.example.com/');

    webSocket.send('hello');
    const [answer] = (await once(webSocket, 'message')) as [Buffer];
    webSocket.terminate();

    expect(JSON.parse(answer.toString())).toMatchObject({
      routeKey: '$default',
      host: 'chat.example.com',
      body: 'hello',
    });
  });

  test('shows programs outside where the edge and the API listen', () => {
    const [edge = ''] = edgeAddresses.A;
    const [api = ''] = regionalAddresses(REGION).A;

    const places = [aws.plane.network.loopbackOf(edge, 80), aws.plane.network.loopbackOf(api, 443)];

    expect(places).toEqual(Array(2).fill({ host: '127.0.0.1', port: expect.any(Number) }));
    expect(aws.plane.network.loopbackOf(api, 80)).toBeUndefined();
  });
});
