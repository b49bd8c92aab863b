import { pageOf } from '../../../simulator/core/page-of.ts';
import { createWorld } from '../../../simulator/core/world.ts';

const badToken = () => new Error('bad token');
const key = (item: string) => item;
const world = createWorld();

describe('page of', () => {
  test('continues after the last key although items came and went', () => {
    const first = pageOf(['d', 'b', 'a', 'c'], { key, size: 2, world, token: undefined, badToken });
    const second = pageOf(['a0', 'c', 'd'], { key, size: 2, world, token: first.nextToken, badToken });

    expect(first.items).toEqual(['a', 'b']);
    expect(second).toEqual({ items: ['c', 'd'], nextToken: undefined });
  });

  test('goes down when asked', () => {
    const page = pageOf(['a', 'b', 'c'], { key, size: 2, world, token: undefined, badToken, descending: true });
    const rest = pageOf(['a', 'b', 'c'], { key, size: 2, world, token: page.nextToken, badToken, descending: true });

    expect([...page.items, ...rest.items]).toEqual(['c', 'b', 'a']);
  });

  test('keeps to the page limit of the world', () => {
    const page = pageOf(['a', 'b', 'c'], { key, size: 3, world: createWorld(1), token: undefined, badToken });
    const all = pageOf(['a'], { key, size: 3, world: createWorld(1), token: undefined, badToken });

    expect(page).toEqual({ items: ['a'], nextToken: expect.any(String) });
    expect(all).toEqual({ items: ['a'], nextToken: undefined });
  });

  test('refuses a token that it did not give', () => {
    expect(() => pageOf(['a'], { key, size: 1, world, token: 'made-up', badToken })).toThrow('bad token');
  });
});
