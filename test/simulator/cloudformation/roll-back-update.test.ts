import { edge, eventsOf, secondsOf, sibling, useStage } from './stage.ts';

const stage = useStage();

/** Creates the stack as it is before every update of these tests. */
async function given(resources: Parameters<typeof stage.create>[0]) {
  await stage.create(resources);
  stage.forget();
}

const failing = sibling({ Create: { Seconds: 10, Fail: 'quota' } });

test('updates a resource that failed back to what it was', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = ({ ResourceProperties: { Name } }) => {
    return Name === 'new' ? { answer: { Status: 'FAILED', Reason: 'no' } } : {};
  };

  const stack = await stage.update({ Edge: edge({ Name: 'new' }) });

  expect(stage.told).toEqual(['Update Edge edge-1', 'Update Edge edge-1']);
  expect(stage.requests[1]).toMatchObject({
    ResourceProperties: { Name: 'old' },
    OldResourceProperties: { Name: 'new' },
  });
  const texts = eventsOf(stack);
  expect(texts.slice(texts.indexOf('orders UPDATE_IN_PROGRESS: User Initiated') + 1)).toEqual([
    'Edge UPDATE_IN_PROGRESS',
    expect.stringContaining('Edge UPDATE_FAILED: Received response status [FAILED] from custom resource.'),
    'orders UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [Edge].',
    'Edge UPDATE_IN_PROGRESS',
    'Edge UPDATE_COMPLETE',
    'orders UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'orders UPDATE_ROLLBACK_COMPLETE',
  ]);
  expect(stack.resources.Edge?.properties).toMatchObject({ Name: 'old' });
});

test('updates in reverse order, and asks nobody who was not asked to change', async () => {
  const after = { DependsOn: 'First' } as const;
  await given({ First: edge({ Name: 'old' }), Second: edge({ Name: 'old' }, after), Same: edge() });

  await stage.update({
    First: edge({ Name: 'new' }),
    Second: edge({ Name: 'new' }, after),
    Same: edge(),
    Bad: { ...failing, DependsOn: 'Second' },
  });

  expect(stage.told.slice(2)).toEqual(['Update Second second-1', 'Update First first-1']);
});

test('keeps the order also through resources that nobody asked to change', async () => {
  const resources = (Name: string) => ({
    First: edge({ Name }),
    Between: edge({}, { DependsOn: 'First' }),
    Last: edge({ Name }, { DependsOn: 'Between' }),
  });
  await given(resources('old'));

  await stage.update({ ...resources('new'), Bad: { ...failing, DependsOn: 'Last' } });

  expect(stage.told.slice(2)).toEqual(['Update Last last-1', 'Update First first-1']);
});

test('cancels an Update that is at work, and rolls it back while it still works', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = ({ ResourceProperties: { Name } }) => ({ after: Name === 'new' ? 100 : 200 });

  const stack = await stage.update({ Edge: edge({ Name: 'new' }), Bad: failing });

  expect(eventsOf(stack)).toContain('Edge UPDATE_FAILED: Resource update cancelled');
  expect(stage.requests[1]).toMatchObject({ RequestType: 'Update', OldResourceProperties: { Name: 'new' } });
  expect(stage.receiver.putsOf(stage.requests[0]!.ResponseURL)).toMatchObject([{ taken: 'ignored' }]);
  expect(secondsOf(stack, 'orders UPDATE_ROLLBACK_COMPLETE_CLEANUP')).toBe(212);
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('deletes what was created, also what was cancelled, in the clean-up', async () => {
  await given({ Edge: edge() });
  stage.handler = ({ LogicalResourceId }) => ({ after: LogicalResourceId === 'Slow' ? 100 : 0 });

  const stack = await stage.update({ Edge: edge(), Quick: edge(), Slow: edge(), Bad: failing });

  expect(stage.told.slice(2)).toEqual([
    'Delete Quick quick-1',
    expect.stringMatching(/^Delete Slow orders-Slow-[A-Z0-9]{12}$/),
  ]);
  expect(eventsOf(stack).indexOf('orders UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS')).toBeLessThan(
    eventsOf(stack).indexOf('Quick DELETE_IN_PROGRESS'),
  );
  expect(Object.keys(stack.resources)).toEqual(['Edge']);
});

test('updates a replaced resource back first, then deletes the new one in the clean-up', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = ({ RequestType, ResourceProperties: { Name } }) => {
    return RequestType === 'Update' ? { answer: { PhysicalResourceId: Name === 'new' ? 'edge-2' : 'edge-1' } } : {};
  };

  const stack = await stage.update({ Edge: edge({ Name: 'new' }), Bad: failing });

  expect(stage.told).toEqual(['Update Edge edge-1', 'Update Edge edge-2', 'Delete Edge edge-2']);
  expect(stage.requests[2]?.ResourceProperties).toMatchObject({ Name: 'new' });
  expect(stack.resources.Edge?.physicalId).toBe('edge-1');
});

test('takes over the physical id of a FAILED answer, and deletes it in the clean-up', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = ({ RequestType, ResourceProperties: { Name } }) => {
    if (RequestType === 'Delete') return {};
    if (Name === 'old') return { answer: { PhysicalResourceId: 'edge-1' } };
    return { answer: { Status: 'FAILED', Reason: 'half done', PhysicalResourceId: 'edge-2' } };
  };

  const stack = await stage.update({ Edge: edge({ Name: 'new' }) });

  expect(stage.told).toEqual(['Update Edge edge-1', 'Update Edge edge-2', 'Delete Edge edge-2']);
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('tells what failed to be created, and what to be updated', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = () => ({ after: 20 });

  const stack = await stage.update({ Edge: edge({ Name: 'new' }), Bad: failing });

  expect(stack.events.find(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS')?.reason).toBe(
    'The following resource(s) failed to create: [Bad]. The following resource(s) failed to update: [Edge].',
  );
});

test('never deletes what only the new template leaves out', async () => {
  await given({ Edge: edge(), Removed: edge() });

  const stack = await stage.update({ Edge: edge(), Bad: failing });

  expect(stage.told).toEqual([]);
  expect(Object.keys(stack.resources)).toEqual(['Edge', 'Removed']);
});

test('keeps the physical id when no answer to the Update comes', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = ({ ResourceProperties: { Name } }) => (Name === 'new' ? undefined : {});

  const stack = await stage.update({ Edge: edge({ Name: 'new' }) });

  expect(stage.told).toEqual(['Update Edge edge-1', 'Update Edge edge-1']);
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('can be updated again after a rollback, from what it was', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  await stage.update({ Edge: edge({ Name: 'new' }), Bad: failing });

  const stack = await stage.update({ Edge: edge({ Name: 'newer' }) });

  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect(stage.requests.at(-1)).toMatchObject({ OldResourceProperties: { Name: 'old' } });
});

test('fails when a resource cannot be updated back', async () => {
  await given({ Edge: edge({ Name: 'old' }) });
  stage.handler = () => ({ answer: { Status: 'FAILED', Reason: 'no' } });

  const stack = await stage.update({ Edge: edge({ Name: 'new' }) });

  expect(stack).toMatchObject({
    status: 'UPDATE_ROLLBACK_FAILED',
    reason: 'The following resource(s) failed to update: [Edge].',
  });
  await expect(stage.update({ Edge: edge() })).rejects.toThrow('is in UPDATE_ROLLBACK_FAILED state');
});
