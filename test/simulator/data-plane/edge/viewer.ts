import { once } from 'node:events';
import http from 'node:http';
import type { Duplex } from 'node:stream';
import tls, { type ConnectionOptions } from 'node:tls';
import type { Edge } from '../../../../simulator/data-plane/edge/start-edge.ts';
import type { Network } from '../../../../simulator/data-plane/network.ts';

/** What a viewer says beyond the URL. */
export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which edge location is asked. @default the last, which is the last to get anything */
  readonly at?: number;
  readonly overIpv6?: boolean;
  /** @default the host of the URL; empty for none */
  readonly serverName?: string;
  readonly tls?: ConnectionOptions;
}

export interface ViewerAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface ViewersInternet {
  readonly network: Network;
  readonly edge: Edge;
  readonly rootCertificate: string;
}

export async function ask(url: string, question: Question, internet: ViewersInternet): Promise<ViewerAnswer> {
  const { hostname, pathname, search } = new URL(url);
  const socket = await openConnection(url, question, internet);
  const outgoing = http.request({
    method: question.method ?? 'GET',
    path: `${pathname}${search}`,
    headers: {
      Host: hostname,
      ...(question.body !== undefined && { 'Content-Length': Buffer.byteLength(question.body) }),
      ...question.headers,
    },
    createConnection: () => socket,
  });
  outgoing.end(question.body);
  const [incoming] = (await once(outgoing, 'response')) as [http.IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  socket.destroy();
  return { status: incoming.statusCode!, headers: incoming.headers, body: Buffer.concat(chunks).toString() };
}

/** A connection to an edge location: its TLS handshake is over where the URL asks for one. */
export async function openConnection(
  url: string,
  question: Question,
  { network, edge, rootCertificate }: ViewersInternet,
): Promise<Duplex> {
  const { protocol, hostname } = new URL(url);
  const location = edge.locations.at(question.at ?? -1)!;
  const address = question.overIpv6 ? location.ipv6 : location.ipv4;
  const socket = await network.connect(address, protocol === 'https:' ? 443 : 80);
  if (protocol === 'http:') return socket;
  const secure = tls.connect({
    socket,
    ca: rootCertificate,
    servername: question.serverName ?? hostname,
    ...question.tls,
  });
  await once(secure, 'secureConnect');
  return secure;
}

/** Says these very bytes, and waits for the other side to end the connection. */
export async function sayRaw(socket: Duplex, text: string): Promise<string> {
  const chunks: Buffer[] = [];
  socket.write(text);
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
