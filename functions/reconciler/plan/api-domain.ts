import { type ApiDomain, type ApiEndpoint, domainsToFront, isPrivate, regionalEndpoint } from '../model/api-domain.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { describeFailure } from '../model/failure.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { EMPTY_PART, notChecked, type PartPlan, refused, verdict } from './part-plan.ts';

/** The domain and the endpoint that a distribution may stand in front of. */
export interface FrontableApi {
  readonly domain: ApiDomain;
  readonly endpoint: ApiEndpoint;
}

export interface ApiDomainPlan {
  readonly part: PartPlan;
  /** undefined: EDGE-17 was refused or not checked, and nothing of this edge is touched. */
  readonly api: FrontableApi | undefined;
}

/**
 * EDGE-17: the domain can be fronted at all.
 *
 *   observed                               | decision
 *   not readable                           | not checked
 *   in no Region looked at                 | refused: create it or name its Region
 *   in several Regions, none chosen        | refused: name one
 *   PRIVATE only                           | refused: reached from a VPC only
 *   PRIVATE beside a public one            | the public one is judged: they only share the name
 *   an EDGE configuration (alone or not)   | refused: migrate, AWS's own distribution holds the name
 *   mutual TLS                             | refused: a client certificate does not pass CloudFront
 *   STRICT access and form execute-api     | refused: that origin goes around what STRICT protects
 *   one REGIONAL configuration             | pass, with notes on what AWS does not promise
 */
export function planApiDomain(edge: DesiredEdge, observed: ObservedEdge): ApiDomainPlan {
  const subject = `API Gateway custom domain ${edge.domainName}`;
  if (observed.apiDomains.kind === 'unreadable') {
    return { part: notChecked('EDGE-17', subject, describeFailure(observed.apiDomains.failure)), api: undefined };
  }
  const everywhere = observed.apiDomains.kind === 'present' ? observed.apiDomains.value : [];
  const candidates = domainsToFront(everywhere, edge.apiRegion);
  const [domain, ...others] = candidates;
  if (domain === undefined) return refusal(subject, notFound(edge, observed, everywhere));
  if (others.length > 0) {
    const regions = candidates.map((candidate) => candidate.region).join(', ');
    return refusal(
      subject,
      `${subject}: exists in ${regions}; name the one to front (ApiRegion in a template, --region in a terminal)`,
    );
  }

  const endpoint = regionalEndpoint(domain);
  const obstacle = obstacleOf(domain, edge);
  if (endpoint === undefined || obstacle !== undefined)
    return refusal(subject, `${subject} in ${domain.region}: ${obstacle}`);
  return { part: frontable(subject, domain, endpoint), api: { domain, endpoint } };
}

function refusal(subject: string, detail: string): ApiDomainPlan {
  return { part: refused('EDGE-17', subject, detail), api: undefined };
}

function notFound(edge: DesiredEdge, observed: ObservedEdge, elsewhere: readonly ApiDomain[]): string {
  const asked = edge.apiRegion ?? observed.regions.join(', ');
  const found = elsewhere.length === 0 ? '' : `, found in ${elsewhere.map((domain) => domain.region).join(', ')}`;
  return `API Gateway custom domain ${edge.domainName}: not found in ${asked}${found}; create it there, or name its Region (ApiRegion in a template, --region in a terminal)`;
}

function obstacleOf(domain: ApiDomain, { originForm }: DesiredEdge): string | undefined {
  if (isPrivate(domain)) {
    return 'has a PRIVATE endpoint, which only VPC endpoints reach; leave it unfronted, or front a public domain';
  }
  if (domain.endpoints.some((endpoint) => endpoint.type === 'EDGE')) {
    return 'has an EDGE endpoint, whose AWS-owned distribution already holds the name; migrate it to REGIONAL and remove the EDGE configuration first';
  }
  if (regionalEndpoint(domain) === undefined) return 'has no REGIONAL endpoint; only a regional domain can be fronted';
  if (domain.mutualTls === 'on') {
    return "requires mutual TLS, and the client's certificate does not pass CloudFront; turn mutual TLS off, or leave this domain unfronted";
  }
  if (domain.accessMode === 'STRICT' && originForm === 'execute-api') {
    return 'has access mode STRICT, which lets requests in only where SNI and Host are both the domain, and OriginForm execute-api sends neither; use OriginForm regional-domain, whose SNI follows the forwarded Host';
  }
  return undefined;
}

function frontable(subject: string, domain: ApiDomain, endpoint: ApiEndpoint): PartPlan {
  const { targetDomainName, status, securityPolicy } = endpoint;
  const unmapped = domain.apis.kind === 'present' && domain.apis.value.length === 0;
  const notes = [
    unmapped && `no API is mapped to it${byRules(domain)}, so every path answers 403 until one is`,
    status !== 'AVAILABLE' && `its endpoint is ${status}, not AVAILABLE`,
    isTls13Only(securityPolicy) &&
      `its security policy ${securityPolicy} takes TLS 1.3 only, which CloudFront's OriginSslProtocols has no word for; AWS does not say that CloudFront gets through, so send a request to the distribution's own name before callers depend on it`,
    domain.accessMode === 'STRICT' &&
      'its access mode is STRICT, so it answers only while Host is forwarded (EDGE-07): SNI follows Host',
  ].filter((note) => note !== false);
  return {
    ...EMPTY_PART,
    verdicts: [verdict('EDGE-17', 'pass', subject, { before: `REGIONAL ${targetDomainName}` })],
    notes: notes.map((note) => `${subject}: ${note}`),
  };
}

function byRules({ routingMode }: ApiDomain): string {
  return routingMode === 'API_MAPPING_ONLY' ? '' : ` and no routing rule invokes one (${routingMode})`;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html */
function isTls13Only(securityPolicy: string): boolean {
  return securityPolicy.startsWith('SecurityPolicy_TLS13_1_3_');
}
