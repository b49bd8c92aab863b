import type { Observed } from '../../functions/reconciler/model/observed.ts';
import type { Proof, ProofSubject } from '../../functions/reconciler/model/proof.ts';
import type { Prover } from '../../functions/reconciler/prove/prover.ts';

/** A proof that the reconciler had taken, and what it was to be about. */
export interface RecordedProof {
  readonly subject: ProofSubject;
  readonly through: Proof['through'];
  readonly proof: Observed<Proof>;
}

/** The prover, and a record of what it was asked. */
export function recordProofs(prover: Prover): {
  readonly prover: Prover;
  readonly taken: () => readonly RecordedProof[];
} {
  const taken: RecordedProof[] = [];
  return {
    prover: {
      async prove(subject, through) {
        const proof = await prover.prove(subject, through);
        taken.push({ subject, through, proof });
        return proof;
      },
    },
    taken: () => taken,
  };
}
