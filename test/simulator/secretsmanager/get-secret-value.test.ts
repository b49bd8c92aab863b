import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../../../simulator/secretsmanager/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({ services: [secretsManager] });

const SecretId = 'origin';
const client = () => aws.client(SecretsManagerClient);
let arn: string;
let versionId: string;

beforeEach(async () => {
  const created = await client().send(new CreateSecretCommand({ Name: SecretId, SecretString: 'first' }));
  arn = created.ARN!;
  versionId = created.VersionId!;
});

function get(settings: Partial<GetSecretValueCommandInput> = {}) {
  return client().send(new GetSecretValueCommand({ SecretId, ...settings }));
}

describe('validation', () => {
  test.each<[Partial<GetSecretValueCommandInput>, string]>([
    [{ SecretId: 'nothing' }, "Secrets Manager can't find the specified secret."],
    [
      { VersionStage: 'AWSPREVIOUS' },
      "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
    ],
    [{ VersionId: 'nothing' }, "Secrets Manager can't find the specified secret value for VersionId: nothing"],
  ])('refuses %j', async (settings, message) => {
    await expect(get(settings)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a label that the version does not have', async () => {
    await expect(get({ VersionId: versionId, VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
  });

  test('refuses a secret of another Region', async () => {
    const elsewhere = aws.client(SecretsManagerClient, { region: 'eu-west-1' });

    await expect(elsewhere.send(new GetSecretValueCommand({ SecretId: arn }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('refuses a secret that was marked for deletion, until it is gone', async () => {
    const { DeletionDate } = await client().send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));

    await expect(get()).rejects.toMatchObject({ name: 'InvalidRequestException' });
    const described = await client().send(new DescribeSecretCommand({ SecretId }));
    aws.simulator.clock.advance(7 * 86_400);

    expect(described.DeletedDate).toEqual(DeletionDate);
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('refuses a recovery window that AWS does not have', async () => {
    const remove = (settings: object) => client().send(new DeleteSecretCommand({ SecretId, ...settings }));

    await expect(remove({ RecoveryWindowInDays: 6 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(remove({ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('behavior', () => {
  test('answers the current value by name, by ARN, and by ARN without its last characters', async () => {
    const answers = await Promise.all([SecretId, arn, arn.slice(0, -7)].map((id) => get({ SecretId: id })));

    expect(answers.map(({ SecretString }) => SecretString)).toEqual(['first', 'first', 'first']);
    expect(answers[0]).toMatchObject({ ARN: arn, VersionId: versionId, VersionStages: ['AWSCURRENT'] });
  });

  test('answers the previous value after a rotation', async () => {
    await client().send(new PutSecretValueCommand({ SecretId, SecretString: 'second' }));

    expect((await get()).SecretString).toBe('second');
    expect((await get({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('first');
  });

  test('answers a binary value', async () => {
    await client().send(new PutSecretValueCommand({ SecretId, SecretBinary: Buffer.from([0, 255]) }));

    const { SecretBinary, SecretString } = await get();

    expect([...(SecretBinary ?? [])]).toEqual([0, 255]);
    expect(SecretString).toBeUndefined();
  });

  test('frees the name of a secret that is deleted by force', async () => {
    await client().send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));

    await client().send(new CreateSecretCommand({ Name: SecretId, SecretString: 'new' }));

    expect((await get()).SecretString).toBe('new');
  });

  test('writes no value into the request log', async () => {
    await get();

    expect(JSON.stringify(aws.simulator.requests())).not.toContain('first');
  });
});
