/**
 * EDGE-12, reported and never changed, because only the owner knows which of two places is the wrong one:
 *
 *   place                                   | drift when
 *   origin path of a regional endpoint      | it is not empty: mappings are looked up below the domain, not below a stage
 *   origin path of an API's own endpoint    | it begins with no stage of that API
 *   path pattern to a regional endpoint     | no route below any mapping can have such a path
 *   path pattern to an API's own endpoint   | no route below its stages can, where the API is one that the domain leads to
 *   any behavior                            | an earlier pattern takes every path that this one would
 *
 * Routes are those configured now, deployed or not; a mapping below another mapping is not subtracted. Both err towards silence.
 */
import { type ApiDomain, defaultEndpointOf, type MappedApi } from '../../model/api-domain.ts';
import {
  type BehaviorAt,
  behaviorsOf,
  type Distribution,
  isApiOrigin,
  type OrderedCacheBehavior,
  type Origin,
} from '../../model/distribution.ts';
import { describeFailure } from '../../model/failure.ts';
import type { ObservedEdge } from '../../model/observed-edge.ts';
import type { Verdict } from '../../model/plan.ts';
import { verdict } from '../part-plan.ts';
import { covers, intersects, literal, type PathShape, pathPattern, routePaths } from './path-pattern.ts';

export interface ReachabilityInputs {
  readonly domain: ApiDomain;
  /** The domain's own regional endpoint. */
  readonly endpointName: string;
  readonly distribution: Distribution;
  readonly apiStages: ObservedEdge['apiStages'];
}

export function reachability(inputs: ReachabilityInputs): readonly Verdict[] {
  return [...originPaths(inputs), ...pathPatterns(inputs)];
}

function originPaths(inputs: ReachabilityInputs): readonly Verdict[] {
  const { settings } = inputs.distribution;
  const used = new Set(behaviorsOf(settings).map(({ behavior }) => behavior.targetOriginId));
  return settings.origins
    .filter((origin) => isApiOrigin(origin) && used.has(origin.id))
    .flatMap((origin) =>
      defaultEndpointOf(origin.domainName) === undefined
        ? pathOfRegionalEndpoint(inputs, origin)
        : pathOfDefaultEndpoint(inputs, origin),
    );
}

function pathOfRegionalEndpoint({ domain }: ReachabilityInputs, origin: Origin): readonly Verdict[] {
  if (!origin.domainName.startsWith('d-')) return [];
  if (origin.path === '') return [passes(subjectOf(origin), origin.path)];
  const key = origin.path.slice(1);
  const mapped = apisOf(domain).some(({ mappingKey }) => mappingKey === key);
  const consequence = mapped
    ? `every request goes to mapping ${key}, no other one is reached, and signatures made for the viewer's path fail with 403`
    : `/orders arrives as ${origin.path}/orders, which is answered with ${symptomOf(apisOf(domain))} unless a route begins so`;
  return [
    drifts(subjectOf(origin), origin.path, `${origin.path} goes before every path: ${consequence}; leave it empty`),
  ];
}

function pathOfDefaultEndpoint(inputs: ReachabilityInputs, origin: Origin): readonly Verdict[] {
  const subject = subjectOf(origin);
  const apiId = defaultEndpointOf(origin.domainName)?.apiId ?? '';
  const stages = inputs.apiStages[origin.domainName];
  if (stages?.kind === 'unreadable') return [cannotTell(subject, describeFailure(stages.failure))];
  if (stages?.kind !== 'present')
    return [cannotTell(subject, `API ${apiId} is none of this account, so its stages are not known here`)];

  const api = apisOf(inputs.domain).find((one) => one.apiId === apiId);
  if (api?.defaultEndpoint === 'disabled') {
    const detail = `the default endpoint of API ${apiId} is disabled: every request is answered with 403 {"message":"Forbidden"}; use the regional endpoint ${inputs.endpointName} as origin, with Host forwarded`;
    return [drifts(subject, origin.path, detail)];
  }
  if (reachesStage(inputs.distribution, origin, stages.value)) return [passes(subject, origin.path)];
  const found = origin.path === '' ? 'is empty' : `${origin.path} is no stage`;
  const names = stages.value.length === 0 ? 'none' : [...stages.value].sort().join(', ');
  return [
    drifts(
      subject,
      origin.path,
      `${found}; API ${apiId} has these stages: ${names}; every request without one is answered with ${withoutStage(api === undefined ? [] : [api])}; name the stage as origin path`,
    ),
  ];
}

/** `$default` needs no path. Without an origin path, callers may name the stage themselves where every pattern to this origin begins with one. */
function reachesStage(distribution: Distribution, origin: Origin, stages: readonly string[]): boolean {
  if (stages.includes('$default') || stages.includes(origin.path.split('/')[1] ?? '')) return true;
  if (origin.path !== '') return false;
  const { cacheBehaviors, defaultCacheBehavior } = distribution.settings;
  if (defaultCacheBehavior.targetOriginId === origin.id) return false;
  return cacheBehaviors
    .filter((behavior) => behavior.targetOriginId === origin.id)
    .every(({ pathPattern: pattern }) =>
      stages.some((stage) =>
        [`/${stage}`, `/${stage}/*`].some((below) => covers(pathPattern(below), pathPattern(pattern))),
      ),
    );
}

