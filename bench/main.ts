/**
 * `npm run bench`: counts, and times as ratios to a baseline of the same run. It measures and never judges; docs/benchmarks.md says what
 * each figure means.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { layOutBundles, measureBundles } from './bundles.ts';
import { type CleanLook, layOutCleanLooks, measureCleanLook } from './clean-look.ts';
import { layOutDriftedLook, measureDriftedLook } from './drifted-look.ts';
import { layOutOrganizationSweep, measureOrganizationSweep } from './organization-sweep.ts';
import { layOutPlanner, measurePlanner } from './planner.ts';
import { layOutTimesToInSync, measureTimesToInSync } from './time-to-in-sync.ts';

const DOMAINS = [10, 100, 500];
const DRIFTED = { domains: 1000, drifted: 100, latencyMillis: 50 };
const ORGANIZATION = { domainsPerAccount: 50, driftedShare: 0.05, latencyMillis: 50, concurrencies: [5, 20, 50] };

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    accounts: { type: 'string', default: '100' },
    'sweep-only': { type: 'boolean', default: false },
  },
});
const accounts = /^[1-9]\d{0,3}$/.test(values.accounts) ? Number(values.accounts) : undefined;
if (accounts === undefined) throw new Error(`--accounts: must be from 1 to 9999, got ${values.accounts}`);
const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cpus: availableParallelism(),
};

const account = values['sweep-only'] ? undefined : await measureAccount();
announce(`sweeps of an organization of ${accounts} accounts`);
const organizationSweep = await measureOrganizationSweep({ ...ORGANIZATION, accounts });

process.stdout.write(
  values.json
    ? `${JSON.stringify({ machine, ...account, organizationSweep }, undefined, 2)}\n`
    : [
        `Node.js ${machine.node}, ${machine.platform}, ${machine.cpus} CPUs\n`,
        ...(account === undefined ? [] : layOutAccount(account)),
        layOutOrganizationSweep(organizationSweep),
      ].join('\n'),
);

/** Times first: they want a process and a machine that nothing else keeps busy. */
async function measureAccount() {
  announce('start of the bundles');
  const bundles = await measureBundles(process.cwd());
  announce('planner');
  const planner = await measurePlanner();
  announce('from request to in sync');
  const timesToInSync = await measureTimesToInSync();
  const cleanLooks: CleanLook[] = [];
  for (const domains of DOMAINS) {
    announce(`look at a clean account of ${domains} domains, whose edges are created first`);
    cleanLooks.push(await measureCleanLook(domains));
  }
  const { drifted, domains, latencyMillis } = DRIFTED;
  announce(`correction of ${drifted} of ${domains} distributions at ${latencyMillis} ms a request`);
  const driftedLook = await measureDriftedLook(DRIFTED);
  return { timesToInSync, cleanLooks, driftedLook, planner, bundles };
}

function layOutAccount(measured: Awaited<ReturnType<typeof measureAccount>>): readonly string[] {
  return [
    layOutTimesToInSync(measured.timesToInSync),
    layOutCleanLooks(measured.cleanLooks),
    layOutDriftedLook(measured.driftedLook),
    layOutPlanner(measured.planner),
    layOutBundles(measured.bundles),
  ];
}

function announce(measurement: string): void {
  process.stderr.write(`measuring: ${measurement}\n`);
}
