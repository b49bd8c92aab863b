import { createSecret } from '../secretsmanager/create-secret.ts';
import { putSecretValue } from '../secretsmanager/put-secret-value.ts';
import type { SecretEstate } from './estate.ts';
import { at, type Seeding } from './seeding.ts';

export function seedSecrets(seeding: Seeding, secrets: Readonly<Record<string, SecretEstate>>): void {
  for (const [name, secret] of Object.entries(secrets)) {
    at(`${seeding.path}.secrets.${name}`, () => seedSecret(seeding, name, secret));
  }
}

function seedSecret(seeding: Seeding, name: string, secret: SecretEstate): void {
  const context = seeding.context(secret.region);
  const { value, previousValue, description, tags = {} } = secret;
  createSecret.run(
    {
      Name: name,
      ClientRequestToken: context.ids.uuid(),
      SecretString: previousValue ?? value,
      Description: description,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
    context,
  );
  if (previousValue !== undefined) {
    putSecretValue.run({ SecretId: name, ClientRequestToken: context.ids.uuid(), SecretString: value }, context);
  }
}
