import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import {
  type GeneratedOrganization,
  generateOrganization,
  type OrganizationSize,
  readerRole,
  writerRole,
} from '../../../simulator/estates/generate-organization.ts';
import { loadOrganization } from '../../../simulator/estates/load-organization.ts';
import { declareRole } from '../../../simulator/sts/state.ts';
import { type ClientScope, useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const TOOLS = '111111111112';
const START = Date.UTC(2026, 0, 1);

function load(size: Partial<OrganizationSize> = {}): GeneratedOrganization {
  const organization = generateOrganization({ accounts: 4, domainsPerAccount: 3, ...size });
  loadOrganization(aws.simulator, organization);
  return organization;
}

async function assume(
  account: string,
  role = readerRole,
  scope: ClientScope = { account: TOOLS },
  ExternalId?: string,
) {
  const { Credentials: { AccessKeyId = '', SecretAccessKey = '', SessionToken } = {} } = await aws
    .client(STSClient, scope)
    .send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/${role}`,
        RoleSessionName: 'sweep',
        ExternalId: ExternalId ?? 'secure-api-edge',
      }),
    );
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function distributionsOf(scope: ClientScope) {
  const { DistributionList } = await aws
    .client(CloudFrontClient, scope)
    .send(new ListDistributionsCommand({ MaxItems: 100 }));
  return DistributionList?.Items ?? [];
}

describe('accounts', () => {
  test('are built when somebody first looks into them, as if they had always been there', async () => {
    const [first, second] = load().members;
    expect(aws.simulator.world.states(cloudFront)).toEqual([]);

    const distributions = await distributionsOf({ account: first?.account });

    expect(distributions.map(({ Status, LastModifiedTime }) => [Status, LastModifiedTime?.getTime()])).toEqual(
      Array.from({ length: 3 }, () => ['Deployed', START - 900_000]),
    );
    expect(aws.simulator.clock.now()).toBe(START);
    expect(aws.simulator.world.states(cloudFront).map(({ account }) => account)).not.toContain(second?.account);
  });

  test('are the same whenever they are built', async () => {
    const { members } = load();
    const second = { account: members[1]?.account };
    const early = await distributionsOf(second);

    await aws.simulator.reset();
    load();
    aws.simulator.clock.advance(86_400);
    await distributionsOf({ account: members[0]?.account });
    const late = await distributionsOf(second);

    expect(late).toEqual(early);
  });

  test('have nothing in common but what they are made of', async () => {
    const { members } = load();

    const lists = await Promise.all(members.map(({ account }) => distributionsOf({ account })));

    const hosts = lists.flat().map(({ DomainName }) => DomainName);
    expect(new Set(hosts).size).toBe(12);
  });

  test('are listed for the tools account', async () => {
    load();

    const { Accounts = [] } = await aws
      .client(OrganizationsClient, { account: TOOLS })
      .send(new ListAccountsCommand({ MaxResults: 20 }));

    expect(Accounts).toHaveLength(6);
  });
});

describe('roles', () => {
  test.each([readerRole, writerRole])(
    'let the tools account in as %s of every member, and only there',
    async (role) => {
      const { members } = load();

      for (const { account } of members) {
        const credentials = await assume(account, role);
        const identity = await aws.client(STSClient, { credentials }).send(new GetCallerIdentityCommand());

        expect(identity).toMatchObject({ Account: account, Arn: `arn:aws:sts::${account}:assumed-role/${role}/sweep` });
        expect(await distributionsOf({ credentials })).toHaveLength(3);
      }
    },
  );

  test('let a role of the tools account in, as a function has one', async () => {
    const { members } = load();
    const { account } = members[0]!;
    declareRole(aws.simulator.world, { arn: `arn:aws:iam::${TOOLS}:role/sweep-function` });
    const own = await assume(TOOLS, 'sweep-function');

    const credentials = await assume(account, readerRole, { credentials: own });

    expect(await distributionsOf({ credentials })).toHaveLength(3);
  });

  test('refuse another external id, another account, and the credentials of another member', async () => {
    const { members } = load();
    const [first = '', second = ''] = members.map(({ account }) => account);
    const denied = { name: 'AccessDenied' };

    await expect(assume(first, readerRole, { account: TOOLS }, 'guessed')).rejects.toMatchObject(denied);
    await expect(assume(first, readerRole, { account: '111111111111' })).rejects.toMatchObject(denied);
    const credentials = await assume(second);
    await expect(assume(first, readerRole, { credentials })).rejects.toMatchObject(denied);
  });

  test.each(['without roles', 'suspended', 'pending closure'] as const)(
    'refuse everybody in an account %s',
    async (trouble) => {
      const { members } = load({ troubles: { [trouble]: 1 } });

      await expect(assume(members[0]!.account)).rejects.toMatchObject({ name: 'AccessDenied' });
    },
  );

  test('are half there in an account without writer role', async () => {
    const { members } = load({ troubles: { 'without writer role': 1 } });
    const { account } = members[0]!;

    await expect(assume(account)).resolves.toBeDefined();
    await expect(assume(account, writerRole)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('troubles', () => {
  test('deny the distributions of an account, and nothing else', async () => {
    const { members } = load({ troubles: { denying: 1 } });
    const credentials = await assume(members[0]!.account);

    await expect(distributionsOf({ credentials })).rejects.toMatchObject({ name: 'AccessDenied' });
    const { HostedZones } = await aws.client(Route53Client, { credentials }).send(new ListHostedZonesCommand({}));
    expect(HostedZones).toHaveLength(1);
  });

  test('throttle an account at first', async () => {
    const { members } = load({ troubles: { throttling: 1 } });
    const credentials = await assume(members[0]!.account);

    for (let request = 0; request < 20; request += 1) {
      await expect(distributionsOf({ credentials })).rejects.toMatchObject({ name: 'Throttling' });
    }

    await expect(distributionsOf({ credentials })).resolves.toHaveLength(3);
  });
});

describe('network account', () => {
  test('has the zones of all, whose records lead to the distributions of the members', async () => {
    const { networkAccount, members } = load({ withNetworkAccount: true });
    const credentials = await assume(networkAccount!);
    const client = aws.client(Route53Client, { credentials });

    const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({ MaxItems: 100 }));
    const HostedZoneId = HostedZones.find(({ Name }) => Name === 'team-1-1.example.')?.Id;
    const { ResourceRecordSets = [] } = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId, MaxItems: 100 }),
    );

    expect(HostedZones).toHaveLength(4);
    const targets = new Set(ResourceRecordSets.flatMap(({ AliasTarget }) => AliasTarget?.DNSName ?? []));
    const distributions = await distributionsOf({ account: members[0]?.account });
    expect(targets).toEqual(new Set(distributions.map(({ DomainName }) => `${DomainName}.`)));
  });
});
