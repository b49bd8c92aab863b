import type { CustomResourceRequest } from '../../../simulator/cloudformation/custom-resource-request.ts';
import { readAnswer } from '../../../simulator/cloudformation/read-answer.ts';
import { edge, useStage } from './stage.ts';

const request: CustomResourceRequest = {
  RequestType: 'Create',
  ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:custom-resource',
  ResponseURL: 'https://bucket/key',
  StackId: 'arn:aws:cloudformation:eu-west-1:111111111111:stack/orders/guid',
  RequestId: 'request-1',
  LogicalResourceId: 'Edge',
  ResourceType: 'Custom::Edge',
  ResourceProperties: {},
};
const { StackId, RequestId, LogicalResourceId } = request;
const success = { Status: 'SUCCESS', PhysicalResourceId: 'edge-1', StackId, RequestId, LogicalResourceId };

describe('validation', () => {
  test.each([
    ['no JSON', '{', 'Invalid Response object: it must be a JSON object'],
    ['no object', '["SUCCESS"]', 'Invalid Response object: it must be a JSON object'],
    ['another status', { Status: 'FAILURE' }, "Invalid Response object: 'FAILURE' is not a valid ResponseStatus"],
    [
      'a failure without a reason',
      { Status: 'FAILED' },
      'Invalid Response object: Value of property Reason must be given when Status is FAILED',
    ],
    [
      'another request',
      { RequestId: 'request-2' },
      'Invalid Response object: Value of property RequestId must be the one of the request',
    ],
    [
      'another stack',
      { StackId: 'x' },
      'Invalid Response object: Value of property StackId must be the one of the request',
    ],
    [
      'another resource',
      { LogicalResourceId: 'edge' },
      'Invalid Response object: Value of property LogicalResourceId must be the one of the request',
    ],
    ['no physical id', { PhysicalResourceId: undefined }, 'Invalid PhysicalResourceId'],
    ['an empty physical id', { PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
    [
      'a physical id that is no string',
      { PhysicalResourceId: 7 },
      'Invalid Response object: Value of property PhysicalResourceId must be of type String',
    ],
    ['a physical id beyond 1 KB', { PhysicalResourceId: 'é'.repeat(513) }, 'Invalid PhysicalResourceId'],
    [
      'data that is no object',
      { Data: ['a'] },
      'Invalid Response object: Value of property Data must be an object with String (or simple type) properties',
    ],
    [
      'data with objects in it',
      { Data: { a: { b: 'c' } } },
      'Invalid Response object: Value of property Data must be an object with String (or simple type) properties',
    ],
  ])('refuses %s', (_, answer, reason) => {
    const body = typeof answer === 'string' ? answer : JSON.stringify({ ...success, ...answer });

    expect(readAnswer(body, request)).toEqual({ kind: 'failed', reason });
  });

  test('refuses an answer of more than 4096 bytes', () => {
    const room = 4096 - Buffer.byteLength(JSON.stringify({ ...success, Reason: '' }));
    const bodies = [room, room + 1].map((length) => JSON.stringify({ ...success, Reason: 'x'.repeat(length) }));

    expect(bodies.map((body) => readAnswer(body, request).kind)).toEqual(['done', 'failed']);
    expect(readAnswer(bodies[1]!, request)).toEqual({ kind: 'failed', reason: 'Response object is too long.' });
  });
});

describe('behavior', () => {
  test('takes the attributes of a success', () => {
    const body = JSON.stringify({ ...success, Data: { Domain: 'd1', Port: 443, Open: true }, NoEcho: true });

    expect(readAnswer(body, request)).toEqual({
      kind: 'done',
      physicalId: 'edge-1',
      attributes: { Domain: 'd1', Port: 443, Open: true },
      requestId: RequestId,
    });
  });

  test('takes the reason and the physical id of a failure', () => {
    const body = JSON.stringify({ ...success, Status: 'FAILED', Reason: 'no zone' });

    expect(readAnswer(body, request)).toEqual({
      kind: 'failed',
      physicalId: 'edge-1',
      reason:
        'Received response status [FAILED] from custom resource. Message returned: no zone (RequestId: request-1)',
    });
  });
});

describe('in a stack', () => {
  const stage = useStage();

  test('fails a Create whose answer is invalid at once, and deletes with a physical id that CloudFormation makes up', async () => {
    stage.handler = ({ RequestType }) => (RequestType === 'Create' ? { answer: { PhysicalResourceId: '' } } : {});

    const stack = await stage.create({ Edge: edge() });

    expect(stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe('Invalid PhysicalResourceId');
    expect(stage.told[1]).toMatch(/^Delete Edge orders-Edge-[A-Z0-9]{12}$/);
  });

  test('stores an answer that is too long, and fails the resource', async () => {
    stage.handler = ({ RequestType }) => (RequestType === 'Create' ? { body: 'x'.repeat(4097) } : {});

    const stack = await stage.create({ Edge: edge() });

    expect(stage.receiver.puts[0]).toMatchObject({ status: 200, taken: 'counted' });
    expect(stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe('Response object is too long.');
  });

  test('fails a Delete whose answer has no physical id', async () => {
    await stage.create({ Edge: edge() });
    stage.handler = () => ({ answer: { PhysicalResourceId: undefined } });

    const stack = await stage.delete();

    expect(stack.status).toBe('DELETE_FAILED');
    expect(stack.resources.Edge).toMatchObject({ reason: 'Invalid PhysicalResourceId', physicalId: 'edge-1' });
  });
});
