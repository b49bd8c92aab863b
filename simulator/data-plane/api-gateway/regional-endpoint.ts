import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Ids } from '../../core/ids.ts';
import type { Certificates } from '../certificates.ts';
import type { SimulatedState } from '../simulated-state.ts';
import { createTlsFront } from '../tls-front.ts';
import { answerRequest, type Outcome, stageThatOpens } from './answer-request.ts';
import { type GatewayRequest, readBody, serverNameOf, toGatewayRequest } from './gateway-request.ts';
import type { RequestLog } from './request-log.ts';
import { findDomain } from './served-domain.ts';
import { tlsProfileOf } from './tls-profile.ts';
import { createWebSockets } from './web-sockets.ts';

export interface GatewayParts {
  readonly simulator: SimulatedState;
  readonly certificates: Certificates;
  readonly log: RequestLog;
  readonly ids: Ids;
}

/** What listens on port 443 of API Gateway in a Region. There is nothing on port 80. */
export function createRegionalEndpoint(region: string, parts: GatewayParts): (socket: Socket) => Promise<void> {
  const { simulator, certificates } = parts;
  const server = createHttpServer(region, parts);
  return createTlsFront(
    (serverName) => tlsProfileOf(serverName, region, simulator, certificates),
    (socket) => (mayStay(socket, region, simulator) ? server.emit('connection', socket) : socket.destroy()),
  );
}

function createHttpServer(region: string, parts: GatewayParts) {
  const openWebSocket = createWebSockets(parts.ids);
  const handshakeOf = (incoming: IncomingMessage) => toGatewayRequest(incoming, region, Buffer.alloc(0));
  const opens = (handshake: GatewayRequest) => stageThatOpens(handshake, parts.simulator.world);

  const server = createServer(
    { shouldUpgradeCallback: (incoming) => opens(handshakeOf(incoming)) !== undefined },
    async (incoming, response) => {
      const body = await readBody(incoming);
      if (body !== undefined) answer(toGatewayRequest(incoming, region, body), response, parts);
    },
  );
  return server.on('upgrade', (incoming, socket, head) => {
    const request = handshakeOf(incoming);
    const reached = opens(request);
    if (reached === undefined) return socket.destroy();
    parts.log.add(parts.simulator.world, request, reached, 101);
    openWebSocket(incoming, socket, head, { request, reached });
  });
}

function answer(request: GatewayRequest, response: ServerResponse, { simulator, log, ids }: GatewayParts): void {
  const { world } = simulator;
  const outcome = answerRequest(request, world);
  if (outcome.reached !== undefined) log.add(world, request, outcome.reached, outcome.answer.status);
  send(response, outcome, ids);
}

/** A domain name with mutual TLS ends the connection of a client that shows no certificate at all. */
function mayStay(socket: TLSSocket, region: string, { world }: SimulatedState): boolean {
  const domain = findDomain(serverNameOf(socket) ?? '', region, world);
  if (domain?.record.domainName.MutualTlsAuthentication === undefined) return true;
  return Object.keys(socket.getPeerCertificate() ?? {}).length > 0;
}

function send(response: ServerResponse, { answer, reached }: Outcome, ids: Ids): void {
  const requestId = ids.uuid();
  const identification =
    reached?.api.kind === 'HTTP'
      ? { 'apigw-requestid': requestId }
      : { 'x-amzn-requestid': requestId, 'x-amz-apigw-id': requestId.slice(0, 16) };
  const length = answer.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(answer.body)) };
  response.writeHead(answer.status, { ...identification, ...answer.headers, ...length }).end(answer.body);
}
