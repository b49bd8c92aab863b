/**
 * The way of a request: DNS, distribution, API. Which hop is broken is read from what the rules said, because each rule judges one hop; a
 * distribution that does not exist is a hop that is missing.
 */
import { describeRecordSet } from '../reconciler/model/alias-records.ts';
import { domainsToFront, regionalEndpoint } from '../reconciler/model/api-domain.ts';
import type { EdgeLook } from '../reconciler/model/look.ts';
import type { ObservedEdge } from '../reconciler/model/observed-edge.ts';
import { leavesOpen, type Tags, type Verdict } from '../reconciler/model/plan.ts';
import { CHECKS, isProven } from '../reconciler/model/proof.ts';
import type { RuleId } from '../reconciler/model/rules.ts';
import { TAG } from '../reconciler/model/tags.ts';
import { type EdgeReport, type EdgeResult, HOPS, type Hop } from './fleet-report.ts';

type EdgePath = EdgeReport['path'];

/** What a rule judges is set on the distribution, unless it is about where the name or the distribution leads. */
const ELSEWHERE: Readonly<Partial<Record<RuleId, Hop>>> = {
  'EDGE-05': 'api',
  'EDGE-06': 'api',
  'EDGE-07': 'api',
  'EDGE-08': 'api',
  'EDGE-12': 'api',
  'EDGE-14': 'dns',
  'EDGE-16': 'api',
  'EDGE-17': 'api',
};

export function toEdgePath(look: EdgeLook, result: EdgeResult): EdgePath {
  const { observed } = look;
  const dns = dnsOf(observed);
  const distribution = distributionOf(observed);
  const api = apiOf(look);
  const broken = result === 'in-sync' || result === 'fixed' ? undefined : brokenHop(look);
  return {
    ...(dns && { dns }),
    ...(distribution && { distribution }),
    ...(api && { api }),
    ...(broken && { broken }),
    notChecked: HOPS.filter((hop) => isUnread(hop, look)),
  };
}

function dnsOf({ aliasRecords }: ObservedEdge): EdgePath['dns'] {
  if (aliasRecords.kind !== 'present') return undefined;
  const { zone, recordSets } = aliasRecords.value;
  return { zone: zone.name, records: recordSets.map(describeRecordSet) };
}

function distributionOf({ distribution }: ObservedEdge): EdgePath['distribution'] {
  if (distribution.kind !== 'present') return undefined;
  const { id, domainName, status, tags, settings } = distribution.value;
  return { id, domainName, status: settings.enabled ? status : `${status}, not enabled`, tags: ownTags(tags) };
}

function ownTags(tags: Tags): Tags {
  const own: readonly string[] = Object.values(TAG);
  return Object.fromEntries(Object.entries(tags).filter(([key]) => own.includes(key)));
}

function apiOf({ target, observed }: EdgeLook): EdgePath['api'] {
  if (observed.apiDomains.kind !== 'present') return undefined;
  const apiRegion = target.kind === 'wanted' ? target.edge.apiRegion : undefined;
  const [domain] = domainsToFront(observed.apiDomains.value, apiRegion);
  const endpoint = domain && (regionalEndpoint(domain) ?? domain.endpoints[0]);
  if (domain === undefined || endpoint === undefined) return undefined;
  const protocols = domain.apis.kind === 'present' ? domain.apis.value.map(({ protocol }) => protocol) : [];
  return { endpoint: endpoint.targetDomainName, kind: [endpoint.type, ...new Set(protocols)].join(' ') };
}

function brokenHop(look: EdgeLook): Hop | undefined {
  const { observed, target, plan } = look;
  const refused = plan.refusals.flatMap(({ rule }) => (rule === 'guard' ? [] : [hopOf(rule)]));
  const refusedHop = HOPS.find((hop) => refused.includes(hop));
  if (observed.distribution.kind === 'absent' && target.kind === 'wanted') return refusedHop ?? 'distribution';
  return HOPS.find((hop) => [...refused, ...unproven(observed)].includes(hop) || isObjectedTo(hop, plan.verdicts));
}

/** Whether a rule that decides something found the hop other than it should be. */
export function isObjectedTo(hop: Hop, verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ rule, verdict, reportedOnly }) => {
    return (verdict === 'drift' || verdict === 'refused') && reportedOnly !== true && hopOf(rule) === hop;
  });
}

function unproven({ proof }: ObservedEdge): readonly Hop[] {
  if (proof?.kind !== 'present' || isProven(proof.value)) return [];
  return proof.value.results.filter(({ verdict }) => verdict === 'fail').map(({ check }) => hopOf(CHECKS[check].rule));
}

function hopOf(rule: RuleId | 'ownership'): Hop {
  return (rule !== 'ownership' && ELSEWHERE[rule]) || 'distribution';
}

/** What could not be read of it, or a word of a rule that is missing. */
function isUnread(hop: Hop, { observed, plan }: EdgeLook): boolean {
  const read = { dns: observed.aliasRecords, distribution: observed.distribution, api: observed.apiDomains }[hop];
  return (
    read.kind === 'unreadable' || plan.verdicts.some((verdict) => leavesOpen(verdict) && hopOf(verdict.rule) === hop)
  );
}
