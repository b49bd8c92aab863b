import http from 'node:http';
import type { Duplex } from 'node:stream';
import { sentences } from './error-page.ts';
import type { OriginRequest } from './forward-request.ts';
import { fromRawHeaders, type HeaderList } from './header-list.ts';
import { connectToOrigin, OriginFailure } from './origin-connection.ts';
import type { AdmittedVisit } from './visit.ts';

export interface OriginResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** Asks the origin; a GET or HEAD that it does not answer in time, as often as the origin is to be tried. Throws `OriginFailure`. */
export async function askOrigin(request: OriginRequest, visit: AdmittedVisit): Promise<OriginResponse> {
  const isRepeatable = request.method === 'GET' || request.method === 'HEAD';
  const attempts = isRepeatable ? (visit.origin.ConnectionAttempts ?? 3) : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(request, visit);
    } catch (error) {
      if (!(error instanceof OriginFailure) || error.status !== 504 || attempt >= attempts) throw error;
    }
  }
}

async function askOnce(request: OriginRequest, visit: AdmittedVisit): Promise<OriginResponse> {
  const socket = await connectToOrigin(visit.origin, request, visit.request.protocol, visit.ground);
  try {
    return await Promise.race([exchange(request, socket), timeOut(visit)]);
  } finally {
    socket.destroy();
  }
}

async function exchange(request: OriginRequest, socket: Duplex): Promise<OriginResponse> {
  try {
    const incoming = await send(request, socket);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    return {
      status: incoming.statusCode ?? 502,
      headers: fromRawHeaders(incoming.rawHeaders),
      body: Buffer.concat(chunks),
    };
  } catch {
    throw new OriginFailure(502, sentences.failed);
  }
}

function send(request: OriginRequest, socket: Duplex): Promise<http.IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  openRequest(request, socket).on('response', resolve).on('error', reject).end(request.body);
  return promise;
}

/** A request on a connection that exists already. */
export function openRequest({ method, target, headers }: OriginRequest, socket: Duplex): http.ClientRequest {
  return http.request({
    method,
    path: target,
    headers: headers.flat(),
    setHost: false,
    createConnection: () => socket,
  });
}

/** On the simulated clock. */
function timeOut({ origin, ground }: AdmittedVisit): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  ground.simulator.clock.after(origin.CustomOriginConfig?.OriginReadTimeout ?? 30, () =>
    reject(new OriginFailure(504, sentences.failed)),
  );
  return promise;
}
