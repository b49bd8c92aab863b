import type { RoutingRule, RoutingRuleCondition } from '@aws-sdk/client-apigatewayv2';
import type { World } from '../../core/world.ts';
import { forbidden, type GatewayAnswer, refused } from './gateway-answer.ts';
import { type GatewayRequest, headerOf } from './gateway-request.ts';
import { type AnyApi, findApi, findDomain, gatewaysOf, type ServedDomain } from './served-domain.ts';

/** Where a request leads: a stage of an API, and the path as the API sees it. */
export interface ReachedStage {
  readonly api: AnyApi;
  readonly stage: string;
  readonly path: string;
}

export type StageFound =
  | { readonly kind: 'stage'; readonly reached: ReachedStage }
  | { readonly kind: 'refused'; readonly answer: GatewayAnswer };

/** Routing is by the Host header; the server name matters to mutual TLS and to strict domain names only. */
export function findStage(request: GatewayRequest, world: World): StageFound {
  const domain = findDomain(request.host, request.region, world);
  if (domain !== undefined) return throughDomain(request, domain);
  const [, id = ''] = /^([a-z0-9]+)\.execute-api\./.exec(request.host) ?? [];
  const isOfRegion = request.host === `${id}.execute-api.${request.region}.amazonaws.com`;
  const api = isOfRegion ? findApi(id, gatewaysOf(request.region, world)) : undefined;
  return api === undefined ? refuse(forbidden) : throughDefaultEndpoint(request, api);
}

function throughDomain(request: GatewayRequest, domain: ServedDomain): StageFound {
  if (!mayEnter(request, domain)) return refuse(forbidden);
  const target = routed(request, domain) ?? mapped(request, domain);
  const api = target && findApi(target.apiId, [domain.gateway]);
  if (target === undefined || api === undefined || !api.record.stages.has(target.stage)) return refuse(forbidden);
  return { kind: 'stage', reached: { api, stage: target.stage, path: target.path } };
}

function mayEnter(request: GatewayRequest, { record }: ServedDomain): boolean {
  const cameByName = request.serverName === request.host;
  if (record.domainName.MutualTlsAuthentication !== undefined) return cameByName && request.hasTrustedClient;
  return record.enhancedSecurity?.accessMode !== 'STRICT' || cameByName;
}

interface Target {
  readonly apiId: string;
  readonly stage: string;
  readonly path: string;
}

/** The longest mapping key whose segments the path begins with. */
function mapped({ path }: GatewayRequest, { record }: ServedDomain): Target | undefined {
  if (record.domainName.RoutingMode === 'ROUTING_RULE_ONLY') return undefined;
  const [mapping] = [...record.mappings.values()]
    .filter(({ ApiMappingKey = '' }) => beginsWith(path, ApiMappingKey))
    .sort((one, other) => (other.ApiMappingKey ?? '').length - (one.ApiMappingKey ?? '').length);
  return mapping && toTarget(mapping.ApiId, mapping.Stage, withoutBase(path, mapping.ApiMappingKey ?? ''));
}

/** The first rule, by priority, whose conditions all hold. */
function routed(request: GatewayRequest, { record }: ServedDomain): Target | undefined {
  const { RoutingMode = 'API_MAPPING_ONLY' } = record.domainName;
  if (RoutingMode === 'API_MAPPING_ONLY') return undefined;
  const rule = [...record.routingRules.values()]
    .sort((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0))
    .find(({ Conditions = [] }) => Conditions.every((condition) => holds(condition, request)));
  return rule && targetOf(rule, request);
}

function targetOf({ Actions = [], Conditions = [] }: RoutingRule, { path }: GatewayRequest): Target {
  const { ApiId, Stage, StripBasePath } = Actions[0]?.InvokeApi ?? {};
  const basePaths = Conditions.flatMap(({ MatchBasePaths }) => MatchBasePaths?.AnyOf ?? []);
  const basePath = basePaths.find((each) => beginsWith(path, each)) ?? '';
  return toTarget(ApiId, Stage, StripBasePath === true ? withoutBase(path, basePath) : path);
}

function holds({ MatchBasePaths, MatchHeaders }: RoutingRuleCondition, request: GatewayRequest): boolean {
  const onBasePaths = MatchBasePaths?.AnyOf?.some((each) => beginsWith(request.path, each)) ?? true;
  const onHeaders = MatchHeaders?.AnyOf?.some(({ Header = '', ValueGlob = '' }) =>
    matchesGlob(headerOf(request, Header), ValueGlob),
  );
  return onBasePaths && (onHeaders ?? true);
}

/** `*` at an end stands for anything there, also for nothing. */
function matchesGlob(value: string | undefined, glob: string): boolean {
  const pattern = glob.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return value !== undefined && new RegExp(`^${pattern}$`).test(value);
}

/** A stage of that name in the path comes first, then the `$default` stage of an HTTP API. */
function throughDefaultEndpoint({ path }: GatewayRequest, api: AnyApi): StageFound {
  if (isClosed(api)) return refuse(api.kind === 'HTTP' ? refused(404, 'Not Found') : forbidden);
  const [, stage = ''] = path.split('/');
  if (api.record.stages.has(stage)) return { kind: 'stage', reached: { api, stage, path: withoutBase(path, stage) } };
  if (api.kind !== 'HTTP') return refuse(forbidden);
  if (!api.record.stages.has('$default')) return refuse(refused(404, 'Not Found'));
  return { kind: 'stage', reached: { api, stage: '$default', path } };
}

function isClosed(api: AnyApi): boolean {
  if (api.kind !== 'REST') return api.record.api.DisableExecuteApiEndpoint === true;
  const { disableExecuteApiEndpoint, endpointConfiguration } = api.record.api;
  return disableExecuteApiEndpoint === true || endpointConfiguration?.types?.includes('PRIVATE') === true;
}

function toTarget(apiId: string | undefined, stage: string | undefined, path: string): Target {
  return { apiId: apiId ?? '', stage: stage ?? '', path };
}

function beginsWith(path: string, base: string): boolean {
  return base === '' || path === `/${base}` || path.startsWith(`/${base}/`);
}

function withoutBase(path: string, base: string): string {
  return base === '' ? path : path.slice(base.length + 1) || '/';
}

function refuse(answer: GatewayAnswer): StageFound {
  return { kind: 'refused', answer };
}
