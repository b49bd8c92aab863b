import { type CustomDomain, endpointRegion, isPrivate, regionalEndpoint } from '../model/api-domain.ts';
import type { Distribution } from '../model/distribution.ts';
import type { DomainName, Region } from '../model/names.ts';
import { ABSENT, type Observed, present } from '../model/observed.ts';

type CustomDomains = ReadonlyMap<Region, Observed<readonly CustomDomain[]>>;

/**
 * The distribution with what is known of the custom domain behind each of its origins. An endpoint (`d-…`) names its Region, and only that Region's
 * list says whose it is; any other name is looked for in all of them. Not having looked is not absence.
 */
export function withOriginDomains(distribution: Distribution, customDomains: CustomDomains): Distribution {
  const origins = distribution.settings.origins.map((origin) => {
    const customDomain = customDomainOf(origin.domainName, customDomains);
    return customDomain === undefined ? origin : { ...origin, customDomain };
  });
  return { ...distribution, settings: { ...distribution.settings, origins } };
}

function customDomainOf(name: DomainName, byRegion: CustomDomains): Observed<CustomDomain> | undefined {
  const region = endpointRegion(name);
  if (region !== undefined) {
    const listed = byRegion.get(region);
    if (listed?.kind !== 'present') return listed?.kind === 'unreadable' ? listed : undefined;
    const owner = listed.value.find((domain) => regionalEndpoint(domain)?.targetDomainName === name);
    return owner === undefined ? ABSENT : present(owner);
  }
  const lists = [...byRegion.values()];
  const named = lists
    .flatMap((listed) => (listed.kind === 'present' ? listed.value : []))
    .find((domain) => domain.domainName === name && !isPrivate(domain));
  return named === undefined ? (lists.find((listed) => listed.kind === 'unreadable') ?? ABSENT) : present(named);
}
