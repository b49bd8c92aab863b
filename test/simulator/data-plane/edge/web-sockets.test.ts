import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { WebSocket, WebSocketServer } from 'ws';
import {
  ALL_VIEWER,
  behavior,
  CACHING_DISABLED,
  distributionConfig,
  origin,
} from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';
import { openConnection } from './viewer.ts';

const edge = useEdge();
const server = new WebSocketServer({ noServer: true });

const withPolicy = (OriginRequestPolicyId?: string): DistributionConfig =>
  distributionConfig({
    Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN })] },
    DefaultCacheBehavior: behavior({ CachePolicyId: CACHING_DISABLED, OriginRequestPolicyId }),
  });

/** A viewer's handshake. */
const knock = async (scheme: 'http' | 'https', host: string): Promise<WebSocket> => {
  const socket = await openConnection(`${scheme}://${host}/`, {}, edge);
  return new WebSocket(`ws://${host}/chat?room=1`, { createConnection: () => socket as never });
};

const refusal = async (webSocket: WebSocket): Promise<IncomingMessage> => {
  webSocket.on('error', () => undefined);
  const [, incoming] = (await once(webSocket, 'unexpected-response')) as [unknown, IncomingMessage];
  return incoming;
};

beforeEach(() => {
  edge.origin.onUpgrade((incoming, socket, head) =>
    server.handleUpgrade(incoming, socket, head, (webSocket) => {
      webSocket.on('message', (text) => webSocket.send(`${incoming.url} heard ${text}`));
    }),
  );
});

test('carries a WebSocket whose handshake the behavior forwards, in both directions', async () => {
  const host = await edge.deployed(withPolicy(ALL_VIEWER));
  const webSocket = await knock('https', host);
  await once(webSocket, 'open');

  webSocket.send('hello');
  const [answer] = await once(webSocket, 'message');

  expect(String(answer)).toBe('/chat?room=1 heard hello');
  expect(edge.edge.requests()).toMatchObject([{ path: '/chat', status: 101 }]);
  webSocket.terminate();
});

test('ends the connection of the viewer with that of the origin', async () => {
  edge.origin.onUpgrade((incoming, socket, head) =>
    server.handleUpgrade(incoming, socket, head, (each) => each.close(1001)),
  );
  const webSocket = await knock('https', await edge.deployed(withPolicy(ALL_VIEWER)));

  const [code] = await once(webSocket, 'close');

  expect(code).toBe(1001);
});

test('fails where the behavior forwards nothing of the handshake: the origin does not take it', async () => {
  const webSocket = await knock('https', await edge.deployed(withPolicy()));

  expect((await refusal(webSocket)).statusCode).toBe(400);
});

test('redirects a handshake over plain HTTP', async () => {
  const host = await edge.deployed(withPolicy(ALL_VIEWER));

  const { statusCode, headers } = await refusal(await knock('http', host));

  expect([statusCode, headers.location]).toEqual([301, `https://${host}/chat?room=1`]);
});

test('passes on what an origin without WebSockets answers', async () => {
  edge.origin.onUpgrade((_, socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\n\r\nno'));
  const host = await edge.deployed(withPolicy(ALL_VIEWER));

  const { statusCode, headers } = await refusal(await knock('https', host));

  expect([statusCode, headers['x-cache']]).toEqual([426, 'Error from cloudfront']);
});

test('fails with 502 where the origin hangs up', async () => {
  edge.origin.onUpgrade((_, socket) => socket.destroy());

  expect((await refusal(await knock('https', await edge.deployed(withPolicy(ALL_VIEWER))))).statusCode).toBe(502);
});
