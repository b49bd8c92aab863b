import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { Called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { type OriginHeaderWrite, withoutHeaderValues } from '../aws/origin-headers.ts';
import { readSecret } from '../aws/read-secret.ts';
import type { SecretValue } from '../aws/secret-value.ts';
import { InvariantError } from '../model/errors.ts';
import type { Failure } from '../model/failure.ts';
import { originHeaderAt, type SecretReference } from '../model/origin-verify.ts';
import type { FieldChange } from '../model/plan.ts';

/** The headers among `changes`, each with its value read now: a plan only says where a value is kept. */
export async function readOriginHeaders(
  clients: AwsClients,
  changes: readonly FieldChange[],
): Promise<Called<readonly OriginHeaderWrite[]>> {
  const writes: OriginHeaderWrite[] = [];
  for (const { path, after, secret } of changes) {
    const at = originHeaderAt(path);
    if (at === undefined) continue;
    if (secret === undefined && after !== undefined) throw new InvariantError(`no secret to set ${path} from`);
    const read = secret === undefined ? undefined : await readCurrent(clients, secret);
    if (read?.kind === 'failed') return read;
    writes.push({ ...at, value: read?.value });
  }
  return { kind: 'answered', value: writes };
}

async function readCurrent(clients: AwsClients, reference: SecretReference): Promise<Called<SecretValue>> {
  const read = await readSecret(clients, reference, 'AWSCURRENT');
  if (read.kind === 'unreadable') return { kind: 'failed', failure: read.failure };
  if (read.kind === 'absent')
    return notSent('NotFound', 'ResourceNotFoundException', reference, 'does not exist any more');
  if (read.value.kind === 'unusable')
    return notSent('InvalidRequest', 'UnusableSecret', reference, `cannot be sent as a header: ${read.value.because}`);
  return { kind: 'answered', value: read.value.value };
}

function notSent(
  kind: Failure['kind'],
  code: string,
  { secretId, region }: SecretReference,
  what: string,
): Called<never> {
  const message = `secret ${secretId} in ${region} ${what}`;
  const call = { service: 'SecretsManager', operation: 'GetSecretValue', requestId: undefined };
  return { kind: 'failed', failure: { kind, code, message, ...call } };
}

/** An answer whose refusal, if it is one, quotes none of the values that were sent. */
export function withoutValues<T>(answer: Called<T>, sent: DistributionConfig): Called<T> {
  if (answer.kind === 'answered') return answer;
  const message = withoutHeaderValues(answer.failure.message, sent);
  return { kind: 'failed', failure: { ...answer.failure, message } };
}
