/**
 * Guards against: a look that was left behind and writes after its request was answered with FAILED, when Lambda thaws it: records led to a distribution
 * that the rollback disabled, a distribution that belongs to nobody.
 */
import { convergeInTime } from '../../functions/custom-resource/converge-in-time.ts';
import type { Converged } from '../../functions/custom-resource/lifecycle.ts';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import { convergeEdge } from '../../functions/reconciler/reconcile.ts';
import { hookClients } from '../properties/hooked-clients.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { name, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const CREATE = wanted(DOMAIN, { owner: OWNER });
const DELETE: EdgeTarget = { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' };

interface LeftBehind {
  readonly answer: Converged;
  /** Lets the look that was left behind run to its end. */
  readonly thaw: () => Promise<unknown>;
}

/** Answers a request while its look stands still right before the `nth` call of `operation`. */
async function leaveBehind(target: EdgeTarget, operation: string, nth = 1): Promise<LeftBehind> {
  const frozen = Promise.withResolvers<void>();
  const thawed = Promise.withResolvers<void>();
  let calls = 0;
  const context = reconciler.context();
  const clients = hookClients(context.clients, async (_, called, send) => {
    if (called === operation && ++calls === nth) {
      frozen.resolve();
      await thawed.promise;
    }
    return send();
  });
  let look: Promise<unknown> = Promise.resolve();
  let left = 800;
  const converge = convergeInTime(
    (asked, { secondsLeft, onLook, signal }) => {
      const converging = convergeEdge(asked, { ...context, clients, signal }, { secondsLeft, onLook });
      look = converging;
      return converging;
    },
    {
      clock: context.clock,
      remainingSeconds: () => left,
      log: { info() {}, error() {} },
      startTimer: () => ({ elapsed: frozen.promise, cancel() {} }),
      place: 'aws',
      logGroup: '/aws/lambda/secure-api-edge-custom-resource',
      requestId: 'request-1',
      put: () => Promise.reject(new Error('nothing is sent here')),
      print() {},
    },
  );
  const answer = await converge(target, {});
  return {
    answer,
    thaw: () => {
      left = -100;
      thawed.resolve();
      return look;
    },
  };
}

/** The hook stays on the clients of the test; what comes after uses them like another container would. */
async function rollBack(): Promise<void> {
  const look = await reconciler.converge(DELETE);
  expect(look.outcome).toEqual({ kind: 'in-sync' });
}

test.each([
  { operation: 'ListDistributions', nth: 1, during: 'the first reads' },
  { operation: 'CreateOriginRequestPolicy', nth: 1, during: 'the first write' },
  { operation: 'CreateDistributionWithTags', nth: 1, during: 'the create' },
])('a look left behind in $during makes nothing after the rollback', async ({ operation, nth }) => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const { answer, thaw } = await leaveBehind(CREATE, operation, nth);
  await rollBack();
  reconciler.forget();

  await thaw();

  expect(answer.kind).toBe('late');
  expect(reconciler.writes()).toEqual([]);
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(records);
});

test('a look left behind in the move of the records does not move them any more', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const { thaw } = await leaveBehind(CREATE, 'ChangeResourceRecordSets');
  await rollBack();
  reconciler.forget();

  await thaw();

  expect(reconciler.writes()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(records);
});

test('a look left behind between the reading and the writing of an update sends nothing', async () => {
  seed(aws, estateOf());
  await reconciler.converge(CREATE);
  const [edge] = await seen.distributions();
  await seen.editByHand(edge!.id, (config) => {
    config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
  });
  aws.simulator.clock.advance(600);
  const { answer, thaw } = await leaveBehind(CREATE, 'GetDistributionConfig');
  reconciler.forget();

  await thaw();

  expect(answer.kind).toBe('late');
  expect(reconciler.writes()).toEqual([]);
  expect((await seen.config(edge!.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('allow-all');
});
