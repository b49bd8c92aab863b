import { apiGatewayState } from '../apigatewayv2/state.ts';
import { alternateDomainNames, cloudFront } from '../cloudfront/state.ts';
import type { World } from '../core/world.ts';
import { type Addresses, edgeAddresses, regionalAddresses } from './addresses.ts';
import type { DnsAnswer, QueryType } from './resolver.ts';

/** What AWS's own zones answer; CloudFront and API Gateway give their names 60 seconds. */
const TTL_SECONDS = 60;

/** The answer for a name of AWS's own; undefined for any other. */
export function awsNameAnswer(name: string, type: QueryType, world: World): DnsAnswer | undefined {
  if (name.endsWith('.cloudfront.net')) return distributionAnswer(name, type, world);
  const [, label = '', region = ''] = /^([^.]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(name) ?? [];
  return region === '' ? undefined : endpointAnswer(name, label, region, type, world);
}

function distributionAnswer(name: string, type: QueryType, world: World): DnsAnswer {
  const distribution = world
    .states(cloudFront)
    .flatMap(({ state }) => [...state.distributions.values()])
    .find(({ domainName }) => domainName.toLowerCase() === name);
  if (distribution === undefined)
    return isOwnedByAws(name, world) ? addressAnswer(edgeAddresses, type, false) : NXDOMAIN;
  const { IsIPV6Enabled, HttpVersion = 'http2' } = distribution.deployedConfig ?? distribution.config;
  if (type === 'HTTPS') return httpsAnswer(HttpVersion);
  return addressAnswer(edgeAddresses, type, IsIPV6Enabled ?? false);
}

/** The distribution behind an edge-optimized API Gateway domain name. */
function isOwnedByAws(name: string, world: World): boolean {
  return [...world.state(alternateDomainNames, '*').values()].includes(name);
}

/** CloudFront announces what lies beyond HTTP/1.1 in an HTTPS record. */
function httpsAnswer(httpVersion: string): DnsAnswer {
  const protocols = [...(httpVersion.includes('3') ? ['h3'] : []), ...(httpVersion.includes('2') ? ['h2'] : [])];
  return protocols.length === 0 ? NODATA : found([`1 . alpn="${protocols.join(',')}"`]);
}

function endpointAnswer(name: string, label: string, region: string, type: QueryType, world: World): DnsAnswer {
  const ipAddressType = ipAddressTypeOf(name, label, region, world);
  if (ipAddressType === undefined) return NXDOMAIN;
  return addressAnswer(regionalAddresses(region), type, ipAddressType === 'dualstack');
}

/** Of the domain name behind `d-xxxx`, or of the API with this id; undefined when there is neither. */
function ipAddressTypeOf(name: string, label: string, region: string, world: World): string | undefined {
  for (const { state } of world.states(apiGatewayState).filter((each) => each.region === region)) {
    const endpoint = [...state.domainNames.values()]
      .flatMap(({ domainName }) => domainName.DomainNameConfigurations ?? [])
      .find(({ ApiGatewayDomainName }) => ApiGatewayDomainName === name);
    const restApi = state.restApis.get(label)?.api;
    const holder = endpoint ?? state.apis.get(label)?.api;
    if (holder !== undefined) return holder.IpAddressType ?? 'ipv4';
    if (restApi !== undefined) return restApi.endpointConfiguration?.ipAddressType ?? 'ipv4';
  }
  return undefined;
}

function addressAnswer({ A, AAAA }: Addresses, type: QueryType, hasIpv6: boolean): DnsAnswer {
  if (type === 'A') return found(A);
  return type === 'AAAA' && hasIpv6 ? found(AAAA) : NODATA;
}

function found(values: readonly string[]): DnsAnswer {
  return { code: 'NOERROR', values, ttlSeconds: TTL_SECONDS };
}

const NODATA: DnsAnswer = { code: 'NODATA', values: [], ttlSeconds: TTL_SECONDS };
const NXDOMAIN: DnsAnswer = { code: 'NXDOMAIN', values: [], ttlSeconds: TTL_SECONDS };
