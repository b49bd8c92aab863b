import type { Method } from '@aws-sdk/client-api-gateway';
import type { Route } from '@aws-sdk/client-apigatewayv2';
import type { ApiRecord, RestApiRecord } from '../../apigatewayv2/state.ts';
import { fitOf } from './path-pattern.ts';

/** The route of an HTTP API: the closest path, there the method itself before ANY; `$default` when nothing else fits. */
export function findHttpRoute({ routes }: ApiRecord, method: string, path: string): Route | undefined {
  const candidates = [...routes.values()].flatMap((route) => {
    const [wanted = '', pattern] = (route.RouteKey ?? '').split(' ');
    const fit = pattern === undefined ? undefined : fitOf(pattern, path);
    const isWanted = wanted === method || wanted === 'ANY';
    return fit !== undefined && isWanted ? [{ route, rank: `${fit}${wanted === 'ANY' ? 1 : 0}` }] : [];
  });
  return closest(candidates)?.route ?? [...routes.values()].find(({ RouteKey }) => RouteKey === '$default');
}

/** The method of a REST API: the closest resource that has methods, there the method itself before ANY. */
export function findRestMethod({ resources }: RestApiRecord, method: string, path: string): Method | undefined {
  const candidates = [...resources.values()].flatMap((resource) => {
    const rank = resource.resourceMethods === undefined ? undefined : fitOf(resource.path ?? '', path);
    return rank === undefined ? [] : [{ methods: resource.resourceMethods ?? {}, rank }];
  });
  const methods = closest(candidates)?.methods;
  return methods?.[method] ?? methods?.ANY;
}

/**
 * AWS deploys no REST API without methods, so one that has a stage and no methods stands for an API whose methods nobody has described:
 * it answers everything.
 */
export function isUndescribed({ resources }: RestApiRecord): boolean {
  return [...resources.values()].every(({ resourceMethods }) => resourceMethods === undefined);
}

function closest<Candidate extends { readonly rank: string }>(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.toSorted((one, other) => (one.rank < other.rank ? -1 : 1))[0];
}
