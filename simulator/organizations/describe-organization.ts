import { DescribeOrganization$, type DescribeOrganizationResponse } from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { ownOrganization } from './find-organization.ts';

/** Every account of the organization may ask. */
export const describeOrganization: Operation<object, DescribeOrganizationResponse> = {
  schema: DescribeOrganization$,
  run(_input, context) {
    const { id, managementAccount, accounts } = ownOrganization(context);
    const arn = `arn:aws:organizations::${managementAccount}`;
    return {
      Organization: {
        Id: id,
        Arn: `${arn}:organization/${id}`,
        FeatureSet: 'ALL',
        MasterAccountId: managementAccount,
        MasterAccountArn: `${arn}:account/${id}/${managementAccount}`,
        MasterAccountEmail: accounts.get(managementAccount)?.email,
        AvailablePolicyTypes: [],
      },
    };
  },
};
