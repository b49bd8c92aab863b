import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { acmState } from '../../simulator/acm/state.ts';
import { cloudFront, type StoredDistribution } from '../../simulator/cloudfront/state.ts';
import { resourceTags } from '../../simulator/core/resource-tags.ts';
import type { World } from '../../simulator/core/world.ts';
import { route53Account } from '../../simulator/route53/state.ts';
import { ACCOUNT } from '../support/estates.ts';

/** One thing in the account, as text: two are the same when nothing about them differs. */
export type AccountState = Readonly<Record<string, string>>;

/**
 * Everything of the account that a sweep could change, by names that do not depend on the order in which ids were given out. Versions and dates are left
 * out: they tell how often something was written, not what is there.
 */
export function accountState(world: World): AccountState {
  const { distributions } = world.state(cloudFront, ACCOUNT);
  const things = [
    ...[...distributions.values()].map((one) => [nameOf(one), describe(world, one)] as const),
    ...policiesOf(world).map((policy) => [`policy ${policy.name}`, policy.config] as const),
    ...recordsOf(world),
    ...[...world.state(acmState, ACCOUNT, 'us-east-1').certificates.keys()].map((arn) => [arn, 'certificate'] as const),
  ];
  const stable = withoutIds(world);
  return Object.fromEntries(things.map(([name, thing]) => [stable(name), stable(JSON.stringify(thing))]).sort());
}

/** Also the version of a distribution: what is untouched has not even been rewritten. */
export function untouchedState(world: World, isForeign: (one: DistributionConfig) => boolean): AccountState {
  const { distributions } = world.state(cloudFront, ACCOUNT);
  const foreign = [...distributions.values()].filter(({ config }) => isForeign(config));
  return Object.fromEntries(
    foreign.map((one) => [one.id, JSON.stringify([one.etag, one.status, describe(world, one)])]),
  );
}

/** What differs, by name, each with the place where the texts part. */
export function differences(one: AccountState, other: AccountState): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => one[name] !== other[name]).map((name) => `${name}: ${partAt(one[name], other[name])}`);
}

function partAt(one = 'nothing', other = 'nothing'): string {
  const start = Math.max(0, [...one].findIndex((character, index) => character !== other[index]) - 60);
  return `${one.slice(start, start + 200)} ≠ ${other.slice(start, start + 200)}`;
}

function nameOf({ config }: StoredDistribution): string {
  return `distribution ${config.Aliases?.Items?.[0] ?? config.CallerReference}`;
}

function describe(world: World, { arn, config, invalidations }: StoredDistribution) {
  const tags = [...(world.state(resourceTags, ACCOUNT).get(arn) ?? [])].sort();
  const paths = [...invalidations.values()].map(({ batch }) => batch.Paths);
  return { config, tags, invalidations: paths };
}

function policiesOf(world: World) {
  const { cachePolicies, originRequestPolicies, responseHeadersPolicies } = world.state(cloudFront, ACCOUNT);
  return [cachePolicies, originRequestPolicies, responseHeadersPolicies]
    .flatMap((kind) => [...kind.values()])
    .filter(({ type }) => type === 'custom')
    .map(({ id, config }) => ({ id, config, name: config.Name ?? id }));
}

function recordsOf(world: World): (readonly [string, unknown])[] {
  const zones = [...world.state(route53Account, ACCOUNT).zones.values()];
  return zones.flatMap((zone) =>
    [...zone.records.values()]
      .flat()
      .map((set) => [`record ${zone.name} ${set.Name} ${set.Type} ${set.SetIdentifier ?? ''}`, set] as const),
  );
}

/** Ids and host names that AWS made up, replaced by what they are of. */
function withoutIds(world: World): (text: string) => string {
  const { distributions } = world.state(cloudFront, ACCOUNT);
  const known = [
    ...[...distributions.values()].flatMap((one) => [
      [one.id, `<id of ${nameOf(one)}>`],
      [one.domainName, `<host of ${nameOf(one)}>`],
    ]),
    ...policiesOf(world).map(({ id, name }) => [id, `<id of policy ${name}>`]),
  ] as const;
  return (text) => known.reduce((replaced, [id = '', name = '']) => replaced.replaceAll(id, name), text);
}
