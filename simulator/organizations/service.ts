import type { Service } from '../core/operation.ts';
import { describeAccount } from './describe-account.ts';
import { describeOrganization } from './describe-organization.ts';
import { listAccounts } from './list-accounts.ts';
import { listAccountsForParent } from './list-accounts-for-parent.ts';
import { listOrganizationalUnitsForParent } from './list-organizational-units-for-parent.ts';
import { listParents } from './list-parents.ts';
import { listRoots } from './list-roots.ts';

export const organizations: Service = {
  signingName: 'organizations',
  protocol: 'json-1.1',
  serviceTarget: 'AWSOrganizationsV20161128',
  shapeNamespace: 'com.amazonaws.organizations',
  operations: [
    describeAccount,
    describeOrganization,
    listAccounts,
    listAccountsForParent,
    listOrganizationalUnitsForParent,
    listParents,
    listRoots,
  ],
};
