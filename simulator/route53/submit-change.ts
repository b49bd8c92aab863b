import type { ChangeInfo } from '@aws-sdk/client-route-53';
import type { OperationContext } from '../core/operation.ts';
import { idAlphabet, route53Account, secondsUntilInSync } from './state.ts';

/** Every change is PENDING first and INSYNC once all name servers have it; `serve` tells them. */
export function submitChange(
  { world, account, clock, ids }: OperationContext,
  serve: () => void,
  comment?: string,
): ChangeInfo {
  const { changes } = world.state(route53Account, account);
  const id = `C${ids.text(20, idAlphabet)}`;
  const change: ChangeInfo = {
    Id: `/change/${id}`,
    Status: 'PENDING',
    SubmittedAt: new Date(clock.now()),
    ...(comment !== undefined && { Comment: comment }),
  };
  changes.set(id, change);
  clock.after(secondsUntilInSync, () => {
    serve();
    changes.set(id, { ...change, Status: 'INSYNC' });
  });
  return change;
}
