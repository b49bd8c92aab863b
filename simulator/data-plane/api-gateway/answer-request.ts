import type { ApiRecord, RestApiRecord } from '../../apigatewayv2/state.ts';
import type { World } from '../../core/world.ts';
import { refusalOfConnect, refusalOfHttpRoute } from './authorize-http.ts';
import { refusalOfRestMethod } from './authorize-rest.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { echo } from './echo.ts';
import { findHttpRoute, findRestMethod, isUndescribed } from './find-route.ts';
import { findStage, type ReachedStage } from './find-stage.ts';
import { forbidden, type GatewayAnswer, missingAuthenticationToken, refused } from './gateway-answer.ts';
import type { GatewayRequest } from './gateway-request.ts';

/** What API Gateway makes of a request. */
export interface Outcome {
  readonly answer: GatewayAnswer;
  /** Absent when the request has reached no API. */
  readonly reached: ReachedStage | undefined;
}

export function answerRequest(request: GatewayRequest, world: World): Outcome {
  const found = findStage(request, world);
  if (found.kind === 'refused') return { answer: found.answer, reached: undefined };
  return { answer: answerOf(request, found.reached), reached: found.reached };
}

/** The stage that a WebSocket handshake opens; undefined when it is refused, or not meant for a WebSocket API. */
export function stageThatOpens(request: GatewayRequest, world: World): ReachedStage | undefined {
  const found = findStage(request, world);
  if (found.kind === 'refused' || found.reached.api.kind !== 'WEBSOCKET') return undefined;
  return refusalOfHandshake(request, found.reached.api.record) === undefined ? found.reached : undefined;
}

function answerOf(request: GatewayRequest, reached: ReachedStage): GatewayAnswer {
  const { api } = reached;
  switch (api.kind) {
    case 'REST':
      return refusalOfRest(request, reached, api.record) ?? echo(request, reached);
    case 'HTTP':
      return answerOfHttp(request, reached, api.record);
    case 'WEBSOCKET':
      return refusalOfHandshake(request, api.record) ?? forbidden;
  }
}

function refusalOfRest(
  request: GatewayRequest,
  { path }: ReachedStage,
  record: RestApiRecord,
): GatewayAnswer | undefined {
  if (isUndescribed(record)) return undefined;
  const method = findRestMethod(record, request.method, path);
  return method === undefined ? missingAuthenticationToken : refusalOfRestMethod(method, record, request);
}

/** A preflight that no route takes, or that its route lets in, is answered by the CORS configuration alone. */
function answerOfHttp(request: GatewayRequest, reached: ReachedStage, record: ApiRecord): GatewayAnswer {
  const cors = record.api.CorsConfiguration;
  const route = findHttpRoute(record, request.method, reached.path);
  const refusal = route && refusalOfHttpRoute(route, record, request);
  if (cors === undefined) return refusal ?? (route ? echo(request, reached) : refused(404, 'Not Found'));
  if (refusal === undefined && isPreflight(request)) return preflight(preflightHeaders(cors, request));
  const answer = refusal ?? (route ? echo(request, reached) : refused(404, 'Not Found'));
  return { ...answer, headers: { ...answer.headers, ...corsHeaders(cors, request) } };
}

function refusalOfHandshake(request: GatewayRequest, record: ApiRecord): GatewayAnswer | undefined {
  const connect = [...record.routes.values()].find(({ RouteKey }) => RouteKey === '$connect');
  return connect && refusalOfConnect(connect, record, request);
}

function preflight(headers: Record<string, string>): GatewayAnswer {
  return { status: 204, headers, body: '' };
}
