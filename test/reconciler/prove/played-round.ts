import type { ProofSubject } from '../../../functions/reconciler/model/proof.ts';
import type { Answered, Exchanged, ExchangeRequest } from '../../../functions/reconciler/network/exchange.ts';
import { API, CLOUDFRONT, REGIONAL } from '../../support/edge-builders.ts';

export const EDGE_ADDRESS = '203.0.113.7';
export const API_ADDRESS = '198.51.100.7';

export function proofSubject(facts: Partial<ProofSubject> = {}): ProofSubject {
  return {
    domainName: API,
    distributionId: 'E1',
    etag: 'ETAG1',
    edgeDomainName: CLOUDFRONT,
    apiDomainName: REGIONAL,
    path: '/',
    headers: ['Authorization', 'Origin', 'X-Tenant'],
    viewerProtocolPolicy: 'redirect-to-https',
    strictTransportSecurity: undefined,
    accepted: [],
    originVerify: 'not-sent',
    ...facts,
  };
}

export function answered(status: number, headers: Readonly<Record<string, string>> = {}): Answered {
  return { kind: 'answered', status, headers, distrust: undefined };
}

/** An answer of an HTTP API. */
export function fromApi(status: number, headers: Readonly<Record<string, string>> = {}): Answered {
  return answered(status, { 'apigw-requestid': 'abc=', ...headers });
}

export const REFUSED: Exchanged = { kind: 'unreachable', because: 'ECONNREFUSED (connect ECONNREFUSED)' };

/** What answers as a good edge does: redirects over HTTP, over HTTPS what the API says. */
export function goodAnswer({ scheme, method, target, name }: ExchangeRequest): Exchanged {
  if (scheme === 'https') return fromApi(200);
  return answered(method === 'POST' ? 307 : 301, { location: `https://${name}${target}`, server: 'CloudFront' });
}

/** Answers requests in place of a network, and remembers them. `edge` and `api` answer what they know better than a good edge and API. */
export function playedSend({
  edge,
  api,
}: {
  readonly edge?: (asked: ExchangeRequest) => Exchanged | undefined;
  readonly api?: (asked: ExchangeRequest) => Exchanged | undefined;
} = {}) {
  const sent: ExchangeRequest[] = [];
  const send = async (asked: ExchangeRequest): Promise<Exchanged> => {
    sent.push(asked);
    if (asked.address === API_ADDRESS) return api?.(asked) ?? fromApi(200);
    return edge?.(asked) ?? goodAnswer(asked);
  };
  return { send, sent };
}
