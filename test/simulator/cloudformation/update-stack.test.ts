import { edge, eventsOf, secondsOf, sibling, TOKEN, useStage } from './stage.ts';

const stage = useStage();
const OTHER_TOKEN = `${TOKEN}-2`;

/** Creates the stack as it is before every update of these tests. */
async function given(resources: Parameters<typeof stage.create>[0]) {
  await stage.create(resources);
  stage.forget();
}

describe('validation', () => {
  test('refuses a stack that does not exist', async () => {
    await expect(stage.update({ Edge: edge() })).rejects.toThrow('Stack with id orders does not exist');
  });

  test('refuses a template that changes nothing', async () => {
    await given({ Edge: edge() });

    await expect(stage.update({ Edge: edge() })).rejects.toThrow('No updates are to be performed.');
  });

  test('refuses another type under the same name', async () => {
    await given({ Edge: edge() });

    await expect(stage.update({ Edge: { ...edge(), Type: 'Custom::Other' } })).rejects.toThrow(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Edge]',
    );
  });

  test('refuses a stack that was rolled back', async () => {
    await given({ Other: sibling({ Create: { Fail: 'quota' } }) });

    await expect(stage.update({ Edge: edge() })).rejects.toThrow(
      'is in ROLLBACK_COMPLETE state and can not be updated.',
    );
  });
});

describe('behavior', () => {
  test('sends Update with the physical id, and the properties before and after', async () => {
    await given({ Edge: edge({ Name: 'old', Size: 1 }) });

    const stack = await stage.update({ Edge: edge({ Name: 'new', Size: 1 }) });

    expect(stage.requests).toMatchObject([
      {
        RequestType: 'Update',
        PhysicalResourceId: 'edge-1',
        ResourceProperties: { ServiceToken: TOKEN, Name: 'new', Size: '1' },
        OldResourceProperties: { ServiceToken: TOKEN, Name: 'old', Size: '1' },
      },
    ]);
    expect(eventsOf(stack).slice(-5)).toEqual([
      'orders UPDATE_IN_PROGRESS: User Initiated',
      'Edge UPDATE_IN_PROGRESS',
      'Edge UPDATE_COMPLETE',
      'orders UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'orders UPDATE_COMPLETE',
    ]);
  });

  test('asks nobody whose properties stay the same, however they are written', async () => {
    await given({ Edge: edge({ Size: 1, On: true }), Other: edge({ Name: 'old' }) });

    await stage.update({ Edge: edge({ On: 'true', Size: '1' }), Other: edge({ Name: 'new' }) });

    expect(stage.told).toEqual(['Update Other other-1']);
  });

  test('asks a resource that refers to one whose attributes changed', async () => {
    stage.handler = ({ ResourceProperties: { Name = '' } }) => ({ answer: { Data: { Domain: `${Name}.net` } } });
    const after = edge({ Domain: { 'Fn::GetAtt': ['Edge', 'Domain'] } });
    await given({ Edge: edge({ Name: 'old' }), After: after });

    await stage.update({ Edge: edge({ Name: 'new' }), After: after });

    expect(stage.told).toEqual(['Update Edge edge-1', 'Update After after-1']);
    expect(stage.requests[1]).toMatchObject({
      ResourceProperties: { Domain: 'new.net' },
      OldResourceProperties: { Domain: 'old.net' },
    });
  });

  test('updates a resource whose ServiceTimeout alone changes, within the new time', async () => {
    await given({ Edge: edge({ ServiceTimeout: 60 }) });
    stage.handler = () => ({ after: 90 });

    const stack = await stage.update({ Edge: edge({ ServiceTimeout: 100 }) });

    expect(stage.requests).toMatchObject([
      { OldResourceProperties: { ServiceTimeout: '60' }, ResourceProperties: { ServiceTimeout: '100' } },
    ]);
    expect(stack.status).toBe('UPDATE_COMPLETE');
  });

  test('fails a resource whose ServiceToken changes, and asks nobody', async () => {
    await given({ Edge: edge() });

    const stack = await stage.update({ Edge: edge({ ServiceToken: OTHER_TOKEN }) });

    expect(eventsOf(stack)).toContain('Edge UPDATE_FAILED: Modifying service token is not allowed.');
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack.resources.Edge).toMatchObject({ status: 'UPDATE_COMPLETE', properties: { ServiceToken: TOKEN } });
    expect(stage.told).toEqual([]);
  });

  test('deletes a replaced resource once the whole update succeeded, with the properties that it had', async () => {
    await given({ Edge: edge({ Name: 'old' }) });
    stage.handler = ({ RequestType }) => (RequestType === 'Update' ? { answer: { PhysicalResourceId: 'edge-2' } } : {});

    const stack = await stage.update({
      Edge: edge({ Name: 'new' }),
      Slow: sibling({ Create: { Seconds: 50 } }),
    });

    expect(stage.told).toEqual(['Update Edge edge-1', 'Delete Edge edge-1']);
    expect(stage.requests[1]?.ResourceProperties).toMatchObject({ Name: 'old' });
    expect(secondsOf(stack, 'Edge DELETE_IN_PROGRESS')).toBe(52);
    expect(eventsOf(stack)).toContain(
      'Edge UPDATE_IN_PROGRESS: Requested update required the provider to create a new physical resource',
    );
    expect(stack.resources.Edge?.physicalId).toBe('edge-2');
  });

  test('lets go of a replaced resource whose UpdateReplacePolicy is Retain', async () => {
    await given({ Edge: edge({ Name: 'old' }, { UpdateReplacePolicy: 'Retain' }) });
    stage.handler = () => ({ answer: { PhysicalResourceId: 'edge-2' } });

    const stack = await stage.update({ Edge: edge({ Name: 'new' }, { UpdateReplacePolicy: 'Retain' }) });

    expect(stage.told).toEqual(['Update Edge edge-1']);
    expect(eventsOf(stack)).toContain('Edge DELETE_SKIPPED');
  });

  test('deletes what the template no longer names in the clean-up, what needs something before it', async () => {
    await given({
      First: edge(),
      Second: edge({ Of: { Ref: 'First' } }),
      Kept: edge({}, { DeletionPolicy: 'Retain' }),
    });

    const stack = await stage.update({ New: edge() });

    expect(stage.told).toEqual(['Create New', 'Delete Second second-1', 'Delete First first-1']);
    expect(Object.keys(stack.resources)).toEqual(['New']);
    expect(eventsOf(stack)).toContain('Kept DELETE_SKIPPED');
  });

  test('tries three times to delete in the clean-up, and completes without', async () => {
    await given({ Edge: edge(), Other: edge() });
    stage.handler = () => ({ answer: { Status: 'FAILED', Reason: 'in use' } });

    const stack = await stage.update({ Other: edge() });

    expect(stage.told).toEqual(Array(3).fill('Delete Edge edge-1'));
    expect(new Set(stage.requests.map(({ RequestId }) => RequestId)).size).toBe(3);
    expect(stack).toMatchObject({
      status: 'UPDATE_COMPLETE',
      reason: 'Update successful. One or more resources could not be deleted.',
    });
    expect(stack.resources.Edge).toBeUndefined();
  });
});
