import { edge, useStage } from './stage.ts';

const stage = useStage();

describe('a new stack', () => {
  test('refuses a template without resources', async () => {
    await expect(stage.create({})).rejects.toThrow('At least one Resources member must be defined.');
  });

  test('refuses names of resources with other characters than letters and digits', async () => {
    await expect(stage.create({ 'my-edge': edge() })).rejects.toThrow('Resource name my-edge is non alphanumeric.');
  });

  test.each(['1st', 'my_stack', `a${'b'.repeat(128)}`])('refuses the stack name %s', async (name) => {
    await expect(stage.cloudFormation.createStack(name, { Resources: { Edge: edge() } })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining("at 'stackName' failed to satisfy constraint"),
    });
  });

  test('refuses types that it does not know', async () => {
    await expect(stage.create({ Odd: { Type: 'Custom::No spaces' } })).rejects.toThrow(
      'Unrecognized resource types: [Custom::No spaces]',
    );
  });

  test('refuses names of custom types beyond 60 characters', async () => {
    const longest = `Custom::${'x'.repeat(52)}`;

    await expect(stage.create({ Edge: { ...edge(), Type: `${longest}x` } })).rejects.toThrow(
      'Unrecognized resource types',
    );

    expect((await stage.create({ Edge: { ...edge(), Type: longest } })).status).toBe('CREATE_COMPLETE');
  });

  test.each([
    ['DependsOn', edge({}, { DependsOn: 'Missing' })],
    ['Ref', edge({ Nested: [{ Ref: 'Missing' }] })],
    ['Fn::GetAtt', edge({ Nested: { 'Fn::GetAtt': ['Missing', 'Name'] } })],
  ])('refuses a %s to nothing', async (_, definition) => {
    await expect(stage.create({ Edge: definition })).rejects.toThrow(
      'Unresolved resource dependencies [Missing] in the Resources block of the template',
    );
  });

  test('refuses resources that wait for each other', async () => {
    const circle = { First: edge({}, { DependsOn: 'Second' }), Second: edge({ Of: { Ref: 'First' } }), Free: edge() };

    await expect(stage.create(circle)).rejects.toThrow('Circular dependency between resources: [First, Second]');
  });

  test('refuses null', async () => {
    await expect(stage.create({ Edge: edge({ Names: [null] }) })).rejects.toThrow(
      "[/Resources/Edge/Properties/Names/0] 'null' values are not allowed in templates",
    );
  });

  test('refuses a name that is taken, until its stack is deleted', async () => {
    const first = await stage.create({ Edge: edge() });

    await expect(stage.create({ Edge: edge() })).rejects.toThrow('Stack [orders] already exists');

    await stage.delete();
    const second = await stage.create({ Edge: edge() });
    expect(second.id).not.toBe(first.id);
  });
});
