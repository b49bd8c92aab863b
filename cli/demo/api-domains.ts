import type { RecordSet } from '../../functions/reconciler/model/alias-records.ts';
import type { ApiDomain } from '../../functions/reconciler/model/api-domain.ts';
import { behaviorsOf, type Distribution } from '../../functions/reconciler/model/distribution.ts';
import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import { layOutTable } from '../layout/table.ts';
import { type Line, type Span, styled } from '../styled-text.ts';

/** One API domain as it was found. */
export interface ApiDomainFact {
  readonly domainName: string;
  readonly region: string;
  /** Kind of the APIs and what they authorize with: `HTTP, JWT`. */
  readonly behind: string;
  readonly leadsTo: string;
  readonly distribution: string | undefined;
  /** What a request over http:// gets, as far as the configuration says. */
  readonly overHttp: string;
  /** Paths that the distribution answers without TLS. */
  readonly plainTextPaths: readonly string[];
}

export function apiDomainFacts({ edges }: AccountLook): readonly ApiDomainFact[] {
  return edges.flatMap((look) => {
    const { apiDomains } = look.observed;
    return apiDomains.kind === 'present' ? apiDomains.value.map((domain) => factOf(look, domain)) : [];
  });
}

export function layOutApiDomains(facts: readonly ApiDomainFact[], width: number): readonly Line[] {
  const rows = facts.map(({ domainName, region, behind, leadsTo, distribution, overHttp }): readonly Span[] => [
    styled('bold', domainName),
    region,
    behind,
    leadsTo,
    distribution ?? styled('yellow', 'none'),
    styled(overHttp === 'redirected' ? 'green' : 'yellow', overHttp),
  ]);
  return layOutTable(['domain', 'Region', 'behind it', 'DNS leads to', 'edge', 'http:// gives'], rows, width);
}

function factOf({ observed }: EdgeLook, domain: ApiDomain): ApiDomainFact {
  const distribution = observed.distribution.kind === 'present' ? observed.distribution.value : undefined;
  const records =
    observed.aliasRecords.kind === 'present' ? observed.aliasRecords.value.recordSets.filter(isRouting) : undefined;
  const target = records === undefined ? 'unknown' : targetOf(records, domain, distribution);
  return {
    domainName: domain.domainName,
    region: domain.region,
    behind: describeApis(domain),
    leadsTo: describeTarget(target, records ?? []),
    distribution: distribution?.id,
    overHttp: overHttp(target, domain, distribution),
    plainTextPaths: target === 'distribution' ? plainTextPaths(distribution) : [],
  };
}

type Target = 'nothing' | 'api' | 'distribution' | 'elsewhere' | 'unknown';

function targetOf(records: readonly RecordSet[], domain: ApiDomain, distribution: Distribution | undefined): Target {
  if (records.length === 0) return 'nothing';
  const endpoints = domain.endpoints.map((endpoint) => endpoint.targetDomainName);
  if (records.every((record) => targetsOf(record).every((name) => endpoints.some((one) => one === name)))) return 'api';
  return records.every((record) => targetsOf(record).every((name) => name === distribution?.domainName))
    ? 'distribution'
    : 'elsewhere';
}

function isRouting({ type }: RecordSet): boolean {
  return ['A', 'AAAA', 'CNAME'].includes(type);
}

function targetsOf({ target }: RecordSet): readonly string[] {
  return target.kind === 'alias' ? [target.dnsName] : target.values.map((value) => value.replace(/\.$/, ''));
}

function describeTarget(target: Target, records: readonly RecordSet[]): string {
  switch (target) {
    case 'nothing':
      return 'nothing';
    case 'api':
      return `API by ${records.map(({ type }) => type).join(', ')}`;
    case 'distribution':
      return 'its edge';
    case 'elsewhere':
      return records.map((record) => `${record.type} ${targetsOf(record).join(' ')}`).join(', ');
    case 'unknown':
      return 'not known';
  }
}

function describeApis({ apis }: ApiDomain): string {
  if (apis.kind !== 'present' || apis.value.length === 0) return apis.kind === 'present' ? 'nothing' : 'not known';
  return apis.value
    .map(({ protocol, authorization }) => {
      const schemes = authorization.filter((scheme) => scheme !== 'NONE').map((scheme) => AUTHORIZERS[scheme]);
      return [PROTOCOLS[protocol], ...schemes].join(', ');
    })
    .join('; ');
}

const PROTOCOLS = { HTTP: 'HTTP', REST: 'REST', WEBSOCKET: 'WebSocket' } as const;
const AUTHORIZERS = { AWS_IAM: 'IAM', JWT: 'JWT', COGNITO_USER_POOLS: 'Cognito', CUSTOM: 'authorizer' } as const;

function overHttp(target: Target, domain: ApiDomain, distribution: Distribution | undefined): string {
  if (target === 'nothing') return 'no address';
  if (target === 'api') return domain.endpoints.every(({ type }) => type === 'REGIONAL') ? 'refused' : 'not known';
  if (target !== 'distribution' || distribution === undefined) return 'not known';
  return plainTextPaths(distribution).length === 0 ? 'redirected' : 'plain text';
}

function plainTextPaths(distribution: Distribution | undefined): readonly string[] {
  if (distribution === undefined) return [];
  return behaviorsOf(distribution.settings)
    .filter(({ behavior }) => behavior.viewerProtocolPolicy === 'allow-all')
    .map(({ path }) => pathOf(path));
}

/** `CacheBehaviors[/v1/*]` is `/v1/*` to a reader, the default behavior is every other path. */
function pathOf(path: string): string {
  return /\[(.*)\]/.exec(path)?.[1] ?? 'every path';
}
