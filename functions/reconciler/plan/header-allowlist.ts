/**
 * EDGE-08: which headers must reach the API, and why each one.
 *
 * With policies CloudFront sends next to nothing that is not listed, so the list is derived from how the APIs behind the domain authorize, what
 * they declare, by which headers routing rules select them, what their CORS configuration allows and what protocol they speak, beside the base and
 * what the owner adds. Ten fit into a policy
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html); a derived list that does not fit falls back
 * to all viewer headers and says so, an owner's list that does not fit is refused: silently dropping what somebody asked for is worse.
 */
import type { MappedApi } from '../model/api-domain.ts';
import type { HeaderForwarding } from '../model/edge.ts';
import { isListableHeader, needsListing } from '../model/header-names.ts';
import type { AllowedHeader, NeededHeaders, Tags } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';

export const HEADERS_PER_POLICY = 10;

export type HeaderAllowlist = NeededHeaders | { readonly kind: 'refused'; readonly detail: string };

/** Whether CloudFront takes Authorization in an origin request policy; older behavior refuses it, in some partitions perhaps still. */
export type AuthorizationInPolicies = 'accepted' | 'refused';

export interface AllowlistInputs {
  readonly authorization: AuthorizationInPolicies;
  readonly forwarding: HeaderForwarding;
  readonly host: 'forwarded' | 'replaced';
  readonly apis: readonly MappedApi[];
  /** What the owner adds. */
  readonly allowedHeaders: readonly string[];
  /** CloudFront adds it itself; a policy that lists it too would ask callers for it. */
  readonly verifyHeader: string | undefined;
  /** What an adopted behavior forwards today: its backend may read it although nothing declares it, so a correction takes none of it away. */
  readonly keep: readonly string[] | 'all';
}

/** Remembers on the distribution that all viewer headers are sent because a list was refused. */
export function fallbackTag(authorization: AuthorizationInPolicies): Tags {
  return authorization === 'refused' ? { [TAG.headerFallback]: 'all-viewer' } : {};
}

const BASE: readonly AllowedHeader[] = [
  { name: 'Authorization', because: 'base' },
  { name: 'Origin', because: 'base: CORS' },
  { name: 'Accept', because: 'base: content negotiation' },
  { name: 'Access-Control-Request-Headers', because: 'base: CORS preflight' },
  { name: 'Access-Control-Request-Method', because: 'base: CORS preflight' },
];
const SIGV4 = ['X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-Content-Sha256'];
const WEBSOCKET = ['Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions'];

export function deriveAllowlist(inputs: AllowlistInputs): HeaderAllowlist {
  if (inputs.forwarding === 'all-viewer') return { kind: 'all-viewer', because: 'HeaderForwarding is all-viewer' };
  if (inputs.authorization === 'refused') {
    return { kind: 'all-viewer', because: 'CloudFront refused Authorization in an origin request policy' };
  }

  if (inputs.keep === 'all') {
    return {
      kind: 'all-viewer',
      because: 'the distribution was not made by this tool and forwards every viewer header already',
    };
  }

  const host =
    inputs.host === 'forwarded'
      ? [{ name: 'Host', because: "EDGE-07: the origin is the domain's own regional endpoint" }]
      : [];
  const unlistable = inputs.allowedHeaders.filter((name) => !isListableHeader(name));
  if (unlistable.length > 0) return { kind: 'refused', detail: notListable(unlistable) };
  const asked = inputs.allowedHeaders.map((name) => ({ name, because: 'AllowedHeaders' }));
  const required = distinct([...host, ...BASE, ...asked]);
  if (required.length > HEADERS_PER_POLICY) return { kind: 'refused', detail: tooManyAsked(required, asked) };

  const kept = inputs.keep.filter(needsListing).map((name) => ({ name, because: 'forwarded already' }));
  const all = distinct([...required, ...inputs.apis.flatMap(headersOf), ...kept]).filter(
    ({ name }) => name.toLowerCase() !== inputs.verifyHeader?.toLowerCase(),
  );
  if (all.length > HEADERS_PER_POLICY) return { kind: 'all-viewer', because: tooManyDerived(all) };
  return { kind: 'listed', headers: all };
}

function headersOf(api: MappedApi): readonly AllowedHeader[] {
  const named = (names: readonly string[], because: string) =>
    names.filter(needsListing).map((name) => ({ name, because: `API ${api.apiId}: ${because}` }));
  return [
    ...named(api.identityHeaders, 'identity source of an authorizer'),
    ...named(api.authorization.includes('AWS_IAM') ? SIGV4 : [], 'IAM authorization'),
    ...named(api.apiKey === 'required' ? ['x-api-key'] : [], 'API key required'),
    ...named(api.protocol === 'WEBSOCKET' ? WEBSOCKET : [], 'WebSocket handshake'),
    ...named(api.routingHeaders, 'a routing rule selects it by this header'),
    ...named(api.declaredHeaders, 'declared as a request parameter'),
    ...named(api.corsAllowHeaders, 'CORS allow-headers'),
  ];
}

/** The first mention of a name wins, so that the base's spelling and reason stay. */
function distinct(headers: readonly AllowedHeader[]): readonly AllowedHeader[] {
  const seen = new Set<string>();
  return headers.filter(({ name }) => {
    const known = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return !known;
  });
}

function notListable(names: readonly string[]): string {
  return `AllowedHeaders: CloudFront decides about these headers itself, got ${names.join(', ')}; leave them out`;
}

function tooManyAsked(required: readonly AllowedHeader[], asked: readonly AllowedHeader[]): string {
  const base = required.filter((header) => !asked.includes(header)).map((header) => header.name);
  return `AllowedHeaders: CloudFront takes ${HEADERS_PER_POLICY} headers per policy, got ${required.length} (${base.join(', ')} are always sent, asked for ${asked.map((header) => header.name).join(', ')}); shorten the list or set HeaderForwarding to all-viewer`;
}

function tooManyDerived(all: readonly AllowedHeader[]): string {
  return `the APIs need ${all.length} headers (${all.map((header) => header.name).join(', ')}) and CloudFront takes ${HEADERS_PER_POLICY} per policy`;
}
