import type { KeyAlgorithm } from '@aws-sdk/client-acm';

/** ACM takes `RSA_2048` and answers `RSA-2048`, against its own model. */
export function shownKeyAlgorithm(algorithm: KeyAlgorithm): KeyAlgorithm {
  return algorithm.replace('_', '-') as KeyAlgorithm;
}
