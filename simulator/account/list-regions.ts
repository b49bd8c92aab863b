import type { ListRegionsCommandInput, ListRegionsCommandOutput } from '@aws-sdk/client-account';
import { ListRegions$, RegionOptStatus } from '@aws-sdk/client-account';
import { callerUserArn } from '../core/caller.ts';
import type { Operation, OperationContext } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { ServiceError } from '../core/service-error.ts';
import { defaultPageSize, managementAccounts, maxPageSize, regionStatuses } from './state.ts';

type Output = Omit<ListRegionsCommandOutput, '$metadata'>;

export const listRegions: Operation<ListRegionsCommandInput, Output> = {
  schema: ListRegions$,
  run(input, context) {
    const { MaxResults = defaultPageSize, NextToken, RegionOptStatusContains = [] } = input;
    checkSize(MaxResults);
    checkStatuses(RegionOptStatusContains);
    const account = targetAccount(input, context);
    const page = pageOf(
      [...context.world.state(regionStatuses, account)]
        .map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus }))
        .filter(
          (region) => RegionOptStatusContains.length === 0 || RegionOptStatusContains.includes(region.RegionOptStatus),
        ),
      {
        key: (region) => region.RegionName,
        size: MaxResults,
        world: context.world,
        token: NextToken,
        badToken: () => invalid('The NextToken is not valid.'),
      },
    );
    return { Regions: [...page.items], NextToken: page.nextToken };
  },
};

function checkSize(size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > maxPageSize) {
    throw invalid(`MaxResults must be between 1 and ${maxPageSize}, got ${size}`);
  }
}

function checkStatuses(statuses: readonly string[]): void {
  const unknown = statuses.find((status) => !Object.values<string>(RegionOptStatus).includes(status));
  if (unknown !== undefined) throw invalid(`RegionOptStatusContains has an unknown status: ${unknown}`);
}

/** Only an organization's management account may name another account, and it may not name itself. */
function targetAccount({ AccountId }: ListRegionsCommandInput, { account, world }: OperationContext): string {
  if (AccountId === undefined) return account;
  if (!/^\d{12}$/.test(AccountId)) throw invalid('The AccountId must be 12 digits.');
  if (!world.state(managementAccounts, '*').has(account)) {
    throw new ServiceError(
      'AccessDeniedException',
      403,
      `User: ${callerUserArn(account)} is not authorized to perform: account:ListRegions ` +
        '(Your organization must first enable trusted access with AWS Account Management.)',
    );
  }
  if (AccountId === account) {
    throw invalid(
      'The management account can only be managed using the standalone context from the management account.',
    );
  }
  return AccountId;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', 400, message);
}
