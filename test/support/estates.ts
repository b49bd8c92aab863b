import type {
  AccountEstate,
  ApiEstate,
  DistributionEstate,
  Estate,
  RecordEstate,
} from '../../simulator/estates/estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { API_BEHAVIOR, apiOrigin, wellMadeEdge } from '../../simulator/estates/well-made-edge.ts';
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
  const made = { CallerReference: 'by-hand', ...wellMadeEdge(DOMAIN, 'edge'), Comment: 'made by hand' };
  return { tags, config: { ...made, ...changes } };
}

export { API_BEHAVIOR };
export const API_ORIGIN = apiOrigin(DOMAIN);

export const ALIAS_TO_DISTRIBUTION = aliasesToDistribution(DOMAIN);

function aliasesToDistribution(name: string): readonly RecordEstate[] {
  return ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: 'edge' } }));
}
