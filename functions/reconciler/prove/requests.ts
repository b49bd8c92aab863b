import type { ProofSubject } from '../model/proof.ts';
import type { ExchangeRequest } from '../network/exchange.ts';

/** Whoever reads the API's access log finds these requests by it. */
export const PROBE = 'secure-api-edge-probe';

export type Shape = Omit<ExchangeRequest, 'address' | 'scheme' | 'name'>;

/** The requests of one round. `token` tells rounds apart, so that no cache can answer one with the answer to another. */
export function shapesOf({ path, headers, domainName }: ProofSubject, token: string) {
  const target = `${path}?${PROBE}=${token}`;
  const plain = { 'user-agent': PROBE, accept: '*/*' };
  const get: Shape = { method: 'GET', target, headers: plain };
  return {
    get,
    head: { ...get, method: 'HEAD' },
    post: { ...get, method: 'POST', headers: { ...plain, 'content-length': '0' } },
    authorization: { ...get, headers: { ...plain, authorization: `Bearer ${PROBE}` } },
    headers: {
      ...get,
      headers: { ...plain, ...Object.fromEntries(headers.map((name) => [name.toLowerCase(), sampleOf(name)])) },
    },
    queryAndCookies: { ...get, target: `${target}&a=1&a=2&b=%20`, headers: { ...plain, cookie: `${PROBE}=1` } },
    preflight: {
      method: 'OPTIONS',
      target,
      headers: {
        ...plain,
        origin: `https://${domainName}`,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    },
  } as const satisfies Readonly<Record<string, Shape>>;
}

/** Values that a header may have without asking the API for anything: no token, no key, no signature is ever real. */
function sampleOf(name: string): string {
  switch (name.toLowerCase()) {
    case 'authorization':
      return `Bearer ${PROBE}`;
    case 'accept':
      return 'application/json';
    case 'origin':
      return `https://${PROBE}.invalid`;
    default:
      return PROBE;
  }
}
