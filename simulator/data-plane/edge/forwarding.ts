/** What of a viewer's request a cache behavior sends to the origin, and what of it distinguishes cached objects. All header names are lower case. */
export interface Forwarding {
  /** Of the headers that a behavior has a say in. */
  readonly forwardsHeader: (name: string) => boolean;
  /** Headers whose values distinguish cached objects. */
  readonly keyHeaders: readonly string[];
  /** `CloudFront-*` headers that are added. */
  readonly addedHeaders: readonly string[];
  readonly forwardsCookie: (name: string) => boolean;
  readonly keysCookie: (name: string) => boolean;
  /** Whether cookies that the origin sets reach the viewer. */
  readonly passesSetCookie: boolean;
  readonly forwardsQuery: (name: string) => boolean;
  readonly keysQuery: (name: string) => boolean;
  /** The encodings that `Accept-Encoding` is reduced to; undefined where the header is like any other. */
  readonly encodings: readonly string[] | undefined;
  readonly caching: Caching;
}

/** Seconds. */
export interface Caching {
  readonly storesObjects: boolean;
  readonly storesErrors: boolean;
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
}

export type Choice = (name: string) => boolean;

export const everything: Choice = () => true;
export const nothing: Choice = () => false;

/** The choice that a policy's behavior word makes out of a list of names. */
export function choiceOf(behavior: string | undefined, names: readonly string[] | undefined, fold = false): Choice {
  const spell = (name: string) => (fold ? name.toLowerCase() : name);
  const listed = new Set((names ?? []).map(spell));
  const isListed: Choice = (name) => listed.has(spell(name));
  if (behavior === 'all' || behavior === 'allViewer' || behavior === 'allViewerAndWhitelistCloudFront') {
    return everything;
  }
  if (behavior === 'allExcept') return (name) => !isListed(name);
  return behavior === 'whitelist' ? isListed : nothing;
}

export function either(one: Choice, other: Choice): Choice {
  return (name) => one(name) || other(name);
}
