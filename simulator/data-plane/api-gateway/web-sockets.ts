import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ApiRecord } from '../../apigatewayv2/state.ts';
import type { Ids } from '../../core/ids.ts';
import type { ReachedStage } from './find-stage.ts';
import type { GatewayRequest } from './gateway-request.ts';

/** What the backend of a WebSocket API answers to a message. */
export interface MessageEcho {
  readonly apiId: string;
  readonly stage: string;
  readonly connectionId: string;
  readonly routeKey: string;
  readonly host: string;
  /** Those of the handshake. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export type OpenWebSocket = (
  handshake: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  opened: { readonly request: GatewayRequest; readonly reached: ReachedStage },
) => void;

/** Every message is answered by the echo of its route, or refused where no route takes it. */
export function createWebSockets(ids: Ids): OpenWebSocket {
  const server = new WebSocketServer({ noServer: true });

  return (handshake, socket, head, { request, reached }) => {
    server.handleUpgrade(handshake, socket, head, (webSocket) => {
      const connectionId = ids.text(16, CONNECTION_ALPHABET);
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('message', (data) => {
        webSocket.send(JSON.stringify(answerOf(data.toString(), connectionId, request, reached)));
      });
    });
  };
}

const CONNECTION_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function answerOf(
  body: string,
  connectionId: string,
  { host, headers }: GatewayRequest,
  { api, stage }: ReachedStage,
): MessageEcho | object {
  const routeKey = api.kind === 'WEBSOCKET' ? routeKeyOf(body, api.record) : undefined;
  if (routeKey === undefined) return { message: 'Forbidden', connectionId };
  return { apiId: api.id, stage, connectionId, routeKey, host, headers, body } satisfies MessageEcho;
}

/** The member of the message that the API's selection expression (`$request.body.action`) names, if it is a route. */
function routeKeyOf(body: string, { api, routes }: ApiRecord): string | undefined {
  const keys = [...routes.values()].map(({ RouteKey }) => RouteKey);
  const member = api.RouteSelectionExpression?.replace(/^\$request\.body\./, '') ?? '';
  const selected = memberOf(body, member);
  return [selected, '$default'].find((key) => key !== undefined && keys.includes(key));
}

function memberOf(body: string, member: string): string | undefined {
  try {
    const value: unknown = Reflect.get(JSON.parse(body) as object, member);
    return typeof value === 'string' ? value : undefined;
  } catch {
    // Not an object of JSON: only $default takes it.
    return undefined;
  }
}
