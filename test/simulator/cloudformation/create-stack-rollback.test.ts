import { edge, eventsOf, secondsOf, sibling, useStage } from './stage.ts';

const stage = useStage();

test('deletes what failed to be created, with the physical id of the FAILED answer', async () => {
  stage.handler = ({ RequestType }) => {
    return RequestType === 'Create'
      ? { answer: { Status: 'FAILED', Reason: 'no zone', PhysicalResourceId: 'half' } }
      : {};
  };

  const stack = await stage.create({ Edge: edge() });

  const { RequestId } = stage.requests[0]!;
  expect(stage.told).toEqual(['Create Edge', 'Delete Edge half']);
  expect(eventsOf(stack)).toEqual([
    'orders CREATE_IN_PROGRESS: User Initiated',
    'Edge CREATE_IN_PROGRESS',
    `Edge CREATE_FAILED: Received response status [FAILED] from custom resource. Message returned: no zone (RequestId: ${RequestId})`,
    'orders ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Edge]. Rollback requested by user.',
    'Edge DELETE_IN_PROGRESS',
    'Edge DELETE_COMPLETE',
    'orders ROLLBACK_COMPLETE',
  ]);
});

test('cancels what is at work when a sibling fails, and deletes it while it still works', async () => {
  stage.handler = ({ RequestType }) => ({ after: RequestType === 'Create' ? 100 : 200 });

  const stack = await stage.create({ Edge: edge(), Other: sibling({ Create: { Seconds: 10, Fail: 'quota' } }) });

  const [create, remove] = stage.requests;
  expect(eventsOf(stack)).toEqual(
    expect.arrayContaining(['Other CREATE_FAILED: quota', 'Edge CREATE_FAILED: Resource creation cancelled']),
  );
  expect(secondsOf(stack, 'Edge CREATE_FAILED')).toBe(10);
  expect(secondsOf(stack, 'Edge DELETE_IN_PROGRESS')).toBe(12);
  expect(remove?.PhysicalResourceId).toMatch(/^orders-Edge-[A-Z0-9]{12}$/);
  expect(stage.receiver.putsOf(create!.ResponseURL)).toMatchObject([{ taken: 'ignored' }]);
  expect(secondsOf(stack, 'orders ROLLBACK_COMPLETE')).toBe(212);
});

test('never starts what would have come after a failure', async () => {
  const failing = sibling({ Create: { Seconds: 10, Fail: 'quota' } });

  const stack = await stage.create({ Other: failing, Edge: edge({}, { DependsOn: 'Other' }) });

  expect(stage.requests).toEqual([]);
  expect(stack.resources.Edge).toBeUndefined();
});

test('rolls back in reverse order', async () => {
  const stack = await stage.create({
    First: edge(),
    Second: edge({}, { DependsOn: 'First' }),
    Third: sibling({ Create: { Fail: 'quota' } }, { DependsOn: 'Second' }),
  });

  expect(stage.told).toEqual(['Create First', 'Create Second', 'Delete Second second-1', 'Delete First first-1']);
  expect(stack.status).toBe('ROLLBACK_COMPLETE');
});

test('fails the rollback when a deletion fails, and leaves what the rest stands on', async () => {
  stage.handler = ({ RequestType }) =>
    RequestType === 'Delete' ? { answer: { Status: 'FAILED', Reason: 'in use' } } : {};

  const stack = await stage.create({
    First: edge(),
    Second: edge({}, { DependsOn: 'First' }),
    Third: sibling({ Create: { Fail: 'quota' } }, { DependsOn: 'Second' }),
  });

  expect(stage.told).toEqual(['Create First', 'Create Second', 'Delete Second second-1']);
  expect(stack).toMatchObject({
    status: 'ROLLBACK_FAILED',
    reason: 'The following resource(s) failed to delete: [Second].',
  });
});

test('can be deleted after its rollback failed', async () => {
  stage.handler = ({ RequestType }) => ({
    answer: { Status: RequestType === 'Create' ? 'SUCCESS' : 'FAILED', Reason: 'in use' },
  });
  const after = sibling({ Create: { Fail: 'quota' } }, { DependsOn: 'Second' });
  await stage.create({ First: edge(), Second: edge({}, { DependsOn: 'First' }), Third: after });
  stage.forget();
  stage.handler = () => ({});

  const stack = await stage.delete();

  expect(stage.told).toEqual(['Delete Second second-1', 'Delete First first-1']);
  expect(stack.status).toBe('DELETE_COMPLETE');
});

test('leaves everything when rollback is disabled', async () => {
  stage.handler = ({ RequestType, LogicalResourceId }) => {
    const isBad = RequestType === 'Create' && LogicalResourceId === 'Bad';
    return isBad ? { after: 5, answer: { Status: 'FAILED', Reason: 'no' } } : {};
  };

  const stack = await stage.create({ Edge: edge(), Bad: edge() }, { disableRollback: true });

  expect(stack.status).toBe('CREATE_FAILED');
  expect(stack.resources.Edge?.status).toBe('CREATE_COMPLETE');
  expect((await stage.delete()).status).toBe('DELETE_COMPLETE');
  expect(stage.told.slice(2).toSorted()).toEqual(['Delete Bad bad-1', 'Delete Edge edge-1']);
});

test('lets go of retained resources when it rolls back, but for those retained except on create', async () => {
  const stack = await stage.create({
    Kept: edge({}, { DeletionPolicy: 'Retain' }),
    Deleted: edge({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
    Bad: sibling({ Create: { Seconds: 1, Fail: 'quota' } }),
  });

  expect(stack.resources.Kept?.status).toBe('DELETE_SKIPPED');
  expect(stage.told).toEqual(['Create Kept', 'Create Deleted', 'Delete Deleted deleted-1']);
});
