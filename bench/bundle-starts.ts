import { execFileSync } from 'node:child_process';
import { median } from './median.ts';

const WARM_UPS = 2;
const RUNS = 15;
/** What the template sets for both functions. */
const NODE_OPTIONS = '--enable-source-maps';
/** Loads a bundle as Lambda does, says how long that took, and ends. Without a file: Node.js alone. */
const LOADER = `const [, file] = process.argv;
const start = performance.now();
if (file) require(file);
process.stdout.write(String(performance.now() - start));
process.exit();`;

/** Medians over several processes, in milliseconds; ratios are to the baseline's start of the same round. */
export interface StartTime {
  /** From starting the process to its end. */
  readonly start: number;
  readonly startRatio: number;
  /** Of it, loading the bundle. */
  readonly load: number;
  readonly loadRatio: number;
}

/** Starts each file in turn, so that a slow moment of the machine meets them all. The last file is the baseline; no file is Node.js alone. */
export function timeStarts(files: readonly (string | undefined)[]): readonly StartTime[] {
  const rounds = Array.from({ length: WARM_UPS + RUNS }, () => files.map(timeStart)).slice(WARM_UPS);
  return files.map((_, index) => {
    const runs = rounds.flatMap((round) => {
      const [own, baseline] = [round[index], round.at(-1)];
      return own === undefined || baseline === undefined ? [] : [{ own, baseline }];
    });
    return {
      start: median(runs.map(({ own }) => own.start)),
      startRatio: median(runs.map(({ own, baseline }) => own.start / baseline.start)),
      load: median(runs.map(({ own }) => own.load)),
      loadRatio: median(runs.map(({ own, baseline }) => own.load / baseline.load)),
    };
  });
}

function timeStart(file: string | undefined): Pick<StartTime, 'start' | 'load'> {
  const begun = performance.now();
  const load = execFileSync(process.execPath, ['-e', LOADER, ...(file === undefined ? [] : [file])], {
    encoding: 'utf8',
    env: { NODE_OPTIONS, AWS_REGION: 'us-east-1' },
  });
  return { start: performance.now() - begun, load: Number(load) };
}
