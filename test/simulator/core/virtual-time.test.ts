import { createClock, type SimulatedClock } from '../../../simulator/core/clock.ts';
import { createVirtualTime, NothingLeftToHappenError, type VirtualTime } from '../../../simulator/core/virtual-time.ts';

let clock: SimulatedClock;
let time: VirtualTime;
let happened: string[];

beforeEach(() => {
  clock = createClock(0);
  time = createVirtualTime(clock);
  happened = [];
});

function note(what: string): void {
  happened.push(`${clock.now() / 1000} ${what}`);
}

/** Something that takes real time: a turn of the event loop that no promise job can overtake. */
function work(turns = 5): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const turn = (left: number) => (left === 0 ? resolve() : setImmediate(() => turn(left - 1)));
  turn(turns);
  return promise;
}

describe('time', () => {
  test('stands still while something is at work', async () => {
    time.after(1, () => note('timer'));

    await time.run(async () => {
      await work();
      note('worked');
    });
    await time.settled();

    expect(happened).toEqual(['0 worked', '1 timer']);
  });

  test('passes while all sleep, and lets them go on in order of time', async () => {
    const sleepers = [
      time.run(async () => {
        for (const name of ['a1', 'a2']) {
          await time.sleep(30);
          note(name);
        }
      }),
      time.run(async () => {
        await time.sleep(45);
        note('b');
      }),
    ];

    await Promise.all(sleepers);

    expect(happened).toEqual(['30 a1', '45 b', '60 a2']);
  });

  test('stands still for the one who works while the other sleeps', async () => {
    const sleeper = time.run(async () => {
      await time.sleep(1);
      note('slept');
    });
    const worker = time.run(async () => {
      await work(20);
      note('worked');
    });

    await Promise.all([sleeper, worker]);

    expect(happened).toEqual(['0 worked', '1 slept']);
  });

  test('lets one finish its work before another that is due at the same instant goes on', async () => {
    const both = ['a', 'b'].map((name) =>
      time.run(async () => {
        await time.sleep(10);
        note(`${name} begins`);
        await work();
        note(`${name} ends`);
      }),
    );

    await Promise.all(both);

    expect(happened).toEqual(['10 a begins', '10 a ends', '10 b begins', '10 b ends']);
  });

  test('passes while one awaits what the other does', async () => {
    const slow = time.run(async () => {
      await time.sleep(100);
      return 'result';
    });

    const result = await time.run(() => time.awaiting(slow));

    expect([result, clock.now()]).toEqual(['result', 100_000]);
  });

  test('passes for one that waits for two things at once', async () => {
    const both = time.run(() => Promise.all([time.sleep(10), time.sleep(20)]));
    time.after(15, () => note('in between'));

    await both;

    expect([happened, clock.now()]).toEqual([['15 in between'], 20_000]);
  });

  test('goes on after one that is over while it still waits for something', async () => {
    await time.run(async () => void time.sleep(10));
    note('over');

    await time.run(() => time.sleep(30));
    note('slept');

    expect(happened).toEqual(['0 over', '30 slept']);
  });

  test('goes on after an activity that fails', async () => {
    await expect(time.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');

    await time.run(() => time.sleep(1));

    expect(clock.now()).toBe(1000);
  });

  test('goes on after something awaited fails', async () => {
    const failing = time.run(async () => {
      await time.sleep(5);
      throw new Error('broken');
    });

    await expect(time.run(() => time.awaiting(failing))).rejects.toThrow('broken');
    await time.run(() => time.sleep(1));

    expect(clock.now()).toBe(6000);
  });
});

describe('timers', () => {
  test('run in order of time, and of addition at the same instant', async () => {
    time.after(20, () => note('late'));
    time.after(10, () => note('first'));
    time.after(10, () => note('second'));
    time.after(-5, () => note('overdue'));

    await time.settled();

    expect(happened).toEqual(['0 overdue', '10 first', '10 second', '20 late']);
  });

  test('do not run once they are cancelled, and do not make time pass', async () => {
    const cancel = time.after(10, () => note('cancelled'));
    time.after(1, cancel);

    await time.settled();

    expect([happened, clock.now()]).toEqual([[], 1000]);
  });

  test('set off activities that hold the time', async () => {
    time.after(10, () => {
      void time.run(async () => {
        await work();
        note('worked');
      });
    });
    time.after(11, () => note('next'));

    await time.settled();

    expect(happened).toEqual(['10 worked', '11 next']);
  });

  test('wait for what a task of the clock sets off between', async () => {
    clock.after(50, () => {
      time.after(10, () => note('set off'));
      void time.run(async () => {
        await work();
        note('worked');
      });
    });
    time.after(100, () => note('timer'));

    await time.settled();

    expect(happened).toEqual(['50 worked', '60 set off', '100 timer']);
  });

  test('run at once where the clock was moved past them', async () => {
    time.after(10, () => note('overtaken'));
    clock.advance(60);

    await time.settled();

    expect(happened).toEqual(['60 overtaken']);
  });
});

describe('rest', () => {
  test('comes at once where nothing is due', async () => {
    await time.settled();

    expect(clock.now()).toBe(0);
  });

  test('does not wait for tasks of the clock that nobody waits for', async () => {
    clock.after(60, () => note('task'));

    await time.settled();

    expect(happened).toEqual([]);
  });

  test('fails what waits for something that can never come', async () => {
    const stuck = time.run(() => time.awaiting(new Promise<void>(() => {})));

    await expect(stuck).rejects.toThrow(NothingLeftToHappenError);
    await time.settled();
  });

  test('fails nobody while something is due', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    time.after(1000, () => resolve('came'));

    await expect(time.run(() => time.awaiting(promise))).resolves.toBe('came');
  });

  test('fails an activity that would wait for itself', async () => {
    await expect(time.run(() => time.settled())).rejects.toThrow('would wait for itself');
  });

  test('fails a sleep outside of an activity', async () => {
    await expect(time.sleep(1)).rejects.toThrow('only what runs inside `run` can wait');
  });

  test('fails a sleep of what a timer sets off without being an activity', async () => {
    const { promise, resolve } = Promise.withResolvers<Promise<void>>();

    await time.run(async () => {
      time.after(1, () => resolve(expect(time.sleep(1)).rejects.toThrow('only what runs inside `run` can wait')));
    });

    await promise;
  });
});
