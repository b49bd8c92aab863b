import type { AwsClients } from '../aws/clients.ts';
import { fingerprintOf } from '../aws/fingerprint.ts';
import { readSecret } from '../aws/read-secret.ts';
import { ABSENT, mapObserved, type Observed, present } from '../model/observed.ts';
import type { OriginSecret, SecretReference } from '../model/origin-verify.ts';

type Label = Parameters<typeof readSecret>[2];
type Version = { readonly kind: 'usable'; readonly fingerprint: string } | Extract<OriginSecret, { kind: 'unusable' }>;

/** Reads what a version of a secret holds, as a fingerprint from here on. */
export type SecretReader = (reference: SecretReference, label: Label) => Promise<Observed<Version>>;

/** Each version is read once: edges of one account often share a secret. */
export function createSecretReader(clients: AwsClients): SecretReader {
  const reads = new Map<string, ReturnType<SecretReader>>();
  return (reference, label) => {
    const key = `${reference.region} ${reference.secretId} ${label}`;
    const read = reads.get(key) ?? readVersion(clients, reference, label);
    reads.set(key, read);
    return read;
  };
}

async function readVersion(clients: AwsClients, reference: SecretReference, label: Label): Promise<Observed<Version>> {
  return mapObserved(await readSecret(clients, reference, label), (version) =>
    version.kind === 'usable'
      ? { kind: 'usable', fingerprint: fingerprintOf(version.value.reveal()) }
      : { ...reference, ...version },
  );
}

/**
 * What the secret holds. The previous version is asked for only where an origin sends something else than the current one; `sent` are the
 * fingerprints of what origins send.
 */
export async function observeOriginSecret(
  readVersionOf: SecretReader,
  reference: SecretReference,
  sent: readonly string[],
): Promise<Observed<OriginSecret>> {
  const read = await readVersionOf(reference, 'AWSCURRENT');
  if (read.kind !== 'present') return read;
  if (read.value.kind === 'unusable') return present(read.value);

  const current = read.value.fingerprint;
  const isCurrent = sent.every((fingerprint) => fingerprint === current);
  const previous = isCurrent ? ABSENT : await readVersionOf(reference, 'AWSPREVIOUS');
  if (previous.kind === 'unreadable') return previous;
  const isSendable = previous.kind === 'present' && previous.value.kind === 'usable';
  return present({
    ...reference,
    kind: 'usable',
    current,
    previous: isSendable ? previous.value.fingerprint : undefined,
  });
}
