import { edge, eventsOf, sibling, useStage } from './stage.ts';

const stage = useStage();
const FAILED = { answer: { Status: 'FAILED', Reason: 'in use' } };

describe('validation', () => {
  test('refuses a stack that does not exist', async () => {
    await expect(stage.delete()).rejects.toThrow('Stack with id orders does not exist');
  });

  test('refuses to retain resources of a stack that was never failed to delete', async () => {
    await stage.create({ Edge: edge() });

    await expect(stage.delete(['Edge'])).rejects.toThrow('is in CREATE_COMPLETE state');
  });
});

describe('behavior', () => {
  test('sends Delete with the physical id and the properties', async () => {
    await stage.create({ Edge: edge({ Name: 'a' }) });

    const stack = await stage.delete();

    expect(stage.requests[1]).toMatchObject({
      RequestType: 'Delete',
      PhysicalResourceId: 'edge-1',
      ResourceProperties: { Name: 'a' },
    });
    expect(stage.requests[1]).not.toHaveProperty('OldResourceProperties');
    expect(eventsOf(stack).slice(-4)).toEqual([
      'orders DELETE_IN_PROGRESS: User Initiated',
      'Edge DELETE_IN_PROGRESS',
      'Edge DELETE_COMPLETE',
      'orders DELETE_COMPLETE',
    ]);
  });

  test('deletes in reverse order', async () => {
    await stage.create({ First: edge(), Second: edge({ Of: { Ref: 'First' } }) });

    await stage.delete();

    expect(stage.told.slice(2)).toEqual(['Delete Second second-1', 'Delete First first-1']);
  });

  test.each(['Retain', 'RetainExceptOnCreate'] as const)('lets go of a resource with the policy %s', async (policy) => {
    await stage.create({ Edge: edge({}, { DeletionPolicy: policy }) });

    const stack = await stage.delete();

    expect(stage.told).toEqual(['Create Edge']);
    expect(eventsOf(stack)).toContain('Edge DELETE_SKIPPED');
  });

  test('deletes the rest when one deletion fails, and awaits it', async () => {
    await stage.create({ Edge: edge(), Slow: sibling({ Delete: { Seconds: 30 } }) });
    stage.handler = () => FAILED;

    const stack = await stage.delete();

    expect(stack).toMatchObject({
      status: 'DELETE_FAILED',
      reason: 'The following resource(s) failed to delete: [Edge].',
    });
    expect(stack.resources.Slow?.status).toBe('DELETE_COMPLETE');
  });

  test('asks again, with a new request, when it is deleted again', async () => {
    await stage.create({ Edge: edge(), Other: edge() });
    stage.handler = ({ LogicalResourceId }) => (LogicalResourceId === 'Edge' ? FAILED : {});
    await stage.delete();
    stage.handler = () => ({});

    const stack = await stage.delete();

    const deletes = stage.requests.filter((one) => one.RequestType === 'Delete' && one.LogicalResourceId === 'Edge');
    expect(new Set(deletes.map(({ RequestId }) => RequestId)).size).toBe(2);
    expect(stage.told.at(-1)).toBe('Delete Edge edge-1');
    expect(stage.told).toHaveLength(5);
    expect(stack.status).toBe('DELETE_COMPLETE');
  });

  test('lets go of the resources to retain', async () => {
    await stage.create({ Edge: edge() });
    stage.handler = () => FAILED;
    await stage.delete();

    const stack = await stage.delete(['Edge']);

    expect(stack.status).toBe('DELETE_COMPLETE');
    expect(stack.resources.Edge?.status).toBe('DELETE_SKIPPED');
    expect(stage.told).toEqual(['Create Edge', 'Delete Edge edge-1']);
  });

  test('fails when no answer to a Delete comes', async () => {
    await stage.create({ Edge: edge({ ServiceTimeout: 30 }) });
    stage.handler = () => undefined;

    const stack = await stage.delete();

    expect(stack.status).toBe('DELETE_FAILED');
    expect(stack.resources.Edge?.reason).toContain(
      'CloudFormation did not receive a response from your Custom Resource.',
    );
  });
});
