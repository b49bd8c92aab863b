import {
  type ApiGatewayState,
  type ApiRecord,
  apiGatewayState,
  type DomainNameRecord,
  type RestApiRecord,
} from '../../apigatewayv2/state.ts';
import type { World } from '../../core/world.ts';

/** A custom domain name that a Region serves, with the API Gateway of its account. */
export interface ServedDomain {
  readonly account: string;
  readonly gateway: ApiGatewayState;
  readonly record: DomainNameRecord;
}

export type AnyApi =
  | { readonly kind: 'REST'; readonly id: string; readonly record: RestApiRecord }
  | { readonly kind: 'HTTP' | 'WEBSOCKET'; readonly id: string; readonly record: ApiRecord };

/** The domain name itself, or the wildcard one above it, among the REGIONAL ones of all accounts. */
export function findDomain(name: string, region: string, world: World): ServedDomain | undefined {
  return domainOf(name, region, world) ?? domainOf(name.replace(/^[^.]+/, '*'), region, world);
}

/** The API of a default endpoint, by the id in its host name. */
export function findApi(id: string, gateways: readonly ApiGatewayState[]): AnyApi | undefined {
  for (const { apis, restApis } of gateways) {
    const rest = restApis.get(id);
    if (rest !== undefined) return { kind: 'REST', id, record: rest };
    const record = apis.get(id);
    if (record !== undefined)
      return { kind: record.api.ProtocolType === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP', id, record };
  }
  return undefined;
}

export function gatewaysOf(region: string, world: World): ApiGatewayState[] {
  return world
    .states(apiGatewayState)
    .filter((each) => each.region === region)
    .map(({ state }) => state);
}

export function regionalEndpointOf({ record }: ServedDomain) {
  return record.domainName.DomainNameConfigurations?.find(({ EndpointType }) => EndpointType === 'REGIONAL');
}

function domainOf(name: string, region: string, world: World): ServedDomain | undefined {
  for (const { account, region: where, state: gateway } of world.states(apiGatewayState)) {
    const record = where === region ? gateway.domainNames.get(name) : undefined;
    if (record === undefined) continue;
    const domain = { account, gateway, record };
    return regionalEndpointOf(domain) === undefined ? undefined : domain;
  }
  return undefined;
}
