import { createClock } from '../../../simulator/core/clock.ts';

const start = Date.UTC(2026, 0, 1);

describe('clock', () => {
  test('stands still until it is advanced', () => {
    const clock = createClock(start);

    clock.advance(90);

    expect(clock.now()).toBe(start + 90_000);
  });

  test('runs tasks in order of time, and of addition at the same instant', () => {
    const clock = createClock(start);
    const ran: string[] = [];
    clock.after(20, () => ran.push('late'));
    clock.after(10, () => ran.push('first at 10'));
    clock.after(10, () => ran.push('second at 10'));
    clock.after(31, () => ran.push('not due'));

    clock.advance(30);

    expect(ran).toEqual(['first at 10', 'second at 10', 'late']);
  });

  test('shows a task the time at which it was due', () => {
    const clock = createClock(start);
    const seen: number[] = [];
    clock.after(10, () => {
      seen.push(clock.now());
      clock.after(5, () => seen.push(clock.now()));
    });

    clock.advance(60);

    expect(seen).toEqual([start + 10_000, start + 15_000]);
    expect(clock.now()).toBe(start + 60_000);
  });
});

describe('the next task', () => {
  test('is the earliest that has not run', () => {
    const clock = createClock(start);
    clock.after(20, () => {});
    clock.after(10, () => {});

    clock.advance(10);

    expect(clock.nextDueAt()).toBe(start + 20_000);
  });

  test('is none where nothing is left', () => {
    expect(createClock(start).nextDueAt()).toBeUndefined();
  });
});
