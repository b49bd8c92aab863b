import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { type CloudFrontState, cloudFront, type StoredDistribution } from '../../cloudfront/state.ts';
import type { SimulatedState } from '../simulated-state.ts';
import { arrivesAt, type EdgeLocation } from './edge-locations.ts';

/** A distribution as one edge location knows it at this moment. */
export interface ServedDistribution {
  readonly account: string;
  /** The account's CloudFront, for its policies. */
  readonly cloudFront: CloudFrontState;
  readonly distribution: StoredDistribution;
  readonly config: DistributionConfig;
}

/** The distribution that a name belongs to: by its own domain name, by its alternate domain name, by the most specific wildcard. */
export function findServed(
  name: string,
  location: EdgeLocation,
  simulator: SimulatedState,
): ServedDistribution | undefined {
  const served = servedAt(location, simulator);
  const own = served.find(({ distribution }) => distribution.domainName === name);
  return own ?? mostSpecific(served, name);
}

function servedAt(location: EdgeLocation, { clock, world }: SimulatedState): ServedDistribution[] {
  return world.states(cloudFront).flatMap(({ account, state }) =>
    [...state.distributions.values()].flatMap((distribution) => {
      const config = configAt(distribution, location, clock.now());
      return config === undefined ? [] : [{ account, cloudFront: state, distribution, config }];
    }),
  );
}

/** The newest configuration that has arrived; undefined while the first one is on its way. */
function configAt(
  { deployments }: StoredDistribution,
  location: EdgeLocation,
  now: number,
): DistributionConfig | undefined {
  return deployments.findLast(({ startedAt, seconds }) => arrivesAt(location, startedAt, seconds) <= now)?.config;
}

function mostSpecific(served: readonly ServedDistribution[], name: string): ServedDistribution | undefined {
  const candidates = served.flatMap((each) =>
    (each.config.Aliases?.Items ?? []).filter((own) => isUnder(own, name)).map((own) => ({ each, length: own.length })),
  );
  return candidates.toSorted((one, other) => other.length - one.length)[0]?.each;
}

/** A wildcard stands for names at any depth. */
function isUnder(alternateDomainName: string, name: string): boolean {
  return alternateDomainName.startsWith('*.')
    ? name.endsWith(alternateDomainName.slice(1))
    : name === alternateDomainName;
}
