/**
 * Proofs that failed in earlier runs. Plans are made without trying, so an edge that cannot pass is tried by each run; if it stopped the waves each
 * time, nothing else would ever be corrected. What fails as it did before, on a distribution that nobody changed since, is told and stops nobody.
 */
import { describeFailure } from '../reconciler/model/failure.ts';
import type { EdgeLook } from '../reconciler/model/look.ts';
import { type CheckId, isProven } from '../reconciler/model/proof.ts';
import { TAG } from '../reconciler/model/tags.ts';
import { keepForLater } from './run-records.ts';
import type { SweepContext } from './sweep-context.ts';

/** By domain, those of one account. */
export type FailedProofs = Readonly<Record<string, FailedProof>>;

interface FailedProof {
  readonly distributionId: string;
  readonly etag: string;
  /** That did not pass under this ETag; none: too few rounds in a row did. */
  readonly checks: readonly CheckId[];
}

/** A proof refused the cut-over, or the edge was put on hold because of one. Edges that were held before are not among those that change. */
export function hasFailedProof(look: EdgeLook): boolean {
  return isHeld(look) || failedProofOf(look) !== undefined;
}

/** A change that was undone is always news. */
export function isNews(look: EdgeLook, known: FailedProofs): boolean {
  const failed = failedProofOf(look);
  const before = known[look.plan.domainName];
  if (isHeld(look) || failed === undefined || before === undefined) return true;
  return !isSameDistribution(failed, before) || failed.checks.some((check) => !before.checks.includes(check));
}

/** Of these looks, what is remembered for the next run. */
export function failedProofsIn(looks: readonly EdgeLook[]): FailedProofs {
  return Object.fromEntries(
    looks.flatMap((look) => {
      const failed = isHeld(look) ? undefined : failedProofOf(look);
      return failed === undefined ? [] : [[look.plan.domainName, failed] as const];
    }),
  );
}

/** Where they cannot be read, every failure is news. */
export async function readFailedProofs(account: string, { memory, log }: SweepContext): Promise<FailedProofs> {
  const kept = await memory.get(nameOf(account));
  if (kept.kind === 'answered') return (kept.value ?? {}) as FailedProofs;
  log.error('failed proofs of earlier runs could not be read', { because: describeFailure(kept.failure) });
  return {};
}

/** No request where none failed. */
export async function rememberFailedProofs(
  account: string,
  failed: FailedProofs,
  context: SweepContext,
): Promise<void> {
  if (Object.keys(failed).length === 0) return;
  const known = await readFailedProofs(account, context);
  const merged = Object.entries(failed).map(([domain, proof]) => [domain, withEarlier(proof, known[domain])] as const);
  await keepForLater(nameOf(account), { ...known, ...Object.fromEntries(merged) }, context);
}

/** A check that fails now and then is news once. */
function withEarlier(failed: FailedProof, before: FailedProof | undefined): FailedProof {
  if (before === undefined || !isSameDistribution(failed, before)) return failed;
  return { ...failed, checks: [...new Set([...before.checks, ...failed.checks])].sort() };
}

function isSameDistribution(one: FailedProof, other: FailedProof): boolean {
  return one.distributionId === other.distributionId && one.etag === other.etag;
}

function isHeld({ outcome, observed: { distribution } }: EdgeLook): boolean {
  return (
    outcome.kind === 'refused' && distribution.kind === 'present' && distribution.value.tags[TAG.held] !== undefined
  );
}

function failedProofOf({ outcome, observed: { proof } }: EdgeLook): FailedProof | undefined {
  if (outcome.kind !== 'refused' || proof?.kind !== 'present' || isProven(proof.value)) return undefined;
  const { distributionId, etag, results } = proof.value;
  const checks = results.filter(({ verdict }) => verdict !== 'pass').map(({ check }) => check);
  return { distributionId, etag, checks: [...new Set(checks)].sort() };
}

function nameOf(account: string): string {
  return `failed-proofs/${account}`;
}
