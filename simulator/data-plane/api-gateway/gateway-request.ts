import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** A request as it arrives at API Gateway. */
export interface GatewayRequest {
  readonly region: string;
  /** Server name indication, lower case. */
  readonly serverName: string | undefined;
  /** Whether the client has shown a certificate that the truststores hold. */
  readonly hasTrustedClient: boolean;
  readonly method: string;
  readonly httpVersion: string;
  /** The Host header, lower case and without port. */
  readonly host: string;
  /** As sent, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** As sent: in order, repeated ones too. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly source: string;
}

export function toGatewayRequest(incoming: IncomingMessage, region: string, body: Buffer): GatewayRequest {
  const socket = incoming.socket as TLSSocket;
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  return {
    region,
    serverName: serverNameOf(socket),
    hasTrustedClient: socket.authorized,
    method: incoming.method ?? 'GET',
    httpVersion: incoming.httpVersion,
    host: (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''),
    path,
    query: query.join('?'),
    headers: pairs(incoming.rawHeaders),
    body,
    source: socket.remoteAddress ?? '',
  };
}

/** Undefined when the client leaves before its request is complete. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  try {
    return Buffer.concat(await incoming.toArray());
  } catch (error) {
    if (incoming.complete) throw error;
    return undefined;
  }
}

/** All values of a header as one, undefined when there is none. */
export function headerOf({ headers }: GatewayRequest, name: string): string | undefined {
  const values = headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(',');
}

export function serverNameOf(socket: TLSSocket): string | undefined {
  // Node's types leave it out for servers, and it is `false` where the client named no server.
  const name: unknown = Reflect.get(socket, 'servername');
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}
