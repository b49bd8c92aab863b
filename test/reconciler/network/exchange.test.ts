import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { type ExchangeRequest, exchange } from '../../../functions/reconciler/network/exchange.ts';
import { openConnection } from '../../../functions/reconciler/network/open-connection.ts';
import type { ProbeNetwork } from '../../../functions/reconciler/network/probe-network.ts';
import {
  type Authority,
  createAuthority,
  issueSelfSigned,
  type LeafRequest,
} from '../../../simulator/data-plane/authority.ts';

const NAME = 'api.example.com';
let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority('Test', Date.now);
});
const LEAF: LeafRequest = { names: [NAME], validity: 'valid', usage: 'server' };
const GET = {
  address: '203.0.113.7',
  scheme: 'http',
  name: NAME,
  method: 'GET',
  target: '/a?b=c',
  headers: {},
} as const;

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => once(server.close(), 'close')));
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Everything leads to one listener. */
function networkTo(port: number): ProbeNetwork {
  return {
    resolve: async () => [],
    connect: () => openConnection('127.0.0.1', port),
    certificateAuthorities: [authority.rootCertificate],
  };
}

async function askOverHttp(listener: RequestListener, asked: Partial<ExchangeRequest> = {}) {
  return exchange(networkTo(await listening(createHttpServer(listener))), { ...GET, ...asked });
}

test('an answer has its status, and its headers in lower case', async () => {
  const answer = await askOverHttp((_, response) => {
    response.writeHead(301, { Location: 'https://x/', 'Set-Cookie': ['a=1', 'b=2'] });
    response.end();
  });

  expect(answer).toMatchObject({
    kind: 'answered',
    status: 301,
    headers: { location: 'https://x/', 'set-cookie': 'a=1, b=2' },
    distrust: undefined,
  });
});

test('a request carries the name as Host, its target and its headers as they are', async () => {
  const seen: unknown[] = [];

  await askOverHttp(
    ({ method, url, headers }, response) => {
      seen.push([method, url, headers.host, headers['x-a'], headers.connection]);
      response.end();
    },
    { method: 'OPTIONS', headers: { 'x-a': '1' } },
  );

  expect(seen).toEqual([['OPTIONS', '/a?b=c', NAME, '1', 'close']]);
});

test('nothing that listens is unreachable, with the code of the connection', async () => {
  const port = await listening(createTcpServer());
  await Promise.all(servers.splice(0).map((server) => once(server.close(), 'close')));

  expect(await exchange(networkTo(port), GET)).toEqual({
    kind: 'unreachable',
    because: expect.stringMatching(/^ECONNREFUSED \(connect ECONNREFUSED /),
  });
});

test.each(['http', 'https'] as const)(
  'a connection that is closed without an answer is broken, over %s',
  async (scheme) => {
    const port = await listening(createTcpServer((socket) => socket.destroy()));

    expect(await exchange(networkTo(port), { ...GET, scheme })).toMatchObject({ kind: 'broken' });
  },
);

test('an answer that is none, but leads to another protocol, is broken', async () => {
  const switching = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n';
  const port = await listening(createTcpServer((socket) => socket.once('data', () => socket.write(switching))));

  expect(await exchange(networkTo(port), GET)).toEqual({ kind: 'broken', because: '101 instead of an answer' });
});

test.each(['http', 'https'] as const)(
  'nobody waits for an answer over %s once the signal is aborted',
  async (scheme) => {
    const abandoned = new AbortController();
    const silent = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => abandoned.abort());
    });
    const port = await listening(silent);

    const answer = await exchange(networkTo(port), { ...GET, scheme }, abandoned.signal);

    expect(answer).toEqual({ kind: 'broken', because: 'nobody waits for the answer' });
  },
);

describe('over HTTPS', () => {
  async function askOver(
    credentials: { readonly cert: string; readonly key: string },
    network?: Partial<ProbeNetwork>,
  ) {
    const server = createHttpsServer(credentials, (_, response) => response.end());
    return exchange({ ...networkTo(await listening(server)), ...network }, { ...GET, scheme: 'https' });
  }

  test('a certificate for the name, from a known authority, is trusted', async () => {
    expect(await askOver(await authority.issue(LEAF))).toMatchObject({
      kind: 'answered',
      status: 200,
      distrust: undefined,
    });
  });

  test.each([
    ['expired', () => authority.issue({ ...LEAF, validity: 'expired' }), 'CERT_HAS_EXPIRED'],
    ['not valid yet', () => authority.issue({ ...LEAF, validity: 'not-yet-valid' }), 'CERT_NOT_YET_VALID'],
    ['signed by itself', () => issueSelfSigned(LEAF, Date.now), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['of another authority', async () => (await createAuthority('Other', Date.now)).issue(LEAF), 'UNABLE_TO'],
    [
      'for another name',
      () => authority.issue({ ...LEAF, names: ['www.example.com'] }),
      "Hostname/IP does not match certificate's altnames",
    ],
  ])('one that is %s is not, and the answer behind it is still told', async (_, issue, because) => {
    const answer = await askOver(await issue());

    expect(answer).toMatchObject({ kind: 'answered', status: 200, distrust: expect.stringContaining(because) });
  });
});
