import { createWorld, type StateKey } from '../../../simulator/core/world.ts';

const names: StateKey<Set<string>> = { name: 'names', create: () => new Set() };
const others: StateKey<Set<string>> = { name: 'others', create: () => new Set() };

describe('world', () => {
  test('keeps one state per key, account and Region', () => {
    const world = createWorld();

    world.state(names, '1', 'eu-west-1').add('here');

    expect(world.state(names, '1', 'eu-west-1')).toEqual(new Set(['here']));
    expect(world.state(names, '1', 'us-east-1').size).toBe(0);
    expect(world.state(names, '2', 'eu-west-1').size).toBe(0);
    expect(world.state(others, '1', 'eu-west-1').size).toBe(0);
  });

  test('lists the states of a key in the order of their creation', () => {
    const world = createWorld();
    world.state(names, '2');
    world.state(others, '3');
    world.state(names, '1', 'eu-west-1');

    const places = world.states(names).map(({ account, region }) => [account, region]);

    expect(places).toEqual([
      ['2', undefined],
      ['1', 'eu-west-1'],
    ]);
  });

  test('builds an account when somebody first looks at anything of it, once', () => {
    const world = createWorld();
    const built: string[] = [];
    world.buildWhenTouched('1', () => {
      built.push('1');
      world.state(names, '1').add('always there');
    });

    world.state(names, '2');
    expect([built, world.states(names).length]).toEqual([[], 1]);
    world.state(others, '1', 'eu-west-1');
    world.state(others, '1');

    expect(built).toEqual(['1']);
    expect(world.state(names, '1')).toEqual(new Set(['always there']));
  });
});