function pathPatterns(inputs: ReachabilityInputs): readonly Verdict[] {
  const { cacheBehaviors, defaultCacheBehavior } = inputs.distribution.settings;
  if (cacheBehaviors.length === 0) return [];
  const all = behaviorsOf(inputs.distribution.settings);
  const patterns = [...cacheBehaviors, { ...defaultCacheBehavior, pathPattern: '*' }];
  return patterns.flatMap((behavior, index) => {
    const at = all[index];
    return at === undefined ? [] : judgePattern(inputs, at, behavior, cacheBehaviors.slice(0, index));
  });
}

/** Judged where the API is concerned: it would be reached by this behavior, or is reached instead of what this behavior leads to. */
function judgePattern(
  inputs: ReachabilityInputs,
  { path }: BehaviorAt,
  behavior: OrderedCacheBehavior,
  earlier: readonly OrderedCacheBehavior[],
): readonly Verdict[] {
  const { pathPattern: pattern } = behavior;
  const subject = `${path}.PathPattern`;
  const cover = earlier.find((one) => covers(pathPattern(one.pathPattern), pathPattern(pattern)));
  const concerned = [behavior, ...(cover === undefined ? [] : [cover])];
  if (!concerned.some((one) => leadsToApi(inputs.distribution, one))) return [];
  if (cover !== undefined) {
    const detail = `is never used: CacheBehaviors[${cover.pathPattern}] comes first and takes every path of ${pattern}; its requests go to origin ${cover.targetOriginId} with that behavior's settings; move it before ${cover.pathPattern} or remove it`;
    return [drifts(subject, pattern, detail)];
  }
  const ways = waysBehind(inputs, behavior);
  if (ways === undefined || ways.some((way) => intersects(way, sent(inputs.distribution, behavior))))
    return [passes(subject, pattern)];
  const detail = `no route that the API has can match ${pattern}: its requests are answered with ${symptomOf(apisOf(inputs.domain))}; CloudFront keeps the whole path, so write the pattern as callers write the path, mapping included`;
  return [drifts(subject, pattern, detail)];
}

/** The paths that the API answers behind a behavior's origin; undefined where they are not known or there are none at all. */
function waysBehind(
  { domain, endpointName, distribution, apiStages }: ReachabilityInputs,
  behavior: OrderedCacheBehavior,
) {
  const origin = originOf(distribution, behavior);
  const endpoint = origin === undefined ? undefined : defaultEndpointOf(origin.domainName);
  const ways =
    endpoint === undefined
      ? origin?.domainName === endpointName
        ? apisOf(domain).flatMap((api) => below(api.mappingKey, api))
        : []
      : waysOfDefaultEndpoint(domain, endpoint.apiId, apiStages[origin?.domainName ?? '']);
  return ways.length === 0 ? undefined : ways;
}

function waysOfDefaultEndpoint(
  domain: ApiDomain,
  apiId: string,
  stages: ReachabilityInputs['apiStages'][string] | undefined,
): readonly PathShape[] {
  const api = apisOf(domain).find((one) => one.apiId === apiId);
  if (api === undefined || stages?.kind !== 'present') return [];
  return stages.value.flatMap((stage) => below(stage === '$default' ? '' : stage, api));
}

/** An API's routes below a mapping or a stage; its root answers with and without the slash. */
function below(prefix: string, { routes }: MappedApi): readonly PathShape[] {
  if (prefix === '') return routes.flatMap(routePaths);
  const root = routes.some((route) => route === '/' || route === '/{proxy*}') ? [literal(`/${prefix}`)] : [];
  return [...root, ...routes.flatMap((route) => routePaths(route).map((way) => [...literal(`/${prefix}`), ...way]))];
}

/** What arrives at the origin: the origin path and, behind it, the whole path of the viewer. */
function sent(distribution: Distribution, behavior: OrderedCacheBehavior): PathShape {
  const prefix = originOf(distribution, behavior)?.path ?? '';
  return [...literal(prefix), ...pathPattern(behavior.pathPattern)];
}

function apisOf({ apis }: ApiDomain): readonly MappedApi[] {
  return apis.kind === 'present' ? apis.value : [];
}

/** What API Gateway answers where no route matches, by the kind of API. */
function symptomOf(apis: readonly MappedApi[]): string {
  const rest = '403 {"message":"Missing Authentication Token"}';
  const http = '404 {"message":"Not Found"}';
  const kinds = new Set(apis.map(({ protocol }) => (protocol === 'REST' ? 'rest' : 'http')));
  if (kinds.size !== 1) return `${rest} (REST API) or ${http} (HTTP API)`;
  return kinds.has('rest') ? rest : http;
}

/** A REST API does not say that a token is missing where there is no stage: it refuses. */
function withoutStage(apis: readonly MappedApi[]): string {
  return symptomOf(apis).replace('Missing Authentication Token', 'Forbidden');
}

function leadsToApi(distribution: Distribution, behavior: OrderedCacheBehavior): boolean {
  const origin = originOf(distribution, behavior);
  return origin !== undefined && isApiOrigin(origin);
}

function originOf({ settings }: Distribution, { targetOriginId }: OrderedCacheBehavior): Origin | undefined {
  return settings.origins.find((origin) => origin.id === targetOriginId);
}

function subjectOf({ id }: Origin): string {
  return `Origins[${id}].OriginPath`;
}

function passes(subject: string, before: string): Verdict {
  return verdict('EDGE-12', 'pass', subject, { before, after: before });
}

function drifts(subject: string, before: string, detail: string): Verdict {
  return verdict('EDGE-12', 'drift', subject, { before, detail });
}

function cannotTell(subject: string, detail: string): Verdict {
  return verdict('EDGE-12', 'not-checked', subject, { detail });
}
