import type { Operation } from './operation.ts';
import { httpTraitOf } from './operation-shape.ts';
import type { WireRequest } from './wire-codec.ts';

export interface RouteMatch {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly path: RegExp;
  readonly labelNames: readonly string[];
  readonly fixedQuery: readonly (readonly [string, string])[];
}

export type RestRouter = (request: WireRequest) => RouteMatch | undefined;

/**
 * Finds the operation of a REST request by method, path template and the query that belongs to the template
 * (`/2020-05-31/tagging?Operation=Tag`). More fixed query parameters win, then fewer and shorter labels.
 */
export function createRestRouter(operations: readonly Operation[]): RestRouter {
  const routes = operations.map(toRoute).sort(moreSpecificFirst);

  return (request) => {
    for (const route of routes) {
      const labels = matchRoute(route, request);
      if (labels) return { operation: route.operation, labels };
    }
    return undefined;
  };
}

function toRoute(operation: Operation): Route {
  const [method, template] = httpTraitOf(operation);
  const [path = '', query = ''] = template.split('?');
  const labelNames = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = '']) => name);
  return {
    operation,
    method,
    path: new RegExp(
      `^${path
        .split(/(\{[^}]+\})/)
        .map(toPattern)
        .join('')}/?$`,
    ),
    labelNames,
    fixedQuery: [...new URLSearchParams(query)],
  };
}

function toPattern(part: string): string {
  if (/^\{.+\+\}$/.test(part)) return '(.+)';
  if (/^\{.+\}$/.test(part)) return '([^/]+)';
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function moreSpecificFirst(one: Route, other: Route): number {
  return other.fixedQuery.length - one.fixedQuery.length || one.labelNames.length - other.labelNames.length;
}

function matchRoute(route: Route, request: WireRequest): Record<string, string> | undefined {
  if (route.method !== request.method || !hasFixedQuery(route, request.query)) return undefined;
  const match = route.path.exec(request.path);
  return match
    ? Object.fromEntries(route.labelNames.map((name, index) => [name, decode(match[index + 1] ?? '')]))
    : undefined;
}

function hasFixedQuery(route: Route, query: URLSearchParams): boolean {
  return route.fixedQuery.every(([name, value]) => query.get(name) === value);
}

function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}
