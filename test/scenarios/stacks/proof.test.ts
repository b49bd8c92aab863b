/** Guards against: a stack that is complete although its edge does not answer as the API does, and a proof that a failing look gets stuck in. */
import { simulatedNetwork } from '../../../cli/demo/simulated-network.ts';
import type { ProbeNetwork } from '../../../functions/reconciler/network/probe-network.ts';
import { useServedAws } from '../../support/data-plane.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { answerBreaches, answersOf, reasonOf } from '../../support/stacks/laws.ts';
import { edge } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useServedAws();
const stacks = useStacks(aws, { network: () => interruptible(simulatedNetwork(aws.plane)) });
const seen = lookAtAws(aws);

let isInterrupted = false;
let connections = 0;
beforeEach(() => {
  isInterrupted = false;
  connections = 0;
});

function interruptible(network: ProbeNetwork): ProbeNetwork {
  return {
    ...network,
    connect(address, port) {
      connections += 1;
      return isInterrupted ? Promise.reject(new Error('connect ECONNREFUSED')) : network.connect(address, port);
    },
  };
}

test('a stack is complete once its edge answers on the real name, and can be changed and deleted', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);

  const created = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  const tried = connections;
  const updated = await stacks.cloudFormation.updateStack('orders', { Resources: { Edge: edge({ Hsts: 300 }) } });
  const deleted = await stacks.cloudFormation.deleteStack('orders');
  await stacks.settled();

  expect([created.status, updated.status, deleted.status]).toEqual([
    'CREATE_COMPLETE',
    'UPDATE_COMPLETE',
    'DELETE_COMPLETE',
  ]);
  expect(tried).toBeGreaterThan(0);
  expect(await seen.records(DOMAIN)).toEqual(before);
  expect(answerBreaches(stacks.told())).toEqual([]);
});

test('an edge that cannot be reached gets no caller: the stack is told, and rolls back', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);
  isInterrupted = true;

  const { status } = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  await stacks.settled();

  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge FAILED', 'Delete Edge SUCCESS']);
  expect(reasonOf(stacks.told()[0]!)).toMatch(/prove|proof/i);
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});
