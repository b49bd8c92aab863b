import type { AccountEstate, Estate } from '../../simulator/estates/estate.ts';
import { type Front, frontAccount } from '../../simulator/estates/front-account.ts';
import { readerRole, writerRole } from '../../simulator/estates/generate-organization.ts';
import type { OrganizationDeclaration } from '../../simulator/organizations/state.ts';

/** Where the sweep runs. */
export const TOOLS = '100000000000';
export const EXTERNAL_ID = 'sweep-7f3a';

/** Its accounts, as people call them. */
export const MEMBERS = {
  canary: { id: '200000000001', name: 'payments-staging' },
  shop: { id: '200000000002', name: 'shop' },
  search: { id: '200000000003', name: 'search' },
  noRole: { id: '200000000004', name: 'maps' },
  suspended: { id: '200000000005', name: 'old-crm' },
  identity: { id: '200000000006', name: 'identity' },
} as const;
const { canary, shop, search, noRole, suspended, identity } = MEMBERS;

export const ORGANIZATION: OrganizationDeclaration = {
  managementAccount: TOOLS,
  accounts: [{ id: TOOLS, name: 'tools' }],
  units: [
    { name: 'staging', accounts: [canary] },
    { name: 'production', accounts: [shop, search, noRole, identity] },
    { name: 'leaving', accounts: [{ ...suspended, state: 'SUSPENDED' }] },
  ],
};

export const ORGANIZATION_ESTATE: Estate = {
  accounts: {
    [canary.id]: account('payments.example', { 'api.payments.example': 'viewers may use http' }),
    [shop.id]: account('shop.example', {
      'api.shop.example': 'well made',
      'basket.shop.example': 'responses are cached',
    }),
    [search.id]: account('search.example', {
      'api.search.example': 'well made',
      'suggest.search.example': 'well made',
    }),
    [noRole.id]: { ...account('maps.example', { 'api.maps.example': 'well made' }), roles: [] },
    [identity.id]: account('identity.example', { 'login.identity.example': 'well made' }),
  },
};

/** The API domains of a zone, and what stands before each. */
function account(zone: string, fronts: Readonly<Record<string, Front>>): AccountEstate {
  const region = 'eu-west-1';
  const bare: AccountEstate = {
    roles: [readerRole, writerRole].map((name) => ({ name, externalId: EXTERNAL_ID, trustedAccounts: [TOOLS] })),
    certificates: {
      [`${zone} us-east-1`]: { region: 'us-east-1', names: [`*.${zone}`] },
      regional: { region, names: [`*.${zone}`] },
    },
    apis: { api: { region, protocol: 'HTTP', routes: [{ key: '$default' }] } },
    apiDomains: Object.keys(fronts).map((name) => ({
      name,
      region,
      certificate: 'regional',
      mappings: [{ api: 'api' }],
    })),
    hostedZones: [{ name: zone, records: [] }],
  };
  return frontAccount(bare, new Map(Object.entries(fronts)));
}
