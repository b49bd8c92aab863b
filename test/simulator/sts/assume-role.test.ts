import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { declareRole } from '../../../simulator/sts/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const RoleArn = 'arn:aws:iam::222222222222:role/path/auditor';

async function assume(input: Partial<AssumeRoleCommandInput> = {}, sts = aws.client(STSClient)) {
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sweep', ...input }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { credentials, Expiration, AssumedRoleUser };
}

describe('validation', () => {
  test.each([
    ['a session name that is too short', { RoleSessionName: 'a' }, 'roleSessionName'],
    ['a session name with a space', { RoleSessionName: 'a b' }, 'roleSessionName'],
    ['a session that is too short', { DurationSeconds: 899 }, 'durationSeconds'],
    ['a session that is too long', { DurationSeconds: 43_201 }, 'durationSeconds'],
    ['an external id that is too short', { ExternalId: 'a' }, 'externalId'],
    ['a missing role', { RoleArn: undefined }, 'roleArn'],
    ['an ARN that names no role', { RoleArn: 'arn:aws:iam::222222222222:user/auditor' }, 'is invalid'],
  ])('refuses %s', async (_title, input, member) => {
    declareRole(aws.simulator.world, { arn: RoleArn });

    const failure = await assume(input).catch((error) => error);

    expect(failure).toMatchObject({ name: 'ValidationError', $metadata: { httpStatusCode: 400 } });
    expect(failure.message).toContain(member);
  });

  test('refuses a chained session of more than an hour', async () => {
    declareRole(aws.simulator.world, { arn: RoleArn });
    const { credentials } = await assume();

    const failure = await assume({ DurationSeconds: 3601 }, aws.client(STSClient, { credentials })).catch((e) => e);

    expect(failure.name).toBe('ValidationError');
    expect(failure.message).toContain('role chaining');
  });
});

describe('behavior', () => {
  test('issues credentials that act in the account of the role', async () => {
    declareRole(aws.simulator.world, { arn: RoleArn });

    const { credentials, Expiration, AssumedRoleUser } = await assume();

    const identity = await aws.client(STSClient, { credentials }).send(new GetCallerIdentityCommand());
    expect(identity).toMatchObject({
      Account: '222222222222',
      Arn: 'arn:aws:sts::222222222222:assumed-role/auditor/sweep',
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    expect(AssumedRoleUser?.Arn).toBe(identity.Arn);
    expect(Expiration).toEqual(new Date('2026-01-01T01:00:00Z'));
  });

  test('refuses a role that was not declared', async () => {
    const failure = await assume().catch((error) => error);

    expect(failure).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    expect(failure.message).toBe(
      `User: arn:aws:iam::111111111111:user/simulator is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    );
  });

  test.each([
    ['without', undefined],
    ['with another', 'guess'],
  ])('refuses a role that wants an external id %s one', async (_title, ExternalId) => {
    declareRole(aws.simulator.world, { arn: RoleArn, externalId: 'agreed' });

    const failure = await assume({ ExternalId }).catch((error) => error);

    expect(failure.name).toBe('AccessDenied');
  });

  test('accepts the external id that the role wants', async () => {
    declareRole(aws.simulator.world, { arn: RoleArn, externalId: 'agreed' });

    const { credentials } = await assume({ ExternalId: 'agreed' });

    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  });

  test('refuses a caller whom the role does not trust', async () => {
    declareRole(aws.simulator.world, { arn: RoleArn, trustedAccounts: ['333333333333'] });

    const failure = await assume().catch((error) => error);
    const trusted = await assume({}, aws.client(STSClient, { account: '333333333333' }));

    expect(failure.name).toBe('AccessDenied');
    expect(trusted.credentials.accessKeyId).not.toBe('');
  });

  test('fails with an expired token once the session is over', async () => {
    declareRole(aws.simulator.world, { arn: RoleArn });
    const { credentials } = await assume({ DurationSeconds: 900 });
    aws.simulator.clock.advance(900);

    const query = await aws
      .client(STSClient, { credentials })
      .send(new GetCallerIdentityCommand())
      .catch((e) => e);
    const json = await aws
      .client(ACMClient, { credentials })
      .send(new ListCertificatesCommand())
      .catch((e) => e);

    expect(query.name).toBe('ExpiredToken');
    expect(json.name).toBe('ExpiredTokenException');
  });
});
