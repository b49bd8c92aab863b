import { edge, sibling, useStage } from './stage.ts';

const stage = useStage();
const FAILED = { answer: { Status: 'FAILED', Reason: 'no' } };
const before = { Edge: edge({ Name: 'old' }), Slow: edge({ Name: 'old' }) };

/** A rollback at which Edge failed after ten seconds, while Slow was still at work. */
beforeEach(async () => {
  await stage.create(before);
  stage.handler = ({ LogicalResourceId }) => (LogicalResourceId === 'Edge' ? { ...FAILED, after: 10 } : { after: 50 });
  const bad = sibling({ Create: { Seconds: 1, Fail: 'quota' } });
  const stack = await stage.update({ Edge: edge({ Name: 'new' }), Slow: edge({ Name: 'new' }), Bad: bad });
  expect(stack.status).toBe('UPDATE_ROLLBACK_FAILED');
  stage.forget();
});

describe('validation', () => {
  test('refuses a stack whose rollback did not fail', async () => {
    stage.handler = () => ({});
    await stage.continueRollback();

    await expect(stage.continueRollback()).rejects.toThrow('UPDATE_ROLLBACK_COMPLETE state');
  });

  test.each(['Slow', 'Missing'])('refuses to skip %s, at which the rollback did not fail', async (logicalId) => {
    await expect(stage.continueRollback(logicalId)).rejects.toThrow(`Resources [${logicalId}] cannot be skipped`);
  });
});

describe('behavior', () => {
  test('asks again for everything that is not back', async () => {
    stage.handler = () => ({});

    const stack = await stage.continueRollback();

    expect(stage.told).toEqual(['Update Edge edge-1', 'Update Slow slow-1']);
    expect(stage.requests[0]).toMatchObject({
      ResourceProperties: { Name: 'old' },
      OldResourceProperties: { Name: 'new' },
    });
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('fails again while the resource does', async () => {
    const stack = await stage.continueRollback();

    expect(stack.status).toBe('UPDATE_ROLLBACK_FAILED');
  });

  test('takes a skipped resource for restored', async () => {
    const stack = await stage.continueRollback('Edge');

    expect(stage.told).toEqual(['Update Slow slow-1']);
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack.resources.Edge).toMatchObject({ status: 'UPDATE_COMPLETE', properties: { Name: 'old' } });
  });

  test('may be deleted instead', async () => {
    stage.handler = () => ({});

    const stack = await stage.delete();

    expect(stage.told).toEqual(['Delete Edge edge-1', 'Delete Slow slow-1']);
    expect(stack.status).toBe('DELETE_COMPLETE');
  });
});
