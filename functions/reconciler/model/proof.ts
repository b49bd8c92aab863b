/**
 * Proof: the record of real requests that were made to an edge, on its real name, before callers are sent there (or after a change). It is about one
 * distribution as it was under one ETag; under another it says nothing.
 */
import type { ViewerProtocolPolicy } from './edge.ts';
import type { DomainName } from './names.ts';
import type { RuleId } from './rules.ts';

/** What is tried, and which rule a failure points to. docs/proof.md prints this table; a test compares them. */
export const CHECKS = {
  certificate: { rule: 'EDGE-02', sentence: 'the certificate is valid for the name, up to a known authority' },
  'http-get': { rule: 'EDGE-01', sentence: 'GET over HTTP is redirected to the same path and query over HTTPS' },
  'http-head': { rule: 'EDGE-01', sentence: 'HEAD over HTTP is redirected like GET' },
  'http-post': { rule: 'EDGE-01', sentence: 'POST over HTTP is redirected with 307, so that it stays a POST' },
  answer: { rule: 'EDGE-07', sentence: 'GET over HTTPS is answered as the API answers directly' },
  head: { rule: 'EDGE-10', sentence: 'HEAD over HTTPS is answered as the API answers directly' },
  authorization: {
    rule: 'EDGE-08',
    sentence: 'a request with Authorization is answered as the API answers it directly',
  },
  headers: {
    rule: 'EDGE-08',
    sentence: 'a request with every allowlisted header is answered as the API answers it directly',
  },
  'query-and-cookies': {
    rule: 'EDGE-09',
    sentence: 'a request with query strings and cookies is answered as the API answers it directly',
  },
  preflight: { rule: 'EDGE-08', sentence: 'a CORS preflight is answered as the API answers it directly' },
  'not-cached': { rule: 'EDGE-11', sentence: 'nothing is served from a cache' },
  hsts: { rule: 'EDGE-13', sentence: 'Strict-Transport-Security is what the owner chose' },
} as const satisfies Readonly<Record<string, { readonly rule: RuleId; readonly sentence: string }>>;

export type CheckId = keyof typeof CHECKS;
export const CHECK_IDS = Object.keys(CHECKS) as readonly CheckId[];

/** Rules whose checks tell of nothing but the rule's own setting. */
const SETTINGS: readonly RuleId[] = ['EDGE-01', 'EDGE-11', 'EDGE-13'];

/** The others say that callers are answered as before: no rule's mode makes that unimportant, only its owner's own word. */
export function isSettingOnly(check: CheckId): boolean {
  return SETTINGS.includes(CHECKS[check].rule);
}

/** A path without a query, in characters that a tag can hold; undefined for anything else. */
export function parseProbePath(text: string): string | undefined {
  return /^\/[A-Za-z0-9+\-=._:/@]{0,254}$/.test(text) ? text : undefined;
}

/** What has to be proven of an edge; everything the requests need. */
export interface ProofSubject {
  readonly domainName: DomainName;
  readonly distributionId: string;
  readonly etag: string;
  /** `d….cloudfront.net`. */
  readonly edgeDomainName: DomainName;
  /** `d-….execute-api.…`: where the API answers directly for the same name. */
  readonly apiDomainName: DomainName;
  /** Path that the requests ask for. */
  readonly path: string;
  /** Headers that have to reach the API, beside those that every request has. */
  readonly headers: readonly string[];
  readonly viewerProtocolPolicy: ViewerProtocolPolicy;
  /** Value that the edge writes; undefined: not judged. */
  readonly strictTransportSecurity: string | undefined;
  /** What the owner accepts, or whose rules are not enforced: it is tried and told, and counts for nothing. */
  readonly accepted: readonly CheckId[];
  /** The API may refuse what did not come through the edge. */
  readonly originVerify: 'sent' | 'not-sent';
}

export interface CheckResult {
  readonly check: CheckId;
  /** Address that was asked: `203.0.113.7`. */
  readonly at: string;
  /** `not-shown`: neither way. The API gave no answer that another one could be compared with, or the request was not sent in time. */
  readonly verdict: 'pass' | 'fail' | 'not-shown';
  readonly expected: string;
  readonly received: string;
}

export interface Proof {
  readonly distributionId: string;
  readonly etag: string;
  /** ISO 8601. */
  readonly takenAt: string;
  /** Where it connected to: the distribution's own addresses, or what DNS says of the name. */
  readonly through: 'edge' | 'dns';
  readonly addresses: readonly string[];
  /** Addresses to which there is no way from here: IPv6, mostly. Nothing is known of them. */
  readonly unreached?: readonly string[];
  /** Requests sent, those to the API itself included. */
  readonly requests: number;
  /** Rounds in a row, each over fresh connections, in which every check passed. */
  readonly passes: number;
  /** Of the last round. Where that one passed and too few did in a row, nothing stands against the edge, and nothing is proven. */
  readonly results: readonly CheckResult[];
}

/** What an owner may say about proofs: without one no records move, they move where none can be had, or nothing is tried. */
export const PROOF_POLICIES = ['require', 'if-possible', 'skip'] as const;
export type ProofPolicy = (typeof PROOF_POLICIES)[number];

/** Rounds in a row that count as proven: one could be luck, while edge locations still differ. */
export const PASSES_NEEDED = 2;

export function isProven({ passes }: Proof): boolean {
  return passes >= PASSES_NEEDED;
}

/** What stands against a proof, each check once: a failure at one address before what another did not show. */
export function objectionsTo({ results }: Proof, { accepted }: Pick<ProofSubject, 'accepted'>): readonly CheckResult[] {
  const objections = (['fail', 'not-shown'] as const).flatMap((objecting) =>
    results.filter(({ verdict, check }) => verdict === objecting && !accepted.includes(check)),
  );
  return objections.filter(({ check }, at) => objections.findIndex((one) => one.check === check) === at);
}

/** Where nothing was tried, as the end of a sentence; empty where there is no such address. */
export function describeUnreached({ unreached = [] }: Pick<Proof, 'unreached'>): string {
  return unreached.length === 0
    ? ''
    : `; not tried at ${unreached.join(', ')}, because there is no way to it from here`;
}

/** One line for a person. */
export function describeCheck({ check, at, expected, received }: CheckResult): string {
  return `${check} at ${at}: expected ${expected}, got ${received}`;
}
