import {
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DescribeSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../../../simulator/secretsmanager/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({ services: [secretsManager] });

function create(settings: Partial<CreateSecretCommandInput> = {}) {
  return aws.client(SecretsManagerClient).send(new CreateSecretCommand({ Name: 'edge/origin', ...settings }));
}

describe('validation', () => {
  test.each<[string, Partial<CreateSecretCommandInput>]>([
    ['an empty name', { Name: '' }],
    ['a name with a space', { Name: 'edge origin' }],
    ['two values', { SecretString: 'a', SecretBinary: Buffer.from('b') }],
    ['a value of more than 65,536 bytes', { SecretString: 'ö'.repeat(32_769) }],
    ['a short token', { SecretString: 'a', ClientRequestToken: 'short' }],
    ['a reserved tag', { Tags: [{ Key: 'aws:owner', Value: 'me' }] }],
  ])('refuses %s', async (_, settings) => {
    await expect(create(settings)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a name that exists', async () => {
    await create();

    await expect(create()).rejects.toMatchObject({
      name: 'ResourceExistsException',
      message: 'The operation failed because the secret edge/origin already exists.',
    });
  });
});

describe('behavior', () => {
  test('makes the first version the current one', async () => {
    const { ARN, VersionId } = await create({ SecretString: 'a', Tags: [{ Key: 'team', Value: 'edge' }] });

    const described = await aws.client(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId: ARN }));

    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:111111111111:secret:edge\/origin-[A-Za-z0-9]{6}$/);
    expect(described).toMatchObject({
      Name: 'edge/origin',
      CreatedDate: new Date('2026-01-01T00:00:00Z'),
      Tags: [{ Key: 'team', Value: 'edge' }],
      VersionIdsToStages: { [VersionId!]: ['AWSCURRENT'] },
    });
  });

  test('makes a secret without a value', async () => {
    const { ARN, VersionId } = await create();

    const described = await aws.client(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId: ARN }));

    expect(VersionId).toBeUndefined();
    expect(described.VersionIdsToStages).toEqual({});
  });

  test('keeps the same name apart in another Region and another account', async () => {
    await create();
    const elsewhere = [{ region: 'eu-west-1' }, { account: '222222222222' }];

    const answers = elsewhere.map((scope) =>
      aws.client(SecretsManagerClient, scope).send(new CreateSecretCommand({ Name: 'edge/origin' })),
    );

    await expect(Promise.all(answers)).resolves.toMatchObject([{ Name: 'edge/origin' }, { Name: 'edge/origin' }]);
  });
});
