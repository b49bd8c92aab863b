import type http from 'node:http';
import type { EdgeResponse } from './edge-response.ts';
import { type HeaderList, headerValue, withHeader, withoutHeaders } from './header-list.ts';
import { withResponseHeadersPolicy } from './response-headers-policy.ts';
import { viaOf } from './via.ts';
import type { Arrival, Visit } from './visit.ts';

/** Sends an answer on its way; `visit` is known where a cache behavior has its say about the headers. */
export function respond(
  outgoing: http.ServerResponse,
  response: EdgeResponse,
  arrival: Arrival,
  visit: Visit | undefined,
): void {
  const { status, body } = response;
  const headers = headersForViewer(response, arrival, visit);
  const isBodiless = arrival.request.method === 'HEAD' || status === 304 || status === 204;
  outgoing.sendDate = false;
  outgoing.writeHead(status, (status === 204 ? withoutHeaders(headers, 'content-length') : headers).flat());
  outgoing.end(isBodiless ? undefined : body);
}

function headersForViewer(response: EdgeResponse, arrival: Arrival, visit: Visit | undefined): HeaderList {
  const own = visit === undefined ? response.headers : withResponseHeadersPolicy(response.headers, visit);
  const now = new Date(arrival.ground.simulator.clock.now()).toUTCString();
  return [
    ...(headerValue(own, 'date') === undefined ? withHeader(own, 'Date', now) : own),
    ['X-Cache', response.xCache],
    ['Via', viaOf(arrival.location, arrival.request.httpVersion)],
    ['X-Amz-Cf-Pop', arrival.location.pop],
    ['X-Amz-Cf-Id', arrival.requestId],
  ];
}
