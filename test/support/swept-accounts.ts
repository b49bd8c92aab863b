import type { AccountEstate } from '../../simulator/estates/estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { declareOrganization } from '../../simulator/organizations/state.ts';
import { API_BEHAVIOR, distributionOf, frontedEstate } from './estates.ts';
import type { SimulatedAws } from './simulated-aws.ts';
import { EXTERNAL_ID, TOOL_ACCOUNT } from './simulated-sweep.ts';

export const MEMBERS = ['111111111111', '222222222222', '333333333333'] as const;
export const DRIFTED = { ViewerProtocolPolicy: 'allow-all' };

const ROLES = ['secure-api-edge-reader', 'secure-api-edge-writer'].map((name) => ({
  name,
  externalId: EXTERNAL_ID,
  trustedAccounts: [TOOL_ACCOUNT],
}));

/** An account with one edge in front of its API, as it should be but for what `behavior` says. */
export function sweptAccount(domain: string, behavior: Record<string, unknown> = {}, roles = ROLES): AccountEstate {
  const edge = distributionOf({ DefaultCacheBehavior: { ...API_BEHAVIOR, ...behavior } });
  const estate = frontedEstate(edge).accounts['111111111111']!;
  const renamed = JSON.stringify(estate)
    .replaceAll('api.example.com', domain)
    .replaceAll('"example.com"', `"${domain}"`);
  return { ...JSON.parse(renamed), roles };
}

/** Three accounts with an edge each; that of the second has drifted. */
export async function seedAccounts(aws: SimulatedAws, changed: Record<string, AccountEstate> = {}): Promise<void> {
  await loadEstate(aws.simulator, {
    accounts: {
      '111111111111': sweptAccount('api.one.example'),
      '222222222222': sweptAccount('api.two.example', DRIFTED),
      '333333333333': sweptAccount('api.three.example'),
      ...changed,
    },
  });
}

/** The same accounts in an organization of the tool's account: the second in a unit, and a suspended one beside it. */
export async function seedOrganization(aws: SimulatedAws, changed: Record<string, AccountEstate> = {}): Promise<void> {
  await seedAccounts(aws, changed);
  const [first, second, third] = MEMBERS;
  declareOrganization(aws.simulator, {
    managementAccount: TOOL_ACCOUNT,
    accounts: [
      { id: TOOL_ACCOUNT, name: 'tools' },
      { id: first, name: 'one' },
      { id: third, name: 'three' },
    ],
    units: [{ name: 'platform', accounts: [{ id: second, name: 'two' }] }],
  });
}
