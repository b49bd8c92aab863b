import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type PutSecretValueCommandInput,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../../../simulator/secretsmanager/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws({ services: [secretsManager] });

const SecretId = 'origin';
const token = (letter: string) => letter.repeat(32);
const client = () => aws.client(SecretsManagerClient);

function put(letter: string, settings: Partial<PutSecretValueCommandInput> = {}) {
  return client().send(
    new PutSecretValueCommand({ SecretId, SecretString: letter, ClientRequestToken: token(letter), ...settings }),
  );
}

async function stages(): Promise<Record<string, string[]>> {
  const { VersionIdsToStages } = await client().send(new DescribeSecretCommand({ SecretId }));
  return VersionIdsToStages ?? {};
}

beforeEach(() =>
  client().send(new CreateSecretCommand({ Name: SecretId, SecretString: 'a', ClientRequestToken: token('a') })),
);

describe('validation', () => {
  test('refuses a secret that does not exist', async () => {
    await expect(put('b', { SecretId: 'nothing' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  });

  test('refuses no value', async () => {
    await expect(put('b', { SecretString: undefined })).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('refuses a token that made another value', async () => {
    await put('b');

    await expect(put('b', { SecretString: 'c' })).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  test.each([[[]], [['']]])('refuses the labels %j', async (VersionStages) => {
    await expect(put('b', { VersionStages })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('behavior', () => {
  test('makes the new version current and the one before it previous', async () => {
    const answer = await put('b');

    expect(answer).toMatchObject({ VersionId: token('b'), VersionStages: ['AWSCURRENT'] });
    expect(await stages()).toEqual({ [token('a')]: ['AWSPREVIOUS'], [token('b')]: ['AWSCURRENT'] });
  });

  test('leaves the oldest version without a label, readable by its id only', async () => {
    await put('b');
    await put('c');

    const oldest = await client().send(new GetSecretValueCommand({ SecretId, VersionId: token('a') }));
    const listed = await client().send(new ListSecretVersionIdsCommand({ SecretId }));
    const all = await client().send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }));

    expect(await stages()).toEqual({ [token('b')]: ['AWSPREVIOUS'], [token('c')]: ['AWSCURRENT'] });
    expect(oldest.SecretString).toBe('a');
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([token('b'), token('c')]);
    expect(all.Versions?.map(({ VersionId }) => VersionId)).toEqual([token('a'), token('b'), token('c')]);
  });

  test('leaves the current version alone when the new one gets another label', async () => {
    await put('b', { VersionStages: ['AWSPENDING'] });

    expect(await stages()).toEqual({ [token('a')]: ['AWSCURRENT'], [token('b')]: ['AWSPENDING'] });
  });

  test('answers a repeated request without a new version', async () => {
    await put('b');

    const again = await put('b');

    expect(again.VersionId).toBe(token('b'));
    expect(Object.keys(await stages())).toHaveLength(2);
  });

  test('makes the first version of an empty secret current whatever its label', async () => {
    await client().send(new CreateSecretCommand({ Name: 'empty' }));

    const answer = await put('b', { SecretId: 'empty', VersionStages: ['AWSPENDING'] });

    expect(answer.VersionStages?.toSorted()).toEqual(['AWSCURRENT', 'AWSPENDING']);
  });
});
