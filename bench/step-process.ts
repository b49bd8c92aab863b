/**
 * One invocation of the sweep's function as a process of its own, so that its memory can be told from the simulator's. Reads what to do from standard
 * input, and answers what it took.
 */
import { text } from 'node:stream/consumers';
import { runStep } from '../functions/sweep/run-step.ts';
import { type Environment, openSweepTools } from '../infra/simulated/sweep-tools.ts';

export interface StepOrder {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  readonly environment: Environment;
  /** Simulated time, which stands still. */
  readonly now: number;
  /** Undefined: everything is loaded, and nothing done. */
  readonly input?: unknown;
}

export interface StepMemory {
  /** The most that the process was seen to have, in bytes. */
  readonly rss: number;
  /** Of it, objects of JavaScript. */
  readonly heap: number;
}

const SAMPLE_MILLIS = 10;

const order: StepOrder = JSON.parse(await text(process.stdin));
const { endpoint, account, region, environment, now, input } = order;
const tools = openSweepTools({ simulator: { endpoint }, account, region, onLogLine: () => {} });
let rss = 0;
let heap = 0;
// What the system counts as the maximum of a process includes what its parent had.
const sample = () => {
  const used = process.memoryUsage();
  rss = Math.max(rss, used.rss);
  heap = Math.max(heap, used.heapUsed);
};
const sampling = setInterval(sample, SAMPLE_MILLIS);
if (input !== undefined) {
  const context = tools.context({
    environment,
    event: undefined,
    clock: {
      now: () => new Date(now),
      sleep: () => Promise.reject(new Error('a step that is measured waits for nothing')),
    },
    remainingSeconds: () => 900,
  });
  await runStep(input, context);
}
sample();
clearInterval(sampling);
tools.destroy();
const taken: StepMemory = { rss, heap };
process.stdout.write(JSON.stringify(taken));
