import type {
  AccountEstate,
  ApiEstate,
  DistributionEstate,
  Estate,
  RecordEstate,
} from '../../simulator/estates/estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import type { SimulatedAws } from './simulated-aws.ts';

export const ACCOUNT = '111111111111';

/** One API domain, api.example.com in eu-west-1, with what an edge needs around it; `changes` says what is different. */
export interface EstateChanges {
  /** Names of the API domains, all of one API. @default api.example.com */
  readonly names?: readonly string[];
  readonly api?: Partial<ApiEstate>;
  readonly records?: readonly RecordEstate[];
  readonly distributions?: Readonly<Record<string, DistributionEstate>>;
  readonly account?: Partial<AccountEstate>;
  readonly otherAccounts?: Readonly<Record<string, AccountEstate>>;
}

export const DOMAIN = 'api.example.com';
export const ALIAS_TO_API = aliasToApi(DOMAIN);

function aliasToApi(name: string): RecordEstate {
  return { name, type: 'A', alias: { apiDomain: name } };
}

export function estateOf(changes: EstateChanges = {}): Estate {
  const { names = [DOMAIN] } = changes;
  const account: AccountEstate = {
    certificates: { edge: { region: 'us-east-1', names }, regional: { region: 'eu-west-1', names } },
    apis: { shop: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: '$default' }], ...changes.api } },
    apiDomains: names.map((name) => ({
      name,
      region: 'eu-west-1',
      certificate: 'regional',
      mappings: [{ api: 'shop' }],
    })),
    hostedZones: [{ name: 'example.com', records: changes.records ?? names.map(aliasToApi) }],
    distributions: changes.distributions ?? {},
    ...changes.account,
  };
  return { accounts: { [ACCOUNT]: account, ...changes.otherAccounts } };
}

/** The records of every name lead to a distribution that somebody made. */
export function frontedEstate(edge: DistributionEstate = distributionOf(), changes: EstateChanges = {}): Estate {
  const { names = [DOMAIN] } = changes;
  return estateOf({ distributions: { edge }, records: names.flatMap(aliasesToDistribution), ...changes });
}

export function seed(aws: SimulatedAws, estate: Estate): void {
  loadEstate(aws.simulator, estate);
}

/** A distribution in front of the API as this tool would make it, in the SDK's spelling; `changes` are the mistakes. */
export function distributionOf(
  changes: Record<string, unknown> = {},
  tags: Record<string, string> = {},
): DistributionEstate {
  return {
    tags,
    config: {
      CallerReference: 'by-hand',
      Comment: 'made by hand',
      Enabled: true,
      IsIPV6Enabled: true,
      Aliases: { Quantity: 1, Items: [DOMAIN] },
      ViewerCertificate: {
        ACMCertificateArn: { certificate: 'edge' },
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
      Origins: { Quantity: 1, Items: [API_ORIGIN] },
      DefaultCacheBehavior: API_BEHAVIOR,
      ...changes,
    },
  };
}

export const API_ORIGIN = {
  Id: 'api',
  DomainName: { apiDomain: DOMAIN },
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
  },
};

export const API_BEHAVIOR = {
  TargetOriginId: 'api',
  ViewerProtocolPolicy: 'redirect-to-https',
  AllowedMethods: {
    Quantity: 7,
    Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
  },
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
};

export const ALIAS_TO_DISTRIBUTION = aliasesToDistribution(DOMAIN);

function aliasesToDistribution(name: string): readonly RecordEstate[] {
  return ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: 'edge' } }));
}
