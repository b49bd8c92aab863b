import { type ConvergeWhile, convergeInTime } from '../../../functions/custom-resource/converge-in-time.ts';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import { API, edgeLook } from './edge-look.ts';
import { recordedInvocation } from './recorded-invocation.ts';

const TARGET: EdgeTarget = { kind: 'let-go', domainName: API, owner: { kind: 'remediator' }, onDelete: 'restore' };
const WAITING = edgeLook({ kind: 'waiting', for: 'distribution E1 to be Deployed', retryAfterSeconds: 30 });
const IN_SYNC = edgeLook({ kind: 'in-sync' });

describe('convergeInTime', () => {
  test('gives the last look', async () => {
    const converge = convergeInTime(async () => IN_SYNC, recordedInvocation());

    expect(await converge(TARGET, undefined)).toEqual({ kind: 'settled', look: IN_SYNC });
  });

  test.each([
    ['what Lambda leaves', 100, undefined, 85],
    ['ServiceTimeout where it is shorter', 900, 60, 45],
    ['what Lambda leaves where that is shorter', 100, 3600, 85],
  ])('lets looks begin within %s, less 15 seconds', async (_, remaining, serviceTimeout, left) => {
    const seen: number[] = [];
    const invocation = recordedInvocation({ remainingSeconds: () => remaining });
    const converge = convergeInTime(async (_target, { secondsLeft }) => {
      seen.push(secondsLeft());
      await invocation.clock.sleep(10);
      seen.push(secondsLeft());
      return IN_SYNC;
    }, invocation);

    await converge(TARGET, serviceTimeout);

    expect(seen[0]).toBe(left);
    expect(seen[1]).toBe(left === 45 ? 35 : 85);
  });

  test('leaves a look behind that does not come back, and tells what the one before waited for', async () => {
    const invocation = recordedInvocation();
    const hangs: ConvergeWhile = async (_target, { onLook }) => {
      onLook(WAITING);
      invocation.elapse();
      return new Promise(() => {});
    };

    const converged = await convergeInTime(hangs, invocation)(TARGET, undefined);

    expect(converged).toEqual({ kind: 'late', lastLook: WAITING });
  });

  test('logs every look', async () => {
    const invocation = recordedInvocation();
    const converge = convergeInTime(async (_target, { onLook }) => {
      onLook(WAITING);
      onLook(IN_SYNC);
      return IN_SYNC;
    }, invocation);

    await converge(TARGET, undefined);

    expect(invocation.written().split('\n')).toEqual([
      '{"message":"looked at the edge","outcome":"waiting","waitingFor":"distribution E1 to be Deployed"}',
      '{"message":"looked at the edge","outcome":"in-sync"}',
    ]);
  });

  test('fails as the reconciler fails', async () => {
    const converge = convergeInTime(async () => {
      throw new TypeError('x is not a function');
    }, recordedInvocation());

    await expect(converge(TARGET, undefined)).rejects.toThrow(TypeError);
  });
});
