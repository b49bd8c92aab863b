import { invalidParameter, invalidRequest } from './refusals.ts';

const MAXIMUM_BYTES = 65_536;

/** What CreateSecret and PutSecretValue both carry. */
export interface SentValue {
  readonly ClientRequestToken?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly SecretString?: string | undefined;
}

export function hasValue({ SecretString, SecretBinary }: SentValue): boolean {
  return SecretString !== undefined || SecretBinary !== undefined;
}

export function checkValue({ SecretString, SecretBinary }: SentValue): void {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (Buffer.byteLength(SecretString ?? SecretBinary ?? '') > MAXIMUM_BYTES) {
    throw invalidParameter(`The secret value must not be longer than ${MAXIMUM_BYTES} bytes.`);
  }
}

/** The id of the version to be. The SDKs make one up for every request; a raw client has to. */
export function versionIdOf({ ClientRequestToken: token }: SentValue): string {
  if (token === undefined) {
    throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  }
  if (token.length < 32 || token.length > 64) {
    throw invalidParameter('ClientRequestToken must be 32-64 characters long.');
  }
  return token;
}
