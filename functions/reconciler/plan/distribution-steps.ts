import type { Distribution } from '../model/distribution.ts';
import type { FieldChange, Step } from '../model/plan.ts';
import type { Reason } from '../model/rules.ts';
import { READY, reasonsOf, waitingForDeployment } from './part-plan.ts';

type UpdateStep = Extract<Step, { part: 'distribution'; action: 'update' }>;

/** One update of exactly these settings, under the ETag that was observed; no step when nothing differs. */
export function updateStep(distribution: Distribution, changes: readonly FieldChange[]): readonly UpdateStep[] {
  if (changes.length === 0) return [];
  return [
    {
      part: 'distribution',
      action: 'update',
      target: `distribution ${distribution.id}`,
      distributionId: distribution.id,
      etag: distribution.etag ?? '',
      changes,
      because: reasonsOf(changes),
      state: READY,
    },
  ];
}

/** Shown behind an update too, so that a person sees the wait that comes. */
export function deployStep({ id, status }: Distribution, because: Reason): readonly Step[] {
  if (status === 'Deployed') return [];
  const what = `distribution ${id} to be Deployed`;
  const state = waitingForDeployment(id, what);
  return [{ part: 'distribution', action: 'wait', target: what, changes: [], because: [because], state }];
}
