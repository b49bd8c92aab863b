/** What a policy lets through: a closed list, everything, or everything but a list. Header names lower-case. */
export type HeaderSelection =
  | { readonly kind: 'none' }
  | { readonly kind: 'only'; readonly names: readonly string[] }
  | { readonly kind: 'all' }
  | { readonly kind: 'all-except'; readonly names: readonly string[] };

/** Query strings or cookies that a policy lets through. */
export type ValueSelection = 'none' | 'all' | 'some';

export interface OriginRequestPolicy {
  readonly id: string;
  readonly name: string;
  readonly headers: HeaderSelection;
  readonly cookies: ValueSelection;
  readonly queryStrings: ValueSelection;
}

export interface CachePolicy {
  readonly id: string;
  readonly name: string;
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly headers: HeaderSelection;
  readonly cookies: ValueSelection;
  readonly queryStrings: ValueSelection;
}

export interface StrictTransportSecurity {
  readonly maxAgeSeconds: number;
  readonly includeSubdomains: boolean;
  readonly preload: boolean;
}

export interface ResponseHeadersPolicy {
  readonly id: string;
  readonly name: string;
  readonly strictTransportSecurity: StrictTransportSecurity | undefined;
}

/** The policies of an account that its edges refer to, custom ones and the managed ones that are known here. */
export interface HeaderPolicies {
  readonly cachePolicies: readonly CachePolicy[];
  readonly originRequestPolicies: readonly OriginRequestPolicy[];
  readonly responseHeadersPolicies: readonly ResponseHeadersPolicy[];
}

/** What an edge's new custom policy contains. The name is derived from the content, so that equal content is shared. */
export type NewPolicy =
  | { readonly kind: 'origin-request'; readonly name: string; readonly headers: readonly string[] }
  | {
      readonly kind: 'response-headers';
      readonly name: string;
      readonly strictTransportSecurity: StrictTransportSecurity;
    };

export function selects(selection: HeaderSelection, header: string): boolean {
  const name = header.toLowerCase();
  if (selection.kind === 'none') return false;
  if (selection.kind === 'all') return true;
  return selection.names.includes(name) === (selection.kind === 'only');
}
