import http from 'node:http';
import type { Duplex } from 'node:stream';
import { openRequest } from './ask-origin.ts';
import type { EdgeResponse } from './edge-response.ts';
import { errorPage, sentences } from './error-page.ts';
import { forwardRequest } from './forward-request.ts';
import { fromOrigin } from './from-origin.ts';
import { fromRawHeaders, type HeaderList } from './header-list.ts';
import { connectToOrigin, OriginFailure } from './origin-connection.ts';
import type { AdmittedVisit } from './visit.ts';

export type Handshake =
  /** The origin has switched protocols. */
  | { readonly kind: 'opened'; readonly tunnel: Tunnel }
  /** It answers like to any other request, or not at all. */
  | { readonly kind: 'answered'; readonly response: EdgeResponse };

/** The way to the origin. */
export interface Tunnel {
  /** Of the origin's answer to the handshake. */
  readonly headers: HeaderList;
  readonly socket: Duplex;
  /** What the origin has said already. */
  readonly head: Buffer;
}

/**
 * Carries a viewer's handshake to the origin. It succeeds when the behavior forwards what the handshake is made of.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html
 */
export async function openWebSocket(visit: AdmittedVisit): Promise<Handshake> {
  const request = forwardRequest(visit);
  try {
    const socket = await connectToOrigin(visit.origin, request, visit.request.protocol, visit.ground);
    return await shakeHands(openRequest(request, socket), visit);
  } catch (error) {
    const { status, message } = error instanceof OriginFailure ? error : new OriginFailure(502, sentences.failed);
    return { kind: 'answered', response: errorPage(status, message, visit.requestId) };
  }
}

async function shakeHands(outgoing: http.ClientRequest, visit: AdmittedVisit): Promise<Handshake> {
  const { promise, resolve, reject } = Promise.withResolvers<Handshake>();
  outgoing.on('error', reject);
  outgoing.on('upgrade', ({ rawHeaders }, socket, head) =>
    resolve({ kind: 'opened', tunnel: { headers: fromRawHeaders(rawHeaders), socket, head } }),
  );
  outgoing.on('response', (incoming) => void answered(incoming, visit).then(resolve, reject));
  outgoing.end();
  return promise;
}

async function answered(incoming: http.IncomingMessage, visit: AdmittedVisit): Promise<Handshake> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const status = incoming.statusCode ?? 502;
  const answer = { status, headers: fromRawHeaders(incoming.rawHeaders), body: Buffer.concat(chunks) };
  const xCache = status >= 400 ? 'Error from cloudfront' : 'Miss from cloudfront';
  return { kind: 'answered', response: { ...fromOrigin(answer, visit), xCache } };
}

/** Accepts the viewer's handshake; from then on, bytes pass both ways. */
export function joinTunnel(viewer: Duplex, { headers, socket, head }: Tunnel): void {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  viewer.write(`HTTP/1.1 101 ${http.STATUS_CODES[101]}\r\n${lines}\r\n`);
  viewer.write(head);
  passOn(viewer, socket);
  passOn(socket, viewer);
}

function passOn(from: Duplex, to: Duplex): void {
  from
    .on('error', () => undefined)
    .on('close', () => to.destroy())
    .pipe(to);
}
