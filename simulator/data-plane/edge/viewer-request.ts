import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { fromRawHeaders, type HeaderList } from './header-list.ts';

/** What a viewer asks of an edge location. */
export interface ViewerRequest {
  readonly protocol: 'http' | 'https';
  /** Present on HTTPS. */
  readonly tls: ViewerTls | undefined;
  readonly method: string;
  readonly httpVersion: string;
  /** The Host header: lower case, without port. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly clientAddress: string;
  readonly clientPort: number;
}

export interface ViewerTls {
  /** Server name indication; undefined when the viewer names no server. */
  readonly serverName: string | undefined;
  readonly version: string;
  readonly cipher: string;
}

export async function readViewerRequest(incoming: IncomingMessage): Promise<ViewerRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return toViewerRequest(incoming, Buffer.concat(chunks));
}

export function toViewerRequest(incoming: IncomingMessage, body: Buffer): ViewerRequest {
  const { socket } = incoming;
  const [path = '/', ...query] = toOriginForm(incoming.url ?? '/').split('?');
  return {
    protocol: socket instanceof TLSSocket ? 'https' : 'http',
    tls: socket instanceof TLSSocket ? toViewerTls(socket) : undefined,
    method: incoming.method ?? 'GET',
    httpVersion: incoming.httpVersion,
    host: (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''),
    path,
    query: query.join('?'),
    headers: fromRawHeaders(incoming.rawHeaders),
    body,
    clientAddress: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    clientPort: socket.remotePort ?? 0,
  };
}

/** Proxies' clients send the whole URL. */
function toOriginForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/');
}

function toViewerTls(socket: TLSSocket): ViewerTls {
  // Node says `false` where the viewer named no server.
  const serverName: unknown = Reflect.get(socket, 'servername');
  return {
    serverName: typeof serverName === 'string' ? serverName.toLowerCase() : undefined,
    version: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
  };
}
