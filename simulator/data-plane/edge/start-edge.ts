import http from 'node:http';
import type { Duplex } from 'node:stream';
import { admit } from './admit.ts';
import type { EdgeGround } from './edge-ground.ts';
import { type EdgeLocation, edgeLocations } from './edge-locations.ts';
import type { XCache } from './edge-response.ts';
import { edgeState, type ViewerRequestRecord } from './edge-state.ts';
import { listenForViewers } from './listen-for-viewers.ts';
import { joinTunnel, openWebSocket } from './open-web-socket.ts';
import { respond } from './respond.ts';
import { serve } from './serve.ts';
import { readViewerRequest, toViewerRequest, type ViewerRequest } from './viewer-request.ts';
import type { Arrival } from './visit.ts';

export interface Edge {
  readonly locations: readonly EdgeLocation[];
  /** What viewers have asked since the start or the last reset of the simulator, in the order of the answers. */
  requests(): readonly ViewerRequestRecord[];
}

/** Opens the edge locations of CloudFront. They close with the network. */
export async function startEdge(ground: EdgeGround): Promise<Edge> {
  for (const location of edgeLocations) {
    const arrive = (request: ViewerRequest) => ({ request, location, ground, requestId: newRequestId(ground) });
    await listenForViewers(location, ground, {
      // A viewer who leaves before the answer is nobody's concern.
      onRequest: (incoming, outgoing) => void answerRequest(incoming, outgoing, arrive).catch(() => outgoing.destroy()),
      onWebSocket: (incoming, socket) => void answerUpgrade(incoming, socket, arrive).catch(() => socket.destroy()),
    });
  }
  return {
    locations: edgeLocations,
    requests: () => ground.simulator.world.state(edgeState, '*').requests,
  };
}

type Arrive = (request: ViewerRequest) => Arrival;

async function answerRequest(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  arrive: Arrive,
): Promise<void> {
  const arrival = arrive(await readViewerRequest(incoming));
  const admission = admit(arrival);
  const response = admission.kind === 'admitted' ? await serve(admission.visit) : admission.response;
  log(arrival, response.status, response.xCache);
  respond(outgoing, response, arrival, admission.visit);
}

async function answerUpgrade(incoming: http.IncomingMessage, socket: Duplex, arrive: Arrive): Promise<void> {
  socket.on('error', () => undefined);
  const arrival = arrive(toViewerRequest(incoming, Buffer.alloc(0)));
  const admission = admit(arrival);
  const handshake = admission.kind === 'admitted' ? await openWebSocket(admission.visit) : admission;
  if (handshake.kind === 'opened') {
    log(arrival, 101, undefined);
    return joinTunnel(socket, handshake.tunnel);
  }
  log(arrival, handshake.response.status, handshake.response.xCache);
  respond(outgoingOf(incoming), handshake.response, arrival, admission.visit);
}

/** The connection has left its HTTP server already, and ends with this answer. */
function outgoingOf(incoming: http.IncomingMessage): http.ServerResponse {
  const outgoing = new http.ServerResponse(incoming);
  outgoing.assignSocket(incoming.socket);
  outgoing.shouldKeepAlive = false;
  return outgoing.on('finish', () => incoming.socket.end());
}

const REQUEST_ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function newRequestId({ ids }: EdgeGround): string {
  return `${ids.text(54, REQUEST_ID_LETTERS)}==`;
}

function log({ request, location, ground }: Arrival, status: number, xCache: XCache | undefined): void {
  const { protocol, method, host, path } = request;
  const { requests } = ground.simulator.world.state(edgeState, '*');
  requests.push({ location: location.pop, protocol, method, host, path, status, xCache });
}
