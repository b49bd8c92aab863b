/**
 * `npm run bench`: counts, and times as ratios to a baseline of the same run. It measures and never judges; docs/benchmarks.md says what
 * each figure means.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { layOutBundles, measureBundles } from './bundles.ts';
import { type CleanLook, layOutCleanLooks, measureCleanLook } from './clean-look.ts';
import { layOutDriftedLook, measureDriftedLook } from './drifted-look.ts';
import { layOutPlanner, measurePlanner } from './planner.ts';

const DOMAINS = [10, 100, 500];
const DRIFTED = { domains: 1000, drifted: 100, latencyMillis: 50 };

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cpus: availableParallelism(),
};

// Times first: they want a process and a machine that nothing else keeps busy.
announce('start of the bundles');
const bundles = await measureBundles(process.cwd());
announce('planner');
const planner = await measurePlanner();
const cleanLooks: CleanLook[] = [];
for (const domains of DOMAINS) {
  announce(`look at a clean account of ${domains} domains, whose edges are created first`);
  cleanLooks.push(await measureCleanLook(domains));
}
announce(
  `correction of ${DRIFTED.drifted} of ${DRIFTED.domains} distributions at ${DRIFTED.latencyMillis} ms a request`,
);
const driftedLook = await measureDriftedLook(DRIFTED);

process.stdout.write(
  values.json
    ? `${JSON.stringify({ machine, cleanLooks, driftedLook, planner, bundles }, undefined, 2)}\n`
    : [
        `Node.js ${machine.node}, ${machine.platform}, ${machine.cpus} CPUs\n`,
        layOutCleanLooks(cleanLooks),
        layOutDriftedLook(driftedLook),
        layOutPlanner(planner),
        layOutBundles(bundles),
      ].join('\n'),
);

function announce(measurement: string): void {
  process.stderr.write(`measuring: ${measurement}\n`);
}
