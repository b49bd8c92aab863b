import type { Observed } from '../reconciler/model/observed.ts';
import { isProven, type Proof } from '../reconciler/model/proof.ts';

/** What came of a proof, as a log may hold it: no header and no value that was received. */
export interface ProofFacts {
  readonly proof: 'passed' | 'failed' | 'not-possible';
  /** Rounds in a row in which every check passed. */
  readonly passes?: number;
  readonly requests?: number;
  /** Checks that did not pass in the last round, accepted ones included. */
  readonly failedChecks?: string;
}

/** undefined where nobody tried. */
export function proofFactsOf(proof: Observed<Proof> | undefined): ProofFacts | undefined {
  if (proof === undefined || proof.kind === 'absent') return undefined;
  if (proof.kind === 'unreadable') return { proof: 'not-possible' };
  const { passes, requests, results } = proof.value;
  const failed = new Set(results.filter(({ verdict }) => verdict !== 'pass').map(({ check }) => check));
  const counts = { proof: isProven(proof.value) ? 'passed' : 'failed', passes, requests } as const;
  return failed.size === 0 ? counts : { ...counts, failedChecks: [...failed].join(', ') };
}
