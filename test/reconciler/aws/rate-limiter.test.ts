import { setImmediate } from 'node:timers/promises';
import { createRateLimiter, partOf } from '../../../functions/reconciler/aws/rate-limiter.ts';
import type { Clock } from '../../../functions/reconciler/model/clock.ts';
import { createClock, type SimulatedClock } from '../../../simulator/core/clock.ts';

const RATE = { perSecond: 5, burst: 3 };
const START = Date.parse('2026-01-01T00:00:00Z');

let time: SimulatedClock;
let clock: Clock;
beforeEach(() => {
  time = createClock(START);
  clock = {
    now: () => new Date(time.now()),
    sleep: (seconds) => new Promise((resolve) => time.after(seconds, resolve)),
  };
});

/** When each of so many that ask at once got its place, in seconds, in the order of the places. */
async function placesOf(count: number, limiter = createRateLimiter(RATE, clock)) {
  const places: { readonly nth: number; readonly at: number }[] = [];
  for (let nth = 1; nth <= count; nth += 1)
    void limiter().then(() => places.push({ nth, at: (time.now() - START) / 1000 }));
  await pass(count);
  return places;
}

/** In steps, so that whoever is woken goes on before time does. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 20; step += 1) {
    await setImmediate();
    time.advance(0.05);
  }
  await setImmediate();
}

test('gives the burst at once', async () => {
  expect((await placesOf(3)).map(({ at }) => at)).toEqual([0, 0, 0]);
});

test('gives what is beyond the burst at the rate, in the order of asking', async () => {
  const places = await placesOf(8);

  expect(places.map(({ nth }) => nth)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(places.map(({ at }) => Number(at.toFixed(2)))).toEqual([0, 0, 0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test('takes 100 requests as long as the rate says', async () => {
  const places = await placesOf(100);

  expect(places.at(-1)?.at).toBeCloseTo((100 - RATE.burst) / RATE.perSecond);
});

test('saves up no more than the burst', async () => {
  const limiter = createRateLimiter(RATE, clock);
  await placesOf(3, limiter);
  time.advance(3600);
  const start = (time.now() - START) / 1000;

  const places = await placesOf(5, limiter);

  expect(places.map(({ at }) => Number((at - start).toFixed(1)))).toEqual([0, 0, 0, 0.2, 0.4]);
});

describe('an abort', () => {
  test('ends the wait at once, and somebody else gets the place', async () => {
    const limiter = createRateLimiter(RATE, clock);
    for (let asked = 0; asked < RATE.burst; asked += 1) await limiter();
    const aborting = new AbortController();
    const waiting = limiter(aborting.signal);

    aborting.abort();
    await waiting;

    expect(time.now()).toBe(START);
    expect((await placesOf(2, limiter)).map(({ at }) => at)).toEqual([0.2, 0.4]);
  });

  test('before asking takes no place', async () => {
    const limiter = createRateLimiter(RATE, clock);

    for (let asked = 0; asked < 10; asked += 1) await limiter(AbortSignal.abort());

    expect((await placesOf(3, limiter)).map(({ at }) => at)).toEqual([0, 0, 0]);
  });

  test('after the place was taken gives nothing back', async () => {
    const limiter = createRateLimiter(RATE, clock);
    const aborting = new AbortController();
    for (let asked = 0; asked < 3; asked += 1) await limiter(aborting.signal);
    aborting.abort();

    expect((await placesOf(2, limiter)).map(({ at }) => at)).toEqual([0.2, 0.4]);
  });
});

test('a clock that is set back makes nobody wait for it', async () => {
  const limiter = createRateLimiter(RATE, clock);
  time.advance(3600);
  await limiter();
  time = createClock(START);

  const places = await placesOf(4, limiter);

  expect(places.at(-1)?.at).toBeLessThanOrEqual((RATE.burst + 1) / RATE.perSecond);
});

describe('a part of a rate', () => {
  test('is what each of several may have that keep to it together', () => {
    expect(partOf({ perSecond: 5, burst: 10 }, 5)).toEqual({ perSecond: 1, burst: 2 });
  });

  test('lets one begin at once, however many there are', () => {
    expect(partOf({ perSecond: 5, burst: 10 }, 20)).toEqual({ perSecond: 0.25, burst: 1 });
  });

  test('is never so little that nobody comes to an end', () => {
    expect(partOf({ perSecond: 5, burst: 10 }, 1000)).toEqual({ perSecond: 0.25, burst: 1 });
  });
});
