/**
 * Which origins of a distribution are this edge's. Others may be somebody else's, whatever leads to them: they are not moved, and no secret goes
 * there.
 */
import { defaultEndpointOf } from '../model/api-domain.ts';
import { type Distribution, isApiOrigin, type Origin } from '../model/distribution.ts';
import { isMadeByUs } from '../model/owner-tags.ts';
import type { FrontableApi } from './api-domain.ts';

/** Id of the one origin of a distribution that this tool makes. */
export const ORIGIN_ID = 'api';

/** The origin that this tool made, also where it still leads to an endpoint that the API had before. */
export function madeOrigin(distribution: Distribution): Origin | undefined {
  if (!isMadeByUs(distribution)) return undefined;
  return distribution.settings.origins.find((origin) => origin.id === ORIGIN_ID && isApiOrigin(origin));
}

/** By the domain's own endpoint, or by the default endpoint of an API behind it. */
export function leadsToApi({ domainName }: Origin, { domain, endpoint }: FrontableApi): boolean {
  const direct = defaultEndpointOf(domainName);
  const apis = domain.apis.kind === 'present' ? domain.apis.value : [];
  const isMapped = direct?.region === domain.region && apis.some(({ apiId }) => apiId === direct.apiId);
  return domainName === endpoint.targetDomainName || isMapped;
}

export function ownOrigins(distribution: Distribution, api: FrontableApi): readonly Origin[] {
  const made = madeOrigin(distribution);
  return distribution.settings.origins.filter((origin) => origin === made || leadsToApi(origin, api));
}
