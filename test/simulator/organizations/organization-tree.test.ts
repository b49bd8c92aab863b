import {
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { declareOrganization } from '../../../simulator/organizations/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { declareExample, MANAGEMENT, organizations } from './organization-world.ts';

const aws = useSimulatedAws();

beforeEach(() => {
  declareExample(aws);
});

async function unitsBelow(ParentId: string | undefined) {
  const { OrganizationalUnits = [] } = await organizations(aws).send(
    new ListOrganizationalUnitsForParentCommand({ ParentId }),
  );
  return OrganizationalUnits;
}

async function rootId() {
  const { Roots = [] } = await organizations(aws).send(new ListRootsCommand({}));
  return Roots[0]?.Id;
}

describe('validation', () => {
  test.each([
    ['r-none', 'ParentNotFoundException'],
    ['ou-sim1-99999999', 'ParentNotFoundException'],
    ['workloads', 'InvalidInputException'],
  ])('refuses the parent %s', async (ParentId, name) => {
    const client = organizations(aws);

    await expect(client.send(new ListAccountsForParentCommand({ ParentId }))).rejects.toMatchObject({ name });
    await expect(unitsBelow(ParentId)).rejects.toMatchObject({ name });
  });

  test('refuses a child that is not there', async () => {
    const answer = organizations(aws).send(new ListParentsCommand({ ChildId: '999999999999' }));

    await expect(answer).rejects.toMatchObject({ name: 'ChildNotFoundException' });
  });

  test('refuses to declare an organization whose management account is not in it', () => {
    const declaration = { managementAccount: MANAGEMENT, accounts: [{ id: '200000000001', name: 'shop' }] };

    expect(() => declareOrganization(aws.simulator, declaration)).toThrow(`${MANAGEMENT} is none of the accounts`);
  });

  test('refuses a member account to see the tree', async () => {
    const answer = organizations(aws, '200000000002').send(new ListRootsCommand({}));

    await expect(answer).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('behavior', () => {
  test('leads from the root to the accounts of the lowest units', async () => {
    const [workloads] = await unitsBelow(await rootId());
    const below = await unitsBelow(workloads?.Id);

    const accountsOf = async (ParentId: string | undefined) => {
      const { Accounts = [] } = await organizations(aws).send(new ListAccountsForParentCommand({ ParentId }));
      return Accounts.map(({ Id }) => Id);
    };

    expect(below.map(({ Name }) => Name)).toEqual(['production', 'development']);
    expect(await accountsOf(workloads?.Id)).toEqual(['200000000001']);
    expect(await accountsOf(below[1]?.Id)).toEqual(['200000000003', '200000000004']);
  });

  test('leads from an account back to the root', async () => {
    const parentOf = async (ChildId: string | undefined) => {
      const { Parents = [] } = await organizations(aws).send(new ListParentsCommand({ ChildId }));
      return Parents[0];
    };

    const production = await parentOf('200000000002');
    const workloads = await parentOf(production?.Id);
    const root = await parentOf(workloads?.Id);

    expect([production?.Type, workloads?.Type, root]).toEqual([
      'ORGANIZATIONAL_UNIT',
      'ORGANIZATIONAL_UNIT',
      { Id: await rootId(), Type: 'ROOT' },
    ]);
  });

  test('tells every member which organization it belongs to', async () => {
    const { Organization } = await organizations(aws, '200000000002').send(new DescribeOrganizationCommand({}));

    expect(Organization).toMatchObject({ Id: `o-${MANAGEMENT}`, MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' });
  });
});
