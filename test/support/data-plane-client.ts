import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import type { Credentials } from '../../simulator/data-plane/authority.ts';
import type { Network } from '../../simulator/data-plane/network.ts';
import type { Resolver } from '../../simulator/data-plane/resolver.ts';

/** What a client needs of the data plane: give it a caching resolver to have a client that remembers. */
export interface Reachable {
  readonly network: Network;
  readonly resolver: Resolver;
  /** PEM. */
  readonly rootCertificate: string;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Connects here instead of resolving the name, as `curl --connect-to` does: an address or another name. */
  readonly connectTo?: string;
  /** @default 4 */
  readonly family?: 4 | 6;
  /** Server name indication. @default the name in the URL */
  readonly servername?: string;
  /** @default 1.1 */
  readonly httpVersion?: '1.0' | '1.1';
  /** Keeps its connections for the next request; see `keepAlive`. @default a connection of its own */
  readonly agent?: Agent;
  /** A client certificate, for mutual TLS. */
  readonly certificate?: Credentials;
  readonly maxTlsVersion?: SecureVersion;
}

export interface Response {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As sent, in order. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface DataPlaneClient {
  /** Follows no redirect. Fails with node's error codes: ENOTFOUND, ECONNREFUSED, CERT_HAS_EXPIRED, ... */
  request(url: string, options?: RequestOptions): Promise<Response>;
  /** Resolves once the socket is open; fails with the status that the handshake was answered with. */
  webSocket(url: string, options?: RequestOptions): Promise<WebSocket>;
  /** Hold it across requests to reuse connections; `destroy()` closes them. */
  keepAlive(): Agent;
}

export function createDataPlaneClient(reachable: Reachable): DataPlaneClient {
  const open = (url: URL, options: RequestOptions) => openConnection(reachable, url, options);

  return {
    async request(text, options = {}) {
      const url = new URL(text);
      if (options.httpVersion === '1.0') return requestOverHttp10(await open(url, options), url, options);
      const { agent = new OpeningAgent(), method = 'GET', headers = {} } = options;
      const outgoing = startRequest({
        agent: opening(agent, () => open(url, options)),
        host: url.hostname,
        port: portOf(url),
        path: `${url.pathname}${url.search}`,
        method,
        headers: { host: url.host, ...toOutgoing(headers) },
      });
      return answerTo(outgoing, options.body);
    },
    async webSocket(text, options = {}) {
      const url = new URL(text);
      const socket = await open(url, options);
      const webSocket = new WebSocket(toPlain(url), {
        createConnection: () => socket,
        headers: { host: url.host, ...(options.headers as Record<string, string>) },
      });
      webSocket.once('unexpected-response', (request, response) => {
        request.destroy();
        webSocket.emit('error', new Error(`the handshake was answered with ${response.statusCode}`));
      });
      await once(webSocket, 'open');
      return webSocket;
    },
    keepAlive: () => new OpeningAgent({ keepAlive: true }),
  };
}

/** Takes its connections from whoever asks for one. */
class OpeningAgent extends Agent {
  open: () => Promise<Duplex> = () => Promise.reject(new Error('nothing to open'));

  override createConnection(_: object, done: (error: Error | null, socket?: Duplex) => void): undefined {
    this.open().then(
      (socket) => done(null, socket),
      (error: Error) => done(error),
    );
  }
}

function opening(agent: Agent, open: () => Promise<Duplex>): Agent {
  if (agent instanceof OpeningAgent) agent.open = open;
  return agent;
}

async function openConnection(reachable: Reachable, url: URL, options: RequestOptions): Promise<Socket | TLSSocket> {
  const address = addressOf(reachable.resolver, options.connectTo ?? url.hostname, options.family ?? 4);
  const socket = await reachable.network.connect(address, portOf(url));
  if (url.protocol !== 'https:' && url.protocol !== 'wss:') return socket;
  const secure = connectTls({
    socket,
    servername: options.servername ?? url.hostname,
    ca: reachable.rootCertificate,
    ...(options.certificate ?? {}),
    ...(options.maxTlsVersion !== undefined && { maxVersion: options.maxTlsVersion }),
  });
  await once(secure, 'secureConnect');
  return secure;
}

function addressOf(resolver: Resolver, name: string, family: 4 | 6): string {
  const host = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return host;
  const [address] = resolver.resolve(host, family === 4 ? 'A' : 'AAAA').values;
  if (address !== undefined) return address;
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host });
}

async function answerTo(outgoing: ClientRequest, body: string | undefined): Promise<Response> {
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const content = Buffer.concat(await incoming.toArray());
  const { statusCode = 0, headers, rawHeaders } = incoming;
  return { status: statusCode, headers, rawHeaders, body: content.toString() };
}

/** Node's client speaks HTTP/1.1 only, so this one writes and reads the bytes itself. */
async function requestOverHttp10(socket: Duplex, url: URL, options: RequestOptions): Promise<Response> {
  const { method = 'GET', headers = {}, body = '' } = options;
  const sent = { host: url.host, ...headers, ...(body !== '' && { 'content-length': `${Buffer.byteLength(body)}` }) };
  const lines = Object.entries(sent).flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`));
  socket.write([`${method} ${url.pathname}${url.search} HTTP/1.0`, ...lines, '', body].join('\r\n'));
  const [head = '', ...content] = Buffer.concat(await socket.toArray())
    .toString()
    .split('\r\n\r\n');
  const [statusLine = '', ...headerLines] = head.split('\r\n');
  const rawHeaders = headerLines.flatMap((line) => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  const byName = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]]] : [],
  );
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(byName),
    rawHeaders,
    body: content.join('\r\n\r\n'),
  };
}

function toOutgoing(headers: NonNullable<RequestOptions['headers']>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

/** The connection is secure already when the handshake begins. */
function toPlain(url: URL): string {
  return `ws://${url.host}${url.pathname}${url.search}`;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' || url.protocol === 'wss:' ? 443 : 80;
}
