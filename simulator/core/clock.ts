/**
 * The simulator's own time. It never reads the wall clock by itself: tests advance it by hand, `simulate --speed N` ties
 * it to real time. Everything that takes time in AWS (Deployed, INSYNC, ISSUED) is a task on this clock.
 */
export interface SimulatedClock {
  /** Milliseconds since the epoch, simulated. */
  now(): number;
  /** Runs `task` once the clock has reached `now() + seconds`. Tasks due at the same instant run in the order they were added. */
  after(seconds: number, task: () => void): void;
  /** Moves the clock forward and runs what falls due, in order of time. */
  advance(seconds: number): void;
  /** When the next task falls due, in milliseconds since the epoch. */
  nextDueAt(): number | undefined;
}

interface Task {
  readonly dueAt: number;
  readonly run: () => void;
}

export function createClock(startMillis: number): SimulatedClock {
  let now = startMillis;
  const tasks: Task[] = [];

  return {
    now: () => now,
    after(seconds, run) {
      const dueAt = now + seconds * 1000;
      const later = tasks.findIndex((task) => task.dueAt > dueAt);
      tasks.splice(later === -1 ? tasks.length : later, 0, { dueAt, run });
    },
    advance(seconds) {
      const end = now + seconds * 1000;
      for (let task = tasks[0]; task && task.dueAt <= end; task = tasks[0]) {
        tasks.shift();
        now = Math.max(now, task.dueAt);
        task.run();
      }
      now = end;
    },
    nextDueAt: () => tasks[0]?.dueAt,
  };
}
