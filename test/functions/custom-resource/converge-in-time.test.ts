import { type ConvergeWhile, convergeInTime } from '../../../functions/custom-resource/converge-in-time.ts';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { API, edgeLook } from './edge-look.ts';
import { recordedInvocation } from './recorded-invocation.ts';

const TARGET: EdgeTarget = { kind: 'let-go', domainName: API, owner: { kind: 'remediator' }, onDelete: 'restore' };
const WAITING = edgeLook({ kind: 'waiting', for: 'distribution E1 to be Deployed', retryAfterSeconds: 30 });
const IN_SYNC = edgeLook({ kind: 'in-sync' });

describe('convergeInTime', () => {
  test('gives the last look', async () => {
    const converge = convergeInTime(async () => IN_SYNC, recordedInvocation());

    expect(await converge(TARGET, {})).toEqual({ kind: 'settled', look: IN_SYNC });
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

    await converge(TARGET, { serviceTimeoutSeconds: serviceTimeout });

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

    const converged = await convergeInTime(hangs, invocation)(TARGET, {});

    expect(converged).toEqual({ kind: 'late', lastLook: WAITING });
  });

  test('logs every look', async () => {
    const invocation = recordedInvocation();
    const converge = convergeInTime(async (_target, { onLook }) => {
      onLook(WAITING);
      onLook(IN_SYNC);
      return IN_SYNC;
    }, invocation);

    await converge(TARGET, {});

    expect(invocation.written().split('\n')).toEqual([
      '{"message":"looked at the edge","outcome":"waiting","waitingFor":"distribution E1 to be Deployed"}',
      '{"message":"looked at the edge","outcome":"in-sync"}',
    ]);
  });

  test('logs what came of trying the edge, without what was received', async () => {
    const invocation = recordedInvocation();
    const proof = present({
      distributionId: 'E1',
      etag: 'ETAG1',
      takenAt: '2026-09-01T10:15:00.000Z',
      through: 'edge',
      addresses: ['203.0.113.7'],
      requests: 64,
      passes: 0,
      results: [
        { check: 'answer', at: '203.0.113.7', verdict: 'fail', expected: '200', received: '401, www-authenticate x' },
      ],
    } as const);
    const converge = convergeInTime(async (_target, { onLook }) => {
      onLook({ ...IN_SYNC, observed: { ...IN_SYNC.observed, proof } });
      return IN_SYNC;
    }, invocation);

    await converge(TARGET, {});

    expect(invocation.written()).toBe(
      '{"message":"looked at the edge","outcome":"in-sync","proof":"failed","passes":0,"requests":64,"failedChecks":"answer"}',
    );
  });

  test('fails as the reconciler fails', async () => {
    const converge = convergeInTime(async () => {
      throw new TypeError('x is not a function');
    }, recordedInvocation());

    await expect(converge(TARGET, {})).rejects.toThrow(TypeError);
  });
});
