import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { mapObserved, type Observed } from '../model/observed.ts';
import type { SecretReference } from '../model/origin-verify.ts';
import { read } from './call.ts';
import type { AwsClients } from './clients.ts';
import { SecretValue } from './secret-value.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers */
const LONGEST_HEADER_VALUE = 1783;
/** A shorter one could be guessed. */
const SHORTEST_HEADER_VALUE = 8;

/** What one version of a secret is good for as the value of a header. */
export type HeaderSecret =
  | { readonly kind: 'usable'; readonly value: SecretValue }
  | { readonly kind: 'unusable'; readonly because: string };

/** Absent: the secret does not exist, or has no version with this label. */
export async function readSecret(
  clients: AwsClients,
  { secretId, region }: SecretReference,
  label: 'AWSCURRENT' | 'AWSPREVIOUS',
): Promise<Observed<HeaderSecret>> {
  const answer = await read('SecretsManager.GetSecretValue', () =>
    clients.secretsManager(region).send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: label })),
  );
  return mapObserved(answer, ({ SecretString }) => toHeaderSecret(SecretString));
}

function toHeaderSecret(text: string | undefined): HeaderSecret {
  if (text === undefined) return { kind: 'unusable', because: 'it is binary; store it as text' };
  const because = problemOf(text);
  return because === undefined ? { kind: 'usable', value: new SecretValue(text) } : { kind: 'unusable', because };
}

/** Never quotes the value. */
function problemOf(text: string): string | undefined {
  if (text.length < SHORTEST_HEADER_VALUE || text.length > LONGEST_HEADER_VALUE)
    return `it has ${text.length} characters; use ${SHORTEST_HEADER_VALUE} to ${LONGEST_HEADER_VALUE}`;
  if (!/^[\x21-\x7e]+$/.test(text))
    return 'it has spaces, line ends or characters outside ASCII; a header cannot carry them';
  return text.startsWith('{') ? 'it looks like a JSON object; store the plain value' : undefined;
}
