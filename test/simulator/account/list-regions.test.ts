import { AccountClient, ListRegionsCommand, paginateListRegions } from '@aws-sdk/client-account';
import { declareManagementAccount, setRegionStatus } from '../../../simulator/account/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

describe('validation', () => {
  test.each([
    ['a page of 0', { MaxResults: 0 }],
    ['a page of more than 50', { MaxResults: 51 }],
    ['a token that it did not give', { NextToken: 'made-up' }],
    ['an account that is not 12 digits', { AccountId: '1234' }],
    ['an unknown status', { RegionOptStatusContains: ['OPEN' as never] }],
  ])('refuses %s', async (_title, input) => {
    const failure = await aws
      .client(AccountClient)
      .send(new ListRegionsCommand(input))
      .catch((error) => error);

    expect(failure).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
  });

  test('refuses another account to all but a management account', async () => {
    const input = { AccountId: '222222222222' };

    const failure = await aws
      .client(AccountClient)
      .send(new ListRegionsCommand(input))
      .catch((error) => error);

    expect(failure).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
  });

  test('refuses a management account that names itself', async () => {
    declareManagementAccount(aws.simulator.world, '111111111111');

    const failure = await aws
      .client(AccountClient)
      .send(new ListRegionsCommand({ AccountId: '111111111111' }))
      .catch((error) => error);

    expect(failure.name).toBe('ValidationException');
  });
});

describe('behavior', () => {
  test('pages through all Regions', async () => {
    const names: (string | undefined)[] = [];
    let pages = 0;

    for await (const { Regions = [] } of paginateListRegions({ client: aws.client(AccountClient) }, {})) {
      names.push(...Regions.map(({ RegionName }) => RegionName));
      pages += 1;
    }

    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['us-east-1', 'eu-west-1', 'af-south-1']));
    expect(pages).toBeGreaterThan(1);
  });

  test('filters by status', async () => {
    setRegionStatus(aws.simulator.world, '111111111111', 'af-south-1', 'ENABLED');

    const { Regions } = await aws
      .client(AccountClient)
      .send(new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED'] }));

    expect(Regions).toEqual([{ RegionName: 'af-south-1', RegionOptStatus: 'ENABLED' }]);
  });

  test('answers a management account for a member account', async () => {
    declareManagementAccount(aws.simulator.world, '111111111111');
    setRegionStatus(aws.simulator.world, '222222222222', 'me-south-1', 'ENABLING');
    const input = { AccountId: '222222222222', RegionOptStatusContains: ['ENABLING' as const] };

    const { Regions } = await aws.client(AccountClient).send(new ListRegionsCommand(input));

    expect(Regions).toEqual([{ RegionName: 'me-south-1', RegionOptStatus: 'ENABLING' }]);
  });
});
