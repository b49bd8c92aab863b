import type { DefaultCacheBehavior, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';
import { matchesPathPattern } from './path-pattern.ts';

/** The first cache behavior whose path pattern matches, in the order of the configuration; else the default one. */
export function chooseBehavior(config: DistributionConfig, path: string): DefaultCacheBehavior {
  const others = config.CacheBehaviors?.Items ?? [];
  const chosen =
    others.find(({ PathPattern = '' }) => matchesPathPattern(PathPattern, path)) ?? config.DefaultCacheBehavior;
  if (chosen === undefined) throw new Error('a distribution has a default cache behavior');
  return chosen;
}

/** The origin behind a behavior; of an origin group, its first. */
export function originOf(config: DistributionConfig, { TargetOriginId }: DefaultCacheBehavior): Origin {
  const group = config.OriginGroups?.Items?.find(({ Id }) => Id === TargetOriginId);
  const id = group?.Members?.Items?.[0]?.OriginId ?? TargetOriginId;
  const origin = config.Origins?.Items?.find(({ Id }) => Id === id);
  if (origin === undefined) throw new Error(`a distribution has its behaviors' origins, but not ${id}`);
  return origin;
}
