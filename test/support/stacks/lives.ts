/** Which invocation of a function sends what to AWS, and a death in the middle of one: from then on nothing of it is heard any more. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { VirtualTime } from '../../../simulator/core/virtual-time.ts';

/** The process of whoever makes this call dies, before the request is sent or after AWS has acted on it. */
export interface DeathAtCall {
  readonly operation: string;
  /** Counted from when the death was ordered. @default 1 */
  readonly nth?: number;
  readonly at: 'before' | 'after';
}

export interface Lives {
  /** Runs one invocation; rejects when it dies. */
  live<T>(activity: () => Promise<T>): Promise<T>;
  /** Stands around a call to AWS. */
  around(operation: string, send: () => Promise<unknown>): Promise<unknown>;
  /** What an invocation reaches for outside AWS; a dead one reaches nothing. */
  whileAlive<Arguments extends unknown[], T>(
    reach: (...given: Arguments) => Promise<T>,
  ): (...given: Arguments) => Promise<T>;
  dieAt(death: DeathAtCall): void;
  /** AWS takes so long with the next call of this operation. */
  slowDown(operation: string, seconds: number): void;
  /** How many have died. */
  readonly deaths: number;
}

interface Life {
  isOver: boolean;
  readonly end: () => void;
}

interface OrderedDeath {
  readonly death: DeathAtCall;
  counted: number;
}

export function createLives(time: VirtualTime): Lives {
  const current = new AsyncLocalStorage<Life>();
  let ordered: readonly OrderedDeath[] = [];
  const slowed = new Map<string, number>();
  let deaths = 0;

  const deathAt = (operation: string): DeathAtCall | undefined => {
    const matching = ordered.filter(({ death }) => death.operation === operation);
    for (const one of matching) one.counted += 1;
    const due = matching.find(({ death, counted }) => counted === (death.nth ?? 1));
    ordered = ordered.filter((one) => one !== due);
    return due?.death;
  };

  const end = (life: Life): Promise<never> => {
    deaths += 1;
    life.isOver = true;
    life.end();
    return NEVER;
  };

  return {
    live(activity) {
      const { promise: death, reject } = Promise.withResolvers<never>();
      const exit = Object.assign(new Error('Runtime exited with error: signal: killed'), { name: 'Runtime.ExitError' });
      return current.run({ isOver: false, end: () => reject(exit) }, () => Promise.race([activity(), death]));
    },
    async around(operation, send) {
      const life = current.getStore();
      if (life === undefined) return send();
      if (life.isOver) return NEVER;
      const seconds = slowed.get(operation);
      slowed.delete(operation);
      if (seconds !== undefined) await time.sleep(seconds);
      const death = deathAt(operation);
      if (death?.at === 'before') return end(life);
      const sent = send();
      if (death === undefined) return sent;
      await sent.catch(() => {});
      return end(life);
    },
    whileAlive:
      (reach) =>
      (...given) =>
        current.getStore()?.isOver ? NEVER : reach(...given),
    dieAt(death) {
      ordered = [...ordered, { death, counted: 0 }];
    },
    slowDown: (operation, seconds) => void slowed.set(operation, seconds),
    get deaths() {
      return deaths;
    },
  };
}

const NEVER = new Promise<never>(() => {});
