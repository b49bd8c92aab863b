/**
 * Simulated time for many things that happen at once: invocations, executions, stacks. The clock stands still while any of them is at work, and moves
 * to the next thing due once all of them wait. So every interleaving is the same in every run, and an hour costs what its work costs.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SimulatedClock } from './clock.ts';

export interface VirtualTime {
  readonly clock: SimulatedClock;
  /**
   * Runs something that is at work until it settles, but for the moments when it sleeps or awaits something else. Time stands still for whoever is at
   * work, so inside an activity, another one (an invocation, an execution) is waited for with `awaiting`.
   */
  run<T>(activity: () => Promise<T>): Promise<T>;
  /** Only inside `run`: lets time pass. */
  sleep(seconds: number): Promise<void>;
  /** Only inside `run`: waits for what something else brings about, and is not at work meanwhile. */
  awaiting<T>(promise: Promise<T>): Promise<T>;
  /** Runs `task` once so much time has passed; the result cancels it. */
  after(seconds: number, task: () => void): () => void;
  /** Only outside of `run`: resolves once nobody is at work and nothing is due any more. */
  settled(): Promise<void>;
}

/** Everything waits and nothing is due: what is awaited can never come. */
export class NothingLeftToHappenError extends Error {
  override readonly name = 'NothingLeftToHappenError';
}

/** It may wait for several things at once, and what it left behind may wait on when it is over. */
interface Activity {
  waits: number;
  isOver: boolean;
}

interface Timer {
  readonly dueAt: number;
  readonly run: () => void;
}

export function createVirtualTime(clock: SimulatedClock): VirtualTime {
  const activities = new AsyncLocalStorage<Activity | undefined>();
  const waiting = new Set<(error: Error) => void>();
  const atWork = new Set<Activity>();
  let isPassing = false;
  let timers: readonly Timer[] = [];
  let settling: (() => void)[] = [];

  const after = (seconds: number, task: () => void) => {
    // What a timer sets off is nobody's activity, also when an activity has set the timer.
    const timer = { dueAt: clock.now() + Math.max(0, seconds) * 1000, run: () => activities.run(undefined, task) };
    const later = timers.findIndex(({ dueAt }) => dueAt > timer.dueAt);
    timers = timers.toSpliced(later === -1 ? timers.length : later, 0, timer);
    pass();
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };

  /** Lets what was just resolved go on first; then, if nobody is at work, moves the clock. */
  const pass = () => {
    if (isPassing) return;
    isPassing = true;
    setImmediate(() =>
      setImmediate(() => {
        isPassing = false;
        if (atWork.size === 0) happen();
      }),
    );
  };

  const happen = () => {
    const [next] = timers;
    if (next === undefined) return comeToRest();
    pass();
    // The clock has tasks of its own. What they set off goes on before time does.
    const stopAt = Math.min(next.dueAt, clock.nextDueAt() ?? next.dueAt);
    clock.advance(Math.max(0, stopAt - clock.now()) / 1000);
    if (stopAt < next.dueAt) return;
    timers = timers.filter((one) => one !== next);
    next.run();
  };

  const comeToRest = () => {
    const error = new NothingLeftToHappenError('everything waits, and nothing is due that could end it');
    if (waiting.size > 0) {
      for (const reject of [...waiting]) reject(error);
      return pass();
    }
    const rested = settling;
    settling = [];
    for (const resolve of rested) resolve();
  };

  const awaiting = async <T>(promise: Promise<T>): Promise<T> => {
    const activity = activities.getStore();
    if (activity === undefined) throw new Error('only what runs inside `run` can wait');
    const { promise: stuck, reject } = Promise.withResolvers<never>();
    waiting.add(reject);
    activity.waits += 1;
    atWork.delete(activity);
    pass();
    try {
      return await Promise.race([promise, stuck]);
    } finally {
      waiting.delete(reject);
      activity.waits -= 1;
      if (activity.waits === 0 && !activity.isOver) atWork.add(activity);
    }
  };

  return {
    clock,
    awaiting,
    after,
    run(run) {
      const activity = { waits: 0, isOver: false };
      return activities.run(activity, async () => {
        atWork.add(activity);
        try {
          return await run();
        } finally {
          activity.isOver = true;
          atWork.delete(activity);
          pass();
        }
      });
    },
    sleep(seconds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      after(seconds, resolve);
      return awaiting(promise);
    },
    async settled() {
      if (activities.getStore() !== undefined) throw new Error('what runs inside `run` would wait for itself');
      const { promise, resolve } = Promise.withResolvers<void>();
      settling.push(resolve);
      pass();
      return promise;
    },
  };
}
