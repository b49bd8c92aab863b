/**
 * EDGE-16, the half that is asked for by `OriginVerify`: every origin that leads to this domain's API sends the header with the secret's
 * current value.
 *
 *   the origin sends               | verdict
 *   the current value              | pass
 *   the previous value             | drift: the secret was rotated, and the API takes both until the edge has moved on
 *   another value, or none         | drift
 *   the secret cannot be read      | not checked, and nothing is concluded
 *   it does not exist or fits none | refused
 *
 * Other APIs' origins on the same distribution do not get it: they may be somebody else's, and the value is a secret.
 */
import type { Origin } from '../../model/distribution.ts';
import {
  ANOTHER_VALUE,
  CURRENT_VALUE,
  type OriginHeader,
  originHeaderPath,
  PREVIOUS_VALUE,
  sameHeader,
} from '../../model/origin-verify.ts';
import type { LiveSecret, WantedSecret } from '../origin-secret.ts';
import { leadsToApi, ownOrigins } from '../own-origins.ts';
import { cannotTell, drifts, type Finding, passes, type RuleInputs, refuses } from './finding.ts';

export function originVerification(inputs: RuleInputs, wanted: WantedSecret | undefined): readonly Finding[] {
  if (wanted === undefined) return [];
  const origins = receivers(inputs);
  if (origins.length === 0) return [refuses('EDGE-16', 'Origins', nowhereToSend(inputs))];
  return origins.map((origin) => judgeOrigin(origin, wanted));
}

function judgeOrigin(origin: Origin, wanted: WantedSecret): Finding {
  const path = originHeaderPath(origin.id, wanted.headerName);
  if (wanted.kind === 'refused') return refuses('EDGE-16', path, wanted.detail);
  if (wanted.kind === 'not-checked') return cannotTell('EDGE-16', path, wanted.detail);

  const header = origin.customHeaders.find(({ name }) => sameHeader(name, wanted.headerName));
  const before = valueSent(header, wanted.secret);
  if (before === CURRENT_VALUE) return passes('EDGE-16', path, before);
  const { secretId, region } = wanted.secret;
  const correction = { path, before, after: CURRENT_VALUE, secret: { secretId, region } };
  return drifts('EDGE-16', path, before, CURRENT_VALUE, [correction]);
}

function valueSent(header: OriginHeader | undefined, { current, previous }: LiveSecret): string | undefined {
  if (header === undefined) return undefined;
  if (header.fingerprint === current) return CURRENT_VALUE;
  return header.fingerprint === previous ? PREVIOUS_VALUE : ANOTHER_VALUE;
}

/** The origins that lead to the API once this plan is done: the one that this tool made follows a new endpoint in the same update. */
function receivers({ api, distribution, modeOf }: RuleInputs): readonly Origin[] {
  return ownOrigins(distribution, api).filter((origin) => leadsToApi(origin, api) || modeOf('EDGE-07') === 'enforce');
}

function nowhereToSend({ edge, distribution, api }: RuleInputs): string {
  const found = distribution.settings.origins.map((origin) => origin.domainName).join(', ');
  return `OriginVerify: distribution ${distribution.id} has no origin that leads to the API of ${edge.domainName}, got ${found}; make ${api.endpoint.targetDomainName} an origin of it`;
}
