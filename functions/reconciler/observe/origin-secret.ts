import type { AwsClients } from '../aws/clients.ts';
import { fingerprintOf } from '../aws/fingerprint.ts';
import { readSecret } from '../aws/read-secret.ts';
import { mapObserved, type Observed, present } from '../model/observed.ts';
import type { OriginSecret, SecretReference } from '../model/origin-verify.ts';

/**
 * What the secret holds, as fingerprints from here on. The previous version is asked for only where an origin sends something else than the
 * current one; `sent` are the fingerprints of what origins send.
 */
export async function observeOriginSecret(
  clients: AwsClients,
  reference: SecretReference,
  sent: readonly string[],
): Promise<Observed<OriginSecret>> {
  const read = await readSecret(clients, reference, 'AWSCURRENT');
  if (read.kind !== 'present') return read;
  if (read.value.kind === 'unusable') return present({ ...reference, ...read.value });

  const current = fingerprintOf(read.value.value.reveal());
  const previous = sent.every((fingerprint) => fingerprint === current)
    ? undefined
    : await observePrevious(clients, reference);
  if (previous?.kind === 'unreadable') return previous;
  return present({
    ...reference,
    kind: 'usable',
    current,
    previous: previous?.kind === 'present' ? previous.value : undefined,
  });
}

async function observePrevious(clients: AwsClients, reference: SecretReference): Promise<Observed<string | undefined>> {
  const read = await readSecret(clients, reference, 'AWSPREVIOUS');
  return mapObserved(read, (version) =>
    version.kind === 'usable' ? fingerprintOf(version.value.reveal()) : undefined,
  );
}
