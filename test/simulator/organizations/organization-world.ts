import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { declareOrganization, type Organization } from '../../../simulator/organizations/state.ts';
import type { SimulatedAws } from '../../support/simulated-aws.ts';

export const MANAGEMENT = '100000000000';
export const AUDIT = '100000000001';

/** Root > workloads > (production, development), with an account of every state. */
export function declareExample({ simulator }: SimulatedAws): Organization {
  return declareOrganization(simulator, {
    managementAccount: MANAGEMENT,
    delegatedAdministrators: [AUDIT],
    accounts: [
      { id: MANAGEMENT, name: 'management' },
      { id: AUDIT, name: 'audit' },
    ],
    units: [
      {
        name: 'workloads',
        accounts: [{ id: '200000000001', name: '=HYPERLINK("http://example.com")<b>|`' }],
        units: [
          { name: 'production', accounts: [{ id: '200000000002', name: 'shop' }] },
          {
            name: 'development',
            accounts: [
              { id: '200000000003', name: 'old', state: 'SUSPENDED' },
              { id: '200000000004', name: 'leaving', state: 'PENDING_CLOSURE' },
            ],
          },
        ],
      },
    ],
  });
}

export function organizations(aws: SimulatedAws, account = MANAGEMENT): OrganizationsClient {
  return aws.client(OrganizationsClient, { account });
}
