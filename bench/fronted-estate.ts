import type { AccountEstate, DistributionEstate, Estate, RecordEstate } from '../simulator/estates/estate.ts';
import { generateEstate } from '../simulator/estates/generate-estate.ts';

/** How a distribution was changed by hand: in turn, what people do in the console. */
const DRIFTS: readonly ((config: FrontedConfig) => FrontedConfig)[] = [
  (config) => ({
    ...config,
    DefaultCacheBehavior: { ...config.DefaultCacheBehavior, ViewerProtocolPolicy: 'allow-all' },
  }),
  (config) => ({
    ...config,
    DefaultCacheBehavior: {
      ...config.DefaultCacheBehavior,
      CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    },
  }),
  (config) => ({
    ...config,
    ViewerCertificate: { ...config.ViewerCertificate, MinimumProtocolVersion: 'TLSv1.1_2016' },
  }),
  (config) => ({ ...config, Origins: { Quantity: 1, Items: [OPEN_ORIGIN(config)] } }),
  (config) => ({ ...config, Enabled: false }),
];

/** A config in an estate: references stand for what exists only once it is loaded. */
interface FrontedConfig extends Readonly<Record<string, unknown>> {
  readonly Enabled: boolean;
  readonly ViewerCertificate: Readonly<Record<string, unknown>>;
  readonly Origins: { readonly Quantity: number; readonly Items: readonly Readonly<Record<string, unknown>>[] };
  readonly DefaultCacheBehavior: Readonly<Record<string, unknown>>;
}

const OPEN_ORIGIN = ({ Origins }: FrontedConfig) => ({
  ...Origins.Items[0],
  CustomOriginConfig: { ...CUSTOM_ORIGIN, OriginProtocolPolicy: 'match-viewer' },
});

const CUSTOM_ORIGIN = {
  HTTPPort: 80,
  HTTPSPort: 443,
  OriginProtocolPolicy: 'https-only',
  OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
};

/**
 * One account in which somebody put a distribution in front of every API domain, by hand and well, and `drifted` of them were changed since: every
 * so manyeth, so that all zones and Regions have some.
 */
export function frontedEstate(size: {
  readonly domains: number;
  readonly drifted: number;
  readonly regions: readonly string[];
}): Estate {
  const estate = generateEstate(size);
  const accounts = Object.entries(estate.accounts).map(([id, account]) => [id, frontAccount(account, size.drifted)]);
  return { accounts: Object.fromEntries(accounts) };
}

function frontAccount(account: AccountEstate, drifted: number): AccountEstate {
  const names = (account.apiDomains ?? []).map(({ name }) => name);
  const every = drifted === 0 ? Number.POSITIVE_INFINITY : Math.floor(names.length / drifted);
  const distributions = names.map((name, index): [string, DistributionEstate] => {
    const nth = Math.floor(index / every);
    const drift = index % every === 0 && nth < drifted ? DRIFTS[nth % DRIFTS.length] : undefined;
    const config = configFor(name);
    return [name, { config: drift === undefined ? config : drift(config), tags: { team: zoneOf(name) } }];
  });
  return {
    ...account,
    distributions: Object.fromEntries(distributions),
    hostedZones: (account.hostedZones ?? []).map((zone) => ({
      ...zone,
      records: names.filter((name) => zoneOf(name) === zone.name).flatMap(recordsTo),
    })),
  };
}

function zoneOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

function recordsTo(name: string): readonly RecordEstate[] {
  return ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: name } }));
}

function configFor(name: string): FrontedConfig {
  return {
    CallerReference: name,
    Comment: name,
    Enabled: true,
    IsIPV6Enabled: true,
    Aliases: { Quantity: 1, Items: [name] },
    ViewerCertificate: {
      ACMCertificateArn: { certificate: `${zoneOf(name)} us-east-1` },
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
    Origins: {
      Quantity: 1,
      Items: [{ Id: 'api', DomainName: { apiDomain: name }, CustomOriginConfig: CUSTOM_ORIGIN }],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'api',
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: {
        Quantity: 7,
        Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
        CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
      },
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
    },
  };
}
