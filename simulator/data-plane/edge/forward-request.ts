import { generateCloudFrontHeaders } from './cloudfront-headers.ts';
import { chosenCookies, chosenQuery, normalizedEncoding } from './forwarded-parts.ts';
import { type HeaderList, headerValue, withHeader, withoutHeaders } from './header-list.ts';
import { viaOf } from './via.ts';
import type { AdmittedVisit } from './visit.ts';

/** What an edge location asks of an origin. */
export interface OriginRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** The Host header, for which the origin's certificate may stand. */
  readonly host: string;
}

/** No setting sends these to an origin, or CloudFront writes them itself. */
const OWN_RULES = [
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'x-amz-cf-id',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-real-ip',
];
const REMOVED_FAMILY = /^(x-edge|proxy|cloudfront)-/;

export function forwardRequest(visit: AdmittedVisit): OriginRequest {
  const { request, origin, forwarding, path } = visit;
  const query = chosenQuery(request, forwarding.forwardsQuery);
  const host = forwarding.forwardsHeader('host') ? request.host : (origin.DomainName ?? '').toLowerCase();
  const headers = [['Host', host] as const, ...viewersHeaders(visit), ...cloudFrontsHeaders(visit)];
  return {
    method: request.method,
    target: `${origin.OriginPath ?? ''}${path}${query && `?${query}`}`,
    headers: withOriginCustomHeaders(headers, visit),
    body: request.body,
    host,
  };
}

function viewersHeaders({ request, forwarding }: AdmittedVisit): HeaderList {
  return request.headers.filter(([spelled]) => {
    const name = spelled.toLowerCase();
    return !OWN_RULES.includes(name) && !REMOVED_FAMILY.test(name) && forwarding.forwardsHeader(name);
  });
}

function cloudFrontsHeaders(visit: AdmittedVisit): HeaderList {
  const { request, forwarding, requestId, location } = visit;
  const passed = (name: string) => (forwarding.forwardsHeader(name) ? headerValue(request.headers, name) : undefined);
  const forwardedFor = headerValue(request.headers, 'x-forwarded-for');
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['User-Agent', forwarding.forwardsHeader('user-agent') ? passed('user-agent') : 'Amazon CloudFront'],
    ['Accept-Encoding', forwarding.encodings ? normalizedEncoding(request, forwarding) : passed('accept-encoding')],
    ['Cookie', chosenCookies(request, forwarding.forwardsCookie)],
    ['Expect', passed('expect')],
    ['X-Forwarded-For', [forwardedFor, request.clientAddress].filter((each) => each !== undefined).join(', ')],
    ['Via', viaOf(location, request.httpVersion, headerValue(request.headers, 'via'))],
    ['X-Amz-Cf-Id', requestId],
    ['Content-Length', hasBody(visit) ? String(request.body.length) : undefined],
    ...connectionHeaders(visit),
  ];
  const present = lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return [...present, ...generateCloudFrontHeaders(forwarding.addedHeaders, request)];
}

/** A WebSocket handshake stays one on its way; every other request asks to keep the connection. */
function connectionHeaders({ request }: AdmittedVisit): HeaderList {
  return headerValue(request.headers, 'upgrade')?.toLowerCase() === 'websocket'
    ? [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
      ]
    : [['Connection', 'Keep-Alive']];
}

function hasBody({ request }: AdmittedVisit): boolean {
  return (
    request.body.length > 0 ||
    ['content-length', 'transfer-encoding'].some((name) => headerValue(request.headers, name) !== undefined)
  );
}

/** An origin custom header takes the place of what the viewer may have sent under its name. */
function withOriginCustomHeaders(headers: HeaderList, { origin }: AdmittedVisit): HeaderList {
  return (origin.CustomHeaders?.Items ?? []).reduce<HeaderList>(
    (all, { HeaderName = '', HeaderValue = '' }) => withHeader(all, HeaderName, HeaderValue),
    headers,
  );
}

/** The same request, asking whether an expired object is still the current one instead of what the viewer knows. */
export function asRevalidation(request: OriginRequest, cached: HeaderList): OriginRequest {
  const conditions = [
    ['If-None-Match', headerValue(cached, 'etag')],
    ['If-Modified-Since', headerValue(cached, 'last-modified')],
  ] as const;
  return {
    ...request,
    headers: conditions.reduce<HeaderList>(
      (all, [name, value]) => (value === undefined ? withoutHeaders(all, name) : withHeader(all, name, value)),
      request.headers,
    ),
  };
}
