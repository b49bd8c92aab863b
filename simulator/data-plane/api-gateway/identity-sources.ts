import { type GatewayRequest, headerOf } from './gateway-request.ts';

/*
 * Authorizers are not run. A value is good when it begins with `good`, with or without `Bearer ` before it: `Authorization: Bearer good-morning` passes,
 * any other is refused as the authorizer would refuse it.
 */
const GOOD = /^(Bearer +)?good/;

export function isGood(value: string): boolean {
  return GOOD.test(value);
}

/** An authorizer that reads nothing of the request has nothing to deny. */
export function isDenied(values: readonly string[]): boolean {
  return values.length > 0 && !values.some(isGood);
}

/** The values of the identity sources that a request can carry; undefined when one of them is missing, which is refused without asking the authorizer. */
export function identityOf(sources: readonly string[], request: GatewayRequest): readonly string[] | undefined {
  const values = sources.filter((source) => SOURCE.test(source)).map((source) => sourceValue(source, request));
  return values.includes('') ? undefined : values;
}

/** `$request.header.X` of HTTP APIs, `method.request.header.X` of REST APIs, `route.request.header.X` of WebSocket APIs. */
const SOURCE = /request\.(header|querystring)\.(\S+)$/;

function sourceValue(source: string, request: GatewayRequest): string {
  const [, place, name = ''] = SOURCE.exec(source) ?? [];
  const value = place === 'header' ? headerOf(request, name) : new URLSearchParams(request.query).get(name);
  return value ?? '';
}
