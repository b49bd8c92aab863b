import type { OriginResponse } from './ask-origin.ts';
import { type HeaderList, headerValue, withHeader, withoutHeaders } from './header-list.ts';
import type { AdmittedVisit } from './visit.ts';

/** Between two neighbors only. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
];
const ALWAYS_VARYING = ['accept-encoding', 'cookie'];

/**
 * An origin's answer as viewers get it, and as it is cached.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#ResponseCustomRemovedHeaders
 */
export function fromOrigin({ status, headers, body }: OriginResponse, visit: AdmittedVisit): OriginResponse {
  const cookies = visit.forwarding.passesSetCookie ? [] : ['set-cookie'];
  return { status, headers: withVary(withoutHeaders(headers, ...HOP_BY_HOP, ...cookies), visit), body };
}

/** Only names that the origin could see are left. */
function withVary(headers: HeaderList, { forwarding }: AdmittedVisit): HeaderList {
  const vary = headerValue(headers, 'vary');
  if (vary === undefined || vary.trim() === '*') return headers;
  const kept = vary
    .split(',')
    .map((name) => name.trim())
    .filter((name) => ALWAYS_VARYING.includes(name.toLowerCase()) || forwarding.forwardsHeader(name.toLowerCase()));
  return kept.length === 0 ? withoutHeaders(headers, 'vary') : withHeader(headers, 'Vary', kept.join(','));
}
