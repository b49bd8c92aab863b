import { regionalEndpoint } from '../reconciler/model/api-domain.ts';
import { behaviorsOf, policyIdsOf } from '../reconciler/model/distribution.ts';
import type { AccountLook } from '../reconciler/model/look.ts';
import type { ObservedEdge } from '../reconciler/model/observed-edge.ts';

/** What requests to AWS call the parts of an edge, in lower case. */
export interface EdgeWords {
  /** Its name, endpoints and APIs, its distribution and the policies of that. */
  readonly parts: readonly string[];
  /** Ids of the hosted zones that answer for its name, or could. */
  readonly zones: readonly string[];
}

/** The edges of an account by their domains. */
export type WordsByDomain = Readonly<Record<string, EdgeWords>>;

export function wordsByDomain({ edges }: Pick<AccountLook, 'edges'>): WordsByDomain {
  return Object.fromEntries(edges.map(({ observed }) => [observed.domainName, wordsOf(observed)]));
}

/** Several looks at one account. */
export function mergeWords(one: WordsByDomain = {}, other: WordsByDomain = {}): WordsByDomain {
  const domains = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    domains.map((domain) => {
      const parts = [one, other].flatMap((words) => words[domain]?.parts ?? []);
      const zones = [one, other].flatMap((words) => words[domain]?.zones ?? []);
      return [domain, { parts: distinct(parts), zones: distinct(zones) }];
    }),
  );
}

function wordsOf(observed: ObservedEdge): EdgeWords {
  const parts = [observed.domainName, ...apiWords(observed), ...distributionWords(observed)];
  return { parts: distinct(parts), zones: distinct(zoneIds(observed)) };
}

/** A distribution without a name of its own becomes the edge's when it leads to the regional endpoint. */
function apiWords({ apiDomains }: ObservedEdge): readonly string[] {
  if (apiDomains.kind !== 'present') return [];
  return apiDomains.value.flatMap((domain) => {
    const endpoint = regionalEndpoint(domain);
    const apis = domain.apis.kind === 'present' ? domain.apis.value.map(({ apiId }) => apiId) : [];
    return endpoint === undefined ? apis : [endpoint.targetDomainName, ...apis];
  });
}

function distributionWords({ distribution }: ObservedEdge): readonly string[] {
  if (distribution.kind !== 'present') return [];
  const { id, domainName, settings } = distribution.value;
  return [id, domainName, ...behaviorsOf(settings).flatMap(({ behavior }) => policyIdsOf(behavior))];
}

function zoneIds({ aliasRecords }: ObservedEdge): readonly string[] {
  if (aliasRecords.kind !== 'present') return [];
  const { zone, rivalZones } = aliasRecords.value;
  return [zone, ...rivalZones].map(({ id }) => id);
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words.map((word) => word.toLowerCase()))];
}
