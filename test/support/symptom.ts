/** How symptoms are written down: what is wrong, what a client asks and gets, which rule explains it, and what it gets afterwards. */
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import type { ApiEstate } from '../../simulator/estates/estate.ts';
import type { RequestOptions } from './data-plane-client.ts';
import {
  ALIAS_TO_DISTRIBUTION,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  type EstateChanges,
} from './estates.ts';

export const ORDERS = `https://${DOMAIN}/orders`;
export const PLAIN_ORDERS = `http://${DOMAIN}/orders`;

/** AWS's managed policies. */
export const HOST_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';
export const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

export type Asked = readonly [url: string, options?: RequestOptions];
/** What a matcher accepts: parts of a response, or the `code` of a connection that failed. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Symptom {
  readonly title: string;
  readonly estate: EstateChanges;
  /** How long it has been so already. @default as long as a deployment takes */
  readonly startsAfterDays?: number;
  readonly asks: Asked | (() => Promise<Asked>);
  readonly gets: Answer;
  readonly rule: RuleId;
  /** The words of `explain`. */
  readonly sees: string;
  /** What the owner wants, beside the usual. */
  readonly edge?: Partial<DesiredEdge>;
  readonly served: Answer;
}

/** Callers use a distribution that somebody made, with these mistakes in it. */
export function fronted(
  behavior: object,
  changes: { readonly origin?: object; readonly config?: object; readonly api?: Partial<ApiEstate> } = {},
): EstateChanges {
  const { origin = {}, config = {}, api = {} } = changes;
  const edge = distributionOf({
    DefaultCacheBehavior: { ...API_BEHAVIOR, ...behavior },
    Origins: { Quantity: 1, Items: [{ ...API_ORIGIN, ...origin }] },
    ...config,
  });
  return { api, distributions: { edge }, records: ALIAS_TO_DISTRIBUTION };
}

export function originSpeaking(protocol: object): object {
  return { CustomOriginConfig: { ...API_ORIGIN.CustomOriginConfig, ...protocol } };
}

/** Settings as they were before there were policies; `headers` is the list that somebody wrote. */
export function legacy(...headers: readonly string[]): object {
  const forwarded = { QueryString: true, Cookies: { Forward: 'all' } };
  return {
    CachePolicyId: undefined,
    OriginRequestPolicyId: undefined,
    ForwardedValues: { ...forwarded, Headers: { Quantity: headers.length, Items: headers } },
    MinTTL: 0,
    DefaultTTL: 0,
    MaxTTL: 0,
  };
}

/** One method of a REST API, at /orders. */
export function rest(method: object): Partial<ApiEstate> {
  return { protocol: 'REST', routes: undefined, resources: { '/orders': { ANY: method } } };
}
