import { edge, eventsOf, secondsOf, TOKEN, useStage } from './stage.ts';

const stage = useStage();

describe('validation', () => {
  test.each([
    ['no service token', { ServiceToken: '' }, 'Invalid service token.'],
    ['a timeout of nothing', { ServiceTimeout: 0 }, 'Invalid ServiceTimeout'],
    ['a timeout beyond an hour', { ServiceTimeout: '3601' }, 'Invalid ServiceTimeout'],
  ])('fails a resource with %s without asking anybody', async (_, properties, reason) => {
    const stack = await stage.create({ Edge: edge(properties) });

    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toContain(reason);
    expect(stage.requests).toEqual([]);
  });
});

describe('behavior', () => {
  test('sends Create without a physical id, every scalar a string', async () => {
    const properties = { Enabled: true, Seconds: 14, Nested: { Off: false, List: [0, { Deep: 1.5 }] } };

    const stack = await stage.create({ Edge: edge(properties) });

    expect(stage.requests).toEqual([
      {
        RequestType: 'Create',
        ServiceToken: TOKEN,
        ResponseURL: expect.any(String),
        StackId: stack.id,
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        LogicalResourceId: 'Edge',
        ResourceType: 'Custom::Edge',
        ResourceProperties: {
          ServiceToken: TOKEN,
          Enabled: 'true',
          Seconds: '14',
          Nested: { Off: 'false', List: ['0', { Deep: '1.5' }] },
        },
      },
    ]);
    expect(stack.id).toMatch(/^arn:aws:cloudformation:eu-west-1:111111111111:stack\/orders\/[0-9a-f-]{36}$/);
  });

  test('knows the general type of a custom resource too', async () => {
    const stack = await stage.create({ Edge: { ...edge(), Type: 'AWS::CloudFormation::CustomResource' } });

    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(stage.requests[0]?.ResourceType).toBe('AWS::CloudFormation::CustomResource');
  });

  test('gives every request an id and an address of its own, and the stack the same id for ever', async () => {
    await stage.create({ Edge: edge() });
    await stage.update({ Edge: edge({ Name: 'new' }) });
    await stage.delete();

    const { requests } = stage;
    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update', 'Delete']);
    expect(new Set(requests.map(({ RequestId }) => RequestId)).size).toBe(3);
    expect(new Set(requests.map(({ ResponseURL }) => ResponseURL)).size).toBe(3);
    expect(new Set(requests.map(({ StackId }) => StackId)).size).toBe(1);
  });

  test('gives up after an hour, and deletes with a physical id that it makes up', async () => {
    stage.handler = ({ RequestType }) => (RequestType === 'Create' ? undefined : {});

    const stack = await stage.create({ Edge: edge() });

    const { RequestId } = stage.requests[0]!;
    expect(secondsOf(stack, 'Edge CREATE_FAILED')).toBe(3600);
    expect(eventsOf(stack)).toContain(
      `Edge CREATE_FAILED: CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${RequestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
    );
    expect(stage.told[1]).toMatch(/^Delete Edge orders-Edge-[A-Z0-9]{12}$/);
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
  });

  test('gives up after ServiceTimeout, and ignores the answer that comes later', async () => {
    stage.handler = ({ RequestType }) => ({ after: RequestType === 'Create' ? 61 : 600 });

    const stack = await stage.create({ Edge: edge({ ServiceTimeout: 60 }) });

    expect(secondsOf(stack, 'Edge CREATE_FAILED')).toBe(60);
    expect(stack.status).toBe('ROLLBACK_FAILED');
    expect(stage.receiver.putsOf(stage.requests[0]!.ResponseURL)).toMatchObject([{ status: 200, taken: 'ignored' }]);
  });

  test('takes an answer in the last second', async () => {
    stage.handler = () => ({ after: 59 });

    const stack = await stage.create({ Edge: edge({ ServiceTimeout: 60 }) });

    expect(stack.status).toBe('CREATE_COMPLETE');
  });
});
