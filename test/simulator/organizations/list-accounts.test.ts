import { DescribeAccountCommand, ListAccountsCommand, paginateListAccounts } from '@aws-sdk/client-organizations';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { AUDIT, declareExample, MANAGEMENT, organizations } from './organization-world.ts';

const aws = useSimulatedAws();

describe('validation', () => {
  test('refuses an account of no organization', async () => {
    await expect(organizations(aws).send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    });
  });

  test('refuses a member account', async () => {
    declareExample(aws);

    await expect(organizations(aws, '200000000002').send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });

  test.each([0, 21])('refuses pages of %d', async (MaxResults) => {
    declareExample(aws);

    const answer = organizations(aws).send(new ListAccountsCommand({ MaxResults }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  test('refuses to describe an account of somebody else', async () => {
    declareExample(aws);

    const answer = organizations(aws).send(new DescribeAccountCommand({ AccountId: '999999999999' }));

    await expect(answer).rejects.toMatchObject({ name: 'AccountNotFoundException' });
  });
});

describe('behavior', () => {
  test.each([MANAGEMENT, AUDIT])('answers all accounts to %s, a few at a time', async (asker) => {
    declareExample(aws);

    const pages: (string | undefined)[][] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client: organizations(aws, asker) }, {})) {
      pages.push(Accounts.map(({ Id, State }) => `${Id} ${State}`));
    }

    expect(pages).toEqual([
      [`${MANAGEMENT} ACTIVE`, `${AUDIT} ACTIVE`, '200000000001 ACTIVE'],
      ['200000000002 ACTIVE', '200000000003 SUSPENDED', '200000000004 PENDING_CLOSURE'],
    ]);
  });

  test('answers names as they are', async () => {
    declareExample(aws);

    const { Account } = await organizations(aws).send(new DescribeAccountCommand({ AccountId: '200000000001' }));

    expect(Account).toMatchObject({
      Name: '=HYPERLINK("http://example.com")<b>|`',
      Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-${MANAGEMENT}/200000000001`,
      Email: 'aws+200000000001@example.com',
    });
  });

  test('knows the status beside the state until AWS ended it', async () => {
    declareExample(aws);
    const ask = () => organizations(aws).send(new DescribeAccountCommand({ AccountId: '200000000003' }));

    const before = await ask();
    aws.simulator.clock.advance(260 * 24 * 3600);
    const after = await ask();

    expect([before.Account?.Status, after.Account?.Status]).toEqual(['SUSPENDED', undefined]);
    expect(after.Account?.State).toBe('SUSPENDED');
  });
});
