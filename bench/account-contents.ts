import { acmState } from '../simulator/acm/state.ts';
import { apiGatewayState } from '../simulator/apigatewayv2/state.ts';
import { cloudFront } from '../simulator/cloudfront/state.ts';
import { resourceTags } from '../simulator/core/resource-tags.ts';
import type { World } from '../simulator/core/world.ts';
import { route53Account, type Zone } from '../simulator/route53/state.ts';

/** How much there is of everything that a look reads. */
export interface AccountContents {
  readonly distributions: number;
  /** Those that have tags, or had. */
  readonly taggedDistributions: number;
  /** Public and private. */
  readonly hostedZones: number;
  /** Public zones with the API domains that belong into them. */
  readonly zones: readonly { readonly records: number; readonly domains: number }[];
  readonly customPolicies: { readonly cache: number; readonly originRequest: number; readonly responseHeaders: number };
  /** In us-east-1. */
  readonly certificates: number;
  readonly regions: readonly RegionContents[];
}

export interface RegionContents {
  /** Mappings of each public domain. */
  readonly mappingsOfDomains: readonly number[];
  /** Domains that only VPC endpoints reach; they are listed, and nothing more is asked about them. */
  readonly privateDomains: number;
  /** HTTP and WebSocket APIs, mapped or not. */
  readonly apis: number;
  /** HTTP and WebSocket APIs that a domain is mapped to, each once. */
  readonly mappedApis: readonly MappedApiContents[];
  /** REST APIs that a public domain is mapped to, each once. */
  readonly mappedRestApis: readonly MappedRestApiContents[];
}

export interface MappedApiContents {
  readonly routes: number;
  readonly authorizers: number;
  readonly authorizersInUse: number;
}

/** Counted in the simulator's own state, not through its API and not with the product's code. */
export function countContents(world: World, account: string, regions: readonly string[]): AccountContents {
  const { distributions, cachePolicies, originRequestPolicies, responseHeadersPolicies } = world.state(
    cloudFront,
    account,
  );
  const zones = [...world.state(route53Account, account).zones.values()];
  const publicZones = zones.filter((zone) => !zone.privateZone);
  const names = regions.flatMap((region) => [...world.state(apiGatewayState, account, region).domainNames.keys()]);
  const arns = [...world.state(resourceTags, account).keys()];
  return {
    distributions: distributions.size,
    taggedDistributions: arns.filter((arn) => arn.includes(':distribution/')).length,
    hostedZones: zones.length,
    zones: publicZones.map((zone) => ({
      records: [...zone.records.values()].flat().length,
      domains: names.filter((name) => zoneOf(name, publicZones) === zone).length,
    })),
    customPolicies: {
      cache: countCustom(cachePolicies),
      originRequest: countCustom(originRequestPolicies),
      responseHeaders: countCustom(responseHeadersPolicies),
    },
    certificates: world.state(acmState, account, 'us-east-1').certificates.size,
    regions: regions.map((region) => countRegion(world, account, region)),
  };
}

export interface MappedRestApiContents {
  readonly resources: number;
  readonly authorizers: number;
  readonly authorizersInUse: number;
}

function zoneOf(name: string, zones: readonly Zone[]): Zone | undefined {
  return zones
    .filter((zone) => `.${name}.`.endsWith(`.${zone.name}`))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
}

function countCustom(policies: ReadonlyMap<string, { readonly type: string }>): number {
  return [...policies.values()].filter(({ type }) => type === 'custom').length;
}

function countRegion(world: World, account: string, region: string): RegionContents {
  const { domainNames, privateDomainNames, apis, restApis } = world.state(apiGatewayState, account, region);
  const mappings = [...domainNames.values()].map((domain) => [...domain.mappings.values()]);
  const mapped = new Set(mappings.flat().map(({ ApiId }) => ApiId));
  return {
    mappingsOfDomains: mappings.map((each) => each.length),
    privateDomains: privateDomainNames.size,
    apis: apis.size,
    mappedApis: [...apis.values()]
      .filter(({ api }) => mapped.has(api.ApiId))
      .map(({ routes, authorizers }) => ({
        routes: routes.size,
        authorizers: authorizers.size,
        authorizersInUse: new Set([...routes.values()].flatMap(({ AuthorizerId }) => AuthorizerId ?? [])).size,
      })),
    mappedRestApis: [...restApis.values()]
      .filter(({ restApiId }) => mapped.has(restApiId))
      .map(({ resources, authorizers }) => ({
        resources: resources.size,
        authorizers: authorizers.size,
        authorizersInUse: new Set(
          [...resources.values()].flatMap(({ resourceMethods = {} }) =>
            Object.values(resourceMethods).flatMap(({ authorizerId }) => authorizerId ?? []),
          ),
        ).size,
      })),
  };
}
