import { DEFAULT_FLEET_LIMITS, guardFleet } from '../../../functions/reconciler/plan/guard.ts';

describe('guardFleet', () => {
  test.each([
    ['nothing changes', 200, 0],
    ['exactly the allowed share changes', 10, 3],
    ['a fleet is too small to be judged', 9, 9],
    ['there is no fleet', 0, 0],
  ])('lets a run go on where %s', (_, edges, changing) => {
    expect(guardFleet(edges, changing, DEFAULT_FLEET_LIMITS)).toBeUndefined();
  });

  test('refuses a run that would change more, with both numbers', () => {
    expect(guardFleet(10, 4, DEFAULT_FLEET_LIMITS)).toEqual({
      rule: 'guard',
      detail: expect.stringMatching(
        /^this run would change 4 of 10 edges \(40 %\), more than the 30 % that are allowed; look at the plan/,
      ),
    });
  });

  test.each([
    [{ maximumChangedShare: 100, floor: 1 }, true],
    [{ maximumChangedShare: 0, floor: 1 }, false],
    [{ maximumChangedShare: 0, floor: 200 }, true],
  ])('judges by the limits that it is given: %j', (limits, goesOn) => {
    expect(guardFleet(100, 100, limits) === undefined).toBe(goesOn);
  });
});
