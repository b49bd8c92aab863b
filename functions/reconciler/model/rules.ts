/**
 * The rules, as data: one id, one sentence, one reason, one AWS page each. Verdicts, plan steps, tests and reports name the id.
 * docs/rules.md prints this table; a test compares them.
 */
export interface Rule {
  readonly sentence: string;
  readonly reason: string;
  readonly source: string;
}

const CFDG = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';
const APIG = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const R53 = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';

export const RULES = {
  'EDGE-01': {
    sentence: 'every cache behavior redirects viewers to HTTPS',
    reason: 'one ordered behavior left on allow-all serves its paths in plain text while the default looks safe',
    source: `${CFDG}/using-https-viewers-to-cloudfront.html`,
  },
  'EDGE-02': {
    sentence:
      'the viewer certificate is an issued, unexpired us-east-1 certificate that covers the name, served by SNI',
    reason: 'CloudFront refuses any other, and an expired one breaks every client at once',
    source: `${CFDG}/cnames-and-https-requirements.html`,
  },
  'EDGE-03': {
    sentence: 'the minimum viewer protocol is TLSv1.2_2021 or newer',
    reason: 'older security policies negotiate protocols and ciphers that are broken',
    source: `${CFDG}/secure-connections-supported-viewer-protocols-ciphers.html`,
  },
  'EDGE-04': {
    sentence: 'the distribution is enabled and carries the domain among its alternate domain names',
    reason: 'CloudFront routes by name: a name on no enabled distribution is answered with 403',
    source: `${CFDG}/CNAMEs.html`,
  },
  'EDGE-05': {
    sentence: 'every API origin is reached with https-only',
    reason: 'match-viewer and http-only go to port 80, where API Gateway does not answer',
    source: `${CFDG}/using-https-cloudfront-to-custom-origin.html`,
  },
  'EDGE-06': {
    sentence: 'every API origin allows TLSv1.2 only',
    reason: 'SSLv3, TLSv1 and TLSv1.1 let the connection to the API be downgraded',
    source: `${CFDG}/DownloadDistValuesOrigin.html`,
  },
  'EDGE-07': {
    sentence: "Host is forwarded if and only if the origin is the domain's own regional endpoint",
    reason: 'API Gateway selects the API by Host: the wrong one is answered with 403 Forbidden',
    source: `${CFDG}/RequestAndResponseBehaviorCustomOrigin.html`,
  },
  'EDGE-08': {
    sentence: 'the header allowlist carries what the API needs',
    reason: 'a header that is not listed never arrives: a stripped Authorization is answered with 401 or 403',
    source: `${CFDG}/add-origin-custom-headers.html`,
  },
  'EDGE-09': {
    sentence: 'query strings and cookies reach the API',
    reason: 'with policies nothing but the path is sent unless it is asked for',
    source: `${CFDG}/controlling-origin-requests.html`,
  },
  'EDGE-10': {
    sentence: 'all seven methods are allowed on behaviors that lead to the API',
    reason: 'CloudFront answers 403 itself for a method that the behavior does not allow',
    source: `${CFDG}/DownloadDistValuesCacheBehavior.html`,
  },
  'EDGE-11': {
    sentence: 'API responses and errors are not cached unless the owner asked for caching',
    reason: "a cached response can reach another caller, and a cached error outlives the API's recovery",
    source: `${CFDG}/HTTPStatusCodes.html`,
  },
  'EDGE-12': {
    sentence: 'the origin path is a real stage, every path pattern can match a route, and no behavior is shadowed',
    reason: 'a wrong stage or a dead pattern is answered with 403 Missing Authentication Token',
    source: `${CFDG}/DownloadDistValuesCacheBehavior.html`,
  },
  'EDGE-13': {
    sentence: 'HSTS at the edge is as the owner chose it',
    reason: 'browsers remember it: too long or too wide cannot be taken back',
    source: `${CFDG}/understanding-response-headers-policies.html`,
  },
  'EDGE-14': {
    sentence: 'A and AAAA alias records point at the distribution',
    reason: 'until they do, http:// is refused by API Gateway and every setting above is unused',
    source: `${R53}/routing-to-cloudfront-distribution.html`,
  },
  'EDGE-15': {
    sentence:
      'what was cached under an insecure or wrong policy has been invalidated after the correction was deployed',
    reason: 'cached objects do not remember the protocol they came by',
    source: `${CFDG}/Invalidation.html`,
  },
  'EDGE-16': {
    sentence: 'the API cannot be reached around the edge',
    reason: 'an open default endpoint bypasses every control at the edge',
    source: `${APIG}/rest-api-disable-default-endpoint.html`,
  },
  'EDGE-17': {
    sentence: 'the domain can be fronted at all',
    reason: 'EDGE, PRIVATE and mutual-TLS domains fail behind a distribution of yours',
    source: `${APIG}/how-to-custom-domains.html`,
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

export const RULE_MODES = ['enforce', 'report', 'off'] as const;
/** `enforce`: judged and corrected. `report`: judged and shown, never corrected. `off`: not judged. */
export type RuleMode = (typeof RULE_MODES)[number];
export type RuleModes = Readonly<Partial<Record<RuleId, RuleMode>>>;

/** Rules that always hold: whether a domain can be fronted at all is not a matter of taste. */
export const RULES_ALWAYS_ENFORCED: readonly RuleId[] = ['EDGE-17'];

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}

/** The mode of a rule for one edge: what its owner says, else what the sweep says, else `enforce`. */
export function ruleMode(rule: RuleId, edge: RuleModes, sweep: RuleModes): RuleMode {
  return RULES_ALWAYS_ENFORCED.includes(rule) ? 'enforce' : (edge[rule] ?? sweep[rule] ?? 'enforce');
}

/** Why a step or a change is there: a rule, or because the owner asked for this value. */
export type Reason = RuleId | 'asked-for';
