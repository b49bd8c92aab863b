import type { Cors } from '@aws-sdk/client-apigatewayv2';
import { type GatewayRequest, headerOf } from './gateway-request.ts';

/** A preflight has both headers; without them it is an OPTIONS request like any other. */
export function isPreflight(request: GatewayRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    headerOf(request, 'origin') !== undefined &&
    headerOf(request, 'access-control-request-method') !== undefined
  );
}

/** The headers that an HTTP API's CORS configuration adds to the answer of a preflight: none for an origin that is not allowed. */
export function preflightHeaders(cors: Cors, request: GatewayRequest): Record<string, string> {
  const shared = corsHeaders(cors, request);
  if (Object.keys(shared).length === 0) return {};
  return {
    ...shared,
    ...listed('access-control-allow-methods', cors.AllowMethods),
    ...listed('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
}

/** The headers that it adds to every other answer. */
export function corsHeaders(cors: Cors, request: GatewayRequest): Record<string, string> {
  const origin = headerOf(request, 'origin');
  if (origin === undefined || !cors.AllowOrigins?.some((allowed) => allows(allowed, origin))) return {};
  return {
    'access-control-allow-origin': cors.AllowOrigins.includes('*') ? '*' : origin,
    ...(cors.AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
    ...listed('access-control-expose-headers', cors.ExposeHeaders),
  };
}

/** `https://*` allows every origin of that scheme. */
function allows(allowed: string, origin: string): boolean {
  if (allowed === '*') return true;
  return allowed.endsWith('://*') ? origin.startsWith(allowed.slice(0, -1)) : allowed === origin;
}

function listed(name: string, values: readonly string[] = []): Record<string, string> {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
