import { edge, eventsOf, secondsOf, sibling, startStage, TOKEN, useStage } from './stage.ts';

const stage = useStage();

test('tells the whole story in events', async () => {
  stage.handler = () => ({ after: 30 });

  const stack = await stage.create({ Edge: edge() });

  expect(eventsOf(stack)).toEqual([
    'orders CREATE_IN_PROGRESS: User Initiated',
    'Edge CREATE_IN_PROGRESS',
    'Edge CREATE_IN_PROGRESS: Resource creation Initiated',
    'Edge CREATE_COMPLETE',
    'orders CREATE_COMPLETE',
  ]);
  expect(secondsOf(stack, 'Edge CREATE_COMPLETE')).toBe(30);
  expect(stack.events.at(-2)).toMatchObject({ physicalId: 'edge-1', type: 'Custom::Edge' });
  expect(stack.events.at(-1)).toMatchObject({ physicalId: stack.id, type: 'AWS::CloudFormation::Stack' });
});

test('creates at the same time what does not depend on each other', async () => {
  const slow = { Create: { Seconds: 60 } };

  const stack = await stage.create({
    One: sibling(slow),
    Two: sibling(slow),
    Last: sibling(slow, { DependsOn: ['One'] }),
  });

  expect(secondsOf(stack, 'Two CREATE_COMPLETE')).toBe(60);
  expect(secondsOf(stack, 'Last CREATE_COMPLETE')).toBe(120);
});

test('hands physical ids and attributes on to the resources that refer to them', async () => {
  stage.handler = () => ({ answer: { Data: { Domain: 'd1.cloudfront.net', Port: 443 } } });

  const stack = await stage.cloudFormation.createStack('linked', {
    Resources: {
      After: edge({ Id: { Ref: 'Edge' }, Port: { 'Fn::GetAtt': ['Edge', 'Port'] } }),
      Edge: edge({ Name: { 'Fn::GetAtt': ['Zone', 'Name'] } }),
      Zone: sibling({ Attributes: { Name: 'example.com' } }),
    },
    Outputs: { Domain: { Value: { 'Fn::GetAtt': ['Edge', 'Domain'] } } },
  });

  expect(stage.requests.map(({ ResourceProperties }) => ResourceProperties)).toEqual([
    { ServiceToken: TOKEN, Name: 'example.com' },
    { ServiceToken: TOKEN, Id: 'edge-1', Port: '443' },
  ]);
  expect(stack.outputs).toEqual({ Domain: 'd1.cloudfront.net' });
});

test('fails a resource that needs an attribute which the answer lacks', async () => {
  const stack = await stage.create({ Edge: edge(), After: sibling({ Name: { 'Fn::GetAtt': ['Edge', 'Domain'] } }) });

  const object = `${stack.id}|Edge|${stage.requests[0]?.RequestId}`;
  expect(eventsOf(stack)).toContain(
    `After CREATE_FAILED: CustomResource attribute error: Vendor response doesn't contain Domain attribute in object ${object}`,
  );
  expect(stage.told).toEqual(['Create Edge', 'Delete Edge edge-1']);
  expect(stack.status).toBe('ROLLBACK_COMPLETE');
});

test('rolls back when an output needs an attribute which the answer lacks', async () => {
  const stack = await stage.cloudFormation.createStack('orders', {
    Resources: { Edge: edge() },
    Outputs: { Domain: { Value: { 'Fn::GetAtt': ['Edge', 'Domain'] } } },
  });

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(stack.events.find(({ status }) => status === 'ROLLBACK_IN_PROGRESS')?.reason).toContain(
    "CustomResource attribute error: Vendor response doesn't contain Domain attribute",
  );
});

test('works on several stacks at the same time', async () => {
  stage.handler = ({ StackId }) => ({ after: StackId.includes('/slow/') ? 100 : 10 });
  const template = { Resources: { Edge: edge(), Other: edge() } };

  const [slow, quick] = await Promise.all(
    ['slow', 'quick'].map((name) => stage.cloudFormation.createStack(name, template)),
  );

  expect(secondsOf(quick!, 'quick CREATE_COMPLETE')).toBe(10);
  expect(secondsOf(slow!, 'slow CREATE_COMPLETE')).toBe(100);
});

test('does the same in every run', async () => {
  const [first, second] = [await startStage('eu-west-1'), await startStage('eu-west-1')];
  for (const one of [first, second])
    one.handler = ({ RequestType }) => (RequestType === 'Create' ? undefined : { after: 7 });
  const resources = {
    Edge: edge({ ServiceTimeout: 60 }),
    Other: edge(),
    Bad: sibling({ Create: { Seconds: 9, Fail: 'quota' } }),
  };

  const stacks = await Promise.all([first, second].map((one) => one.create(resources)));

  expect(stacks[0]).toEqual(stacks[1]);
  expect(first.requests).toEqual(second.requests);
  await Promise.all([first, second].map((one) => one.receiver.stop()));
});

test('shows a stack in the middle of its operation', async () => {
  stage.handler = () => ({ after: 30 });
  const created = stage.create({ Edge: edge() });

  const meanwhile = stage.cloudFormation.stack('orders');

  expect(meanwhile.status).toBe('CREATE_IN_PROGRESS');
  await expect(stage.delete()).rejects.toThrow('is in CREATE_IN_PROGRESS state and can not be deleted.');
  expect((await created).status).toBe('CREATE_COMPLETE');
});
