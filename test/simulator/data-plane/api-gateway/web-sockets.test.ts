import { once } from 'node:events';
import type { WebSocket } from 'ws';
import type { MessageEcho } from '../../../../simulator/data-plane/api-gateway/web-sockets.ts';
import { useServedAws } from '../../../support/data-plane.ts';

const REGION = 'eu-west-1';

const aws = useServedAws({
  certificates: { chat: { region: REGION, names: ['*.example.com'] } },
  apis: {
    chat: {
      region: REGION,
      protocol: 'WEBSOCKET',
      authorizers: { session: { type: 'REQUEST', identitySource: ['route.request.header.X-Session-Token'] } },
      routes: [
        { key: '$connect', authorization: 'CUSTOM', authorizer: 'session' },
        { key: 'send' },
        { key: '$default' },
      ],
    },
    terse: { region: REGION, protocol: 'WEBSOCKET', routes: [{ key: '$connect', apiKeyRequired: true }] },
    http: { region: REGION, protocol: 'HTTP' },
  },
  apiDomains: ['chat', 'terse', 'http'].map((api) => ({
    name: `${api}.example.com`,
    region: REGION,
    certificate: 'chat',
    mappings: [{ api }],
  })),
  hostedZones: [
    {
      name: 'example.com',
      records: ['chat', 'terse', 'http'].map((label) => ({
        name: `${label}.example.com`,
        type: 'A',
        alias: { apiDomain: `${label}.example.com` },
      })),
    },
  ],
});

const headers = { 'X-Session-Token': 'good-evening' };

async function tell(webSocket: WebSocket, message: string): Promise<MessageEcho> {
  webSocket.send(message);
  const [answer] = (await once(webSocket, 'message')) as [Buffer];
  return JSON.parse(answer.toString()) as MessageEcho;
}

describe('WebSocket API', () => {
  test('opens a WebSocket and echoes messages by route', async () => {
    const webSocket = await aws.internet.webSocket('wss://chat.example.com/', { headers });

    const selected = await tell(webSocket, '{"action":"send","text":"hello"}');
    const other = await tell(webSocket, 'not json');
    webSocket.terminate();

    expect(selected).toMatchObject({
      routeKey: 'send',
      stage: 'prod',
      host: 'chat.example.com',
      body: '{"action":"send","text":"hello"}',
    });
    expect(selected.headers).toContainEqual(['X-Session-Token', 'good-evening']);
    expect(other).toMatchObject({ routeKey: '$default', connectionId: selected.connectionId });
    expect(aws.plane.requests()).toMatchObject([{ host: 'chat.example.com', status: 101 }]);
  });

  test.each([
    [401, 'chat', {}],
    [403, 'chat', { 'X-Session-Token': 'stolen' }],
    [403, 'terse', {}],
  ])('refuses a handshake with %p: %s with %p', async (status, label, sent) => {
    const opening = aws.internet.webSocket(`wss://${label}.example.com/`, { headers: sent });

    await expect(opening).rejects.toThrow(`the handshake was answered with ${status}`);
  });

  test('refuses a message that no route takes', async () => {
    const webSocket = await aws.internet.webSocket('wss://terse.example.com/', { headers: { 'x-api-key': 'any' } });

    const answer = await tell(webSocket, '{"action":"send"}');
    webSocket.terminate();

    expect(answer).toMatchObject({ message: 'Forbidden', connectionId: expect.any(String) });
  });

  test('refuses a request that is no handshake', async () => {
    const response = await aws.internet.request('https://chat.example.com/', { headers });

    expect(response).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  test('lets an HTTP API answer a handshake like every other request', async () => {
    const opening = aws.internet.webSocket('wss://http.example.com/');

    await expect(opening).rejects.toThrow('the handshake was answered with 200');
  });
});
