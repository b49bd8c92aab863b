/**
 * The stop inside a wave. Its tasks are at work at the same time and know nothing of each other: each that sees something fail marks it in the run's
 * store, and each looks for marks before it begins an edge. A mark is counted by its name, so that one listing tells all of them.
 */
import { describeFailure } from '../reconciler/model/failure.ts';
import type { SweepContext } from './sweep-context.ts';
import { type Failures, whyStopped } from './sweep-plan.ts';

export interface WaveStop {
  /** Why no edge is begun any more; undefined: it may be. One request. */
  because(): Promise<string | undefined>;
  /** What has failed in the account of this task so far. No request where nothing has. */
  note(failures: Pick<Failures, 'failed' | 'failedProofs'>): Promise<void>;
}

const MARK = /^stops\/(?<task>[\d-]+\/(?<account>\d+))-(?<failed>\d+)-(?<failedProofs>\d+)$/;

/** `look`: which look at which wave, such as `2-0`. */
export function createWaveStop(
  runId: string,
  { account, look }: { readonly account: string; readonly look: string },
  { store: storeOf, settings, log }: SweepContext,
): WaveStop {
  const store = storeOf(runId);
  return {
    async because() {
      const marks = await store.list('stops/');
      // Nobody knows how the others fare.
      if (marks.kind === 'failed') return `whether the wave is stopped is not known: ${describeFailure(marks.failure)}`;
      return whyStopped(Number.parseInt(look, 10), failuresIn(marks.value), 0, settings.limits);
    },
    async note({ failed, failedProofs }) {
      if (failed + failedProofs === 0) return;
      const marked = await store.put(`stops/${look}/${account}-${failed}-${failedProofs}`, {});
      if (marked.kind === 'failed')
        log.error('the others were not told of a failure', { because: describeFailure(marked.failure) });
    },
  };
}

/** A task marks what it knows again when it knows more: its largest numbers count. */
function failuresIn(marks: readonly string[]): readonly Failures[] {
  const byTask = new Map<string, Failures>();
  for (const { groups: mark } of marks.map((name) => MARK.exec(name)).filter((found) => found !== null)) {
    const { task = '', account = '', ...counts } = mark ?? {};
    const { failed = 0, failedProofs = 0 } = byTask.get(task) ?? {};
    byTask.set(task, {
      account,
      failed: Math.max(failed, Number(counts.failed)),
      failedProofs: Math.max(failedProofs, Number(counts.failedProofs)),
    });
  }
  return [...byTask.values()];
}
