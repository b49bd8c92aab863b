import { createIds } from '../core/ids.ts';
import type { AccountEstate, DistributionEstate, RecordEstate } from './estate.ts';
import { chance } from './generate-estate.ts';
import { wellMadeEdge } from './well-made-edge.ts';

/** A `DistributionConfig` in a document: references stand for what exists only once it is loaded. */
interface FrontingConfig extends Readonly<Record<string, unknown>> {
  readonly Enabled: boolean;
  readonly ViewerCertificate: Readonly<Record<string, unknown>>;
  readonly Origins: {
    readonly Quantity: number;
    readonly Items: readonly { readonly CustomOriginConfig: object }[];
  };
  readonly DefaultCacheBehavior: Readonly<Record<string, unknown>>;
}

const GET_AND_HEAD = { Quantity: 2, Items: ['GET', 'HEAD'] };

/** What people do in the console, each by its name. */
const DRIFTS = {
  'viewers may use http': (config: FrontingConfig) => withBehavior(config, { ViewerProtocolPolicy: 'allow-all' }),
  'responses are cached': (config: FrontingConfig) =>
    withBehavior(config, { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' }),
  'nothing may be written': (config: FrontingConfig) =>
    withBehavior(config, { AllowedMethods: { ...GET_AND_HEAD, CachedMethods: GET_AND_HEAD } }),
  'viewers may use old TLS': (config: FrontingConfig) => ({
    ...config,
    ViewerCertificate: { ...config.ViewerCertificate, MinimumProtocolVersion: 'TLSv1.1_2016' },
  }),
  'the origin is asked as viewers ask': (config: FrontingConfig) =>
    withOrigin(config, { OriginProtocolPolicy: 'match-viewer' }),
  'the origin may use old TLS': (config: FrontingConfig) =>
    withOrigin(config, { OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] } }),
  'it is disabled': (config: FrontingConfig) => ({ ...config, Enabled: false }),
} satisfies Record<string, (config: FrontingConfig) => FrontingConfig>;

export type Drift = keyof typeof DRIFTS;

const DRIFT_NAMES = Object.keys(DRIFTS) as Drift[];

function withBehavior(config: FrontingConfig, changes: object): FrontingConfig {
  return { ...config, DefaultCacheBehavior: { ...config.DefaultCacheBehavior, ...changes } };
}

function withOrigin(config: FrontingConfig, changes: object): FrontingConfig {
  const Items = config.Origins.Items.map((origin) => ({
    ...origin,
    CustomOriginConfig: { ...origin.CustomOriginConfig, ...changes },
  }));
  return { ...config, Origins: { Quantity: 1, Items } };
}

export interface Fronting {
  readonly seed: number;
  /** Share of the domains whose distribution was changed by hand. */
  readonly driftedShare: number;
  /** Share of the domains without a distribution. */
  readonly bareShare: number;
}

/** What stands before a domain: nothing, a distribution that is well made, or one that was changed since. */
export type Front = 'bare' | 'well made' | Drift;

/** By domain name; the same arguments give the same. */
export function frontsOf(
  names: readonly string[],
  { seed, driftedShare, bareShare }: Fronting,
): ReadonlyMap<string, Front> {
  const ids = createIds(seed);
  return new Map(
    names.map((name): [string, Front] => {
      const drawn = chance(ids);
      const drift = DRIFT_NAMES[Math.floor(chance(ids) * DRIFT_NAMES.length)] ?? 'it is disabled';
      if (drawn < bareShare) return [name, 'bare'];
      return [name, drawn < bareShare + driftedShare ? drift : 'well made'];
    }),
  );
}

/** The account with distributions before its API domains, and records that lead to them. */
export function frontAccount(account: AccountEstate, fronts: ReadonlyMap<string, Front>): AccountEstate {
  const distributions = [...fronts].flatMap(([name, front]): [string, DistributionEstate][] =>
    front === 'bare' ? [] : [[name, { config: configFor(name, front), tags: { team: zoneOf(name) } }]],
  );
  return {
    ...account,
    distributions: Object.fromEntries(distributions),
    hostedZones: (account.hostedZones ?? []).map((zone) => ({
      ...zone,
      records: [
        ...(zone.records ?? []).filter(({ name }) => fronts.get(name) === 'bare'),
        ...distributions.filter(([name]) => zoneOf(name) === zone.name).flatMap(([name]) => recordsTo(name)),
      ],
    })),
  };
}

function zoneOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

function recordsTo(name: string): readonly RecordEstate[] {
  return ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: name } }));
}

function configFor(name: string, front: Exclude<Front, 'bare'>): FrontingConfig {
  const config = { ...wellMadeEdge(name, `${zoneOf(name)} us-east-1`), CallerReference: name };
  return front === 'well made' ? config : DRIFTS[front](config);
}
