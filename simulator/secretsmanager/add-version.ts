import type { OperationContext } from '../core/operation.ts';
import { alreadyExists } from './refusals.ts';
import { type SentValue, versionIdOf } from './secret-value.ts';
import type { SecretVersion, StoredSecret } from './state.ts';

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** The version that the same request made before; the same token with another value is refused. */
export function versionMadeBefore(secret: StoredSecret, sent: SentValue): SecretVersion | undefined {
  const id = versionIdOf(sent);
  const version = secret.versions.get(id);
  if (version !== undefined && !hasThisValue(version, sent)) {
    throw alreadyExists(
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  return version;
}

/** A new version with these staging labels; the first version of a secret is always the current one too. */
export function addVersion(
  secret: StoredSecret,
  sent: SentValue,
  stages: readonly string[],
  context: OperationContext,
): SecretVersion {
  const version: SecretVersion = {
    versionId: versionIdOf(sent),
    secretString: sent.SecretString,
    secretBinary: sent.SecretBinary,
    createdDate: new Date(context.clock.now()),
    stages: new Set(),
  };
  for (const stage of new Set(secret.versions.size === 0 ? [CURRENT, ...stages] : stages)) {
    moveStage(secret, stage, version);
  }
  secret.versions.set(version.versionId, version);
  secret.lastChangedDate = version.createdDate;
  return version;
}

/** A label is on one version at a time; AWSPREVIOUS follows where AWSCURRENT leaves. */
export function moveStage(secret: StoredSecret, stage: string, to: SecretVersion): void {
  const from = [...secret.versions.values()].find(({ stages }) => stages.has(stage));
  if (from === to) return;
  from?.stages.delete(stage);
  to.stages.add(stage);
  if (stage === CURRENT && from !== undefined) moveStage(secret, PREVIOUS, from);
}

function hasThisValue({ secretString, secretBinary }: SecretVersion, sent: SentValue): boolean {
  return secretString === sent.SecretString && Buffer.compare(bytes(secretBinary), bytes(sent.SecretBinary)) === 0;
}

function bytes(value: Uint8Array | undefined): Uint8Array {
  return value ?? new Uint8Array();
}
