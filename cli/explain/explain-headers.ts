import type { MappedApi } from '../../functions/reconciler/model/api-domain.ts';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { AllowedHeader } from '../../functions/reconciler/model/plan.ts';

/** Which headers of callers the APIs behind a domain need, and why each. */
export type HeadersExplanation =
  | { readonly kind: 'listed'; readonly headers: readonly HeaderReasons[] }
  | { readonly kind: 'all-viewer'; readonly because: string };

export interface HeaderReasons {
  readonly name: string;
  readonly because: readonly string[];
}

/** Undefined where no edge is wanted, or where it cannot be told: a rule says why then. */
export function explainHeaders({ plan, observed }: EdgeLook): HeadersExplanation | undefined {
  const { headers } = plan;
  if (headers?.kind !== 'listed') return headers;
  const domains = observed.apiDomains.kind === 'present' ? observed.apiDomains.value : [];
  const apis = domains.flatMap((domain) => (domain.apis.kind === 'present' ? domain.apis.value : []));
  return {
    kind: 'listed',
    headers: headers.headers.map((header) => ({ name: header.name, because: reasonsOf(header, apis) })),
  };
}

/** What an API asks for says more than that a header is always sent. */
function reasonsOf({ name, because }: AllowedHeader, apis: readonly MappedApi[]): readonly string[] {
  const authorizing = apis.flatMap((api) => authorizationBy(name, api).map((kind) => `${kind} of ${describeApi(api)}`));
  const isAuthorizing = /: (identity source of an authorizer|IAM authorization)$/.test(because);
  const isBase = because in ALWAYS;
  if (authorizing.length > 0 && (isAuthorizing || isBase)) return [...new Set(authorizing)];
  return [...new Set([...authorizing, ALWAYS[because] ?? because])];
}

const ALWAYS: Readonly<Record<string, string>> = {
  base: 'always sent: callers may authenticate with it',
  'base: CORS': 'always sent: CORS',
  'base: CORS preflight': 'always sent: CORS preflight',
  'base: content negotiation': 'always sent: content negotiation',
};

const AUTHORIZERS = {
  JWT: 'JWT authorizer',
  CUSTOM: 'Lambda authorizer',
  COGNITO_USER_POOLS: 'Cognito user pool authorizer',
} as const;
const SIGNED = ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'];

/** By which of an API's ways to authorize a header is read. */
function authorizationBy(name: string, { authorization, identityHeaders }: MappedApi): readonly string[] {
  const isIdentity = identityHeaders.some((one) => one.toLowerCase() === name.toLowerCase());
  return authorization.flatMap((kind) => {
    if (kind === 'AWS_IAM') return SIGNED.includes(name.toLowerCase()) ? ['IAM authorization'] : [];
    return kind === 'NONE' || !isIdentity ? [] : [AUTHORIZERS[kind]];
  });
}

/** `HTTP API a1b2c3 at /v1`. */
function describeApi({ protocol, apiId, mappingKey }: MappedApi): string {
  const kind = protocol === 'WEBSOCKET' ? 'WebSocket' : protocol;
  return `${kind} API ${apiId}${mappingKey === '' ? '' : ` at /${mappingKey}`}`;
}
