/**
 * The law of the cut-over, watched from outside: whatever the public DNS answers for a name, and has answered while callers may still keep the
 * answer, answers as the name: the API itself, or a distribution that is enabled and carries the name, at all edge locations.
 */
import { cloudFront, type StoredDistribution } from '../../../simulator/cloudfront/state.ts';
import { publicRecords, recordKey } from '../../../simulator/core/dns-lookup.ts';
import { servedZones } from '../../../simulator/route53/served-zones.ts';
import type { Simulator } from '../../../simulator/start-simulator.ts';
import { ACCOUNT } from '../estates.ts';

const TYPES = ['A', 'AAAA', 'CNAME'];

export interface NameWatch {
  /** Looks now. */
  look(): void;
  /** What was wrong, each once. */
  readonly outages: readonly string[];
}

/** `cachedSeconds`: how long callers keep an answer. */
export function watchNames(simulator: Simulator, names: readonly string[], cachedSeconds: number): NameWatch {
  const { clock, world } = simulator;
  const lastAnswered = new Map<string, number>();
  const outages = new Set<string>();

  const serves = (name: string, host: string): boolean => {
    if (host.includes('execute-api')) return true;
    const edge = [...world.state(cloudFront, ACCOUNT).distributions.values()].find((one) => one.domainName === host);
    return edge !== undefined && [edge.config, edge.deployedConfig].every((config) => carries(config, name));
  };
  const lookAt = (name: string) => {
    const now = clock.now();
    for (const host of answersOf(simulator, name)) lastAnswered.set(`${name} ${host}`, now);
    for (const [answer, at] of lastAnswered) {
      const [asked = '', host = ''] = answer.split(' ');
      if (asked !== name || now - at >= cachedSeconds * 1000 || serves(name, host)) continue;
      outages.add(`${name} led to ${host}, which does not serve it`);
    }
  };
  return {
    look: () => names.forEach(lookAt),
    get outages() {
      return [...outages];
    },
  };
}

/** A change that is PENDING is answered by some name servers, and by others not yet. */
function answersOf({ world }: Simulator, name: string): readonly string[] {
  const dns = world.state(publicRecords, '*');
  const everywhere = [...world.state(servedZones, '*').values()]
    .filter(({ privateZone }) => !privateZone)
    .flatMap(({ records }) => records.get(`${name}.`) ?? [])
    .filter(({ Type = '' }) => TYPES.includes(Type))
    .map(({ AliasTarget, ResourceRecords }) => AliasTarget?.DNSName ?? ResourceRecords?.[0]?.Value ?? '');
  const somewhere = TYPES.flatMap((type) => dns.get(recordKey(name, type)) ?? []);
  return [...everywhere, ...somewhere].map((host) => host.replace(/\.$/, '').toLowerCase());
}

function carries(config: StoredDistribution['deployedConfig'], name: string): boolean {
  return config?.Enabled === true && (config.Aliases?.Items ?? []).includes(name);
}
