import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FleetReport } from '../../functions/report/fleet-report.ts';
import { parseFleetReport } from '../../functions/report/parse-fleet-report.ts';
import { deploySweep } from '../../infra/simulated/deploy-sweep.ts';
import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { createVirtualTime } from '../../simulator/core/virtual-time.ts';
import { readerRole, writerRole } from '../../simulator/estates/generate-organization.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { declareOrganization } from '../../simulator/organizations/state.ts';
import { declareBucket, objectText } from '../../simulator/s3/state.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { EXTERNAL_ID, MEMBERS, ORGANIZATION, ORGANIZATION_ESTATE, TOOLS } from './organization-estate.ts';
import { recordSweepMoments, type SweepMoment } from './sweep-moments.ts';

const REGION = 'eu-west-1';
const BUCKET = 'edge-reports';
const RUN = 'nightly';

const ENVIRONMENT = {
  MODE: 'remediate',
  REGIONS: REGION,
  SWEPT_ACCOUNTS: 'organization',
  EXCLUDED_ACCOUNTS: TOOLS,
  CANARY_ACCOUNTS: MEMBERS.canary.id,
  READER_ROLE: readerRole,
  WRITER_ROLE: writerRole,
  EXTERNAL_ID,
  REPORT_BUCKET: BUCKET,
};

/** What a run over the accounts of an organization came to. */
export interface OrganizationSweep {
  /** Of the execution. */
  readonly status: string;
  readonly report: FleetReport;
  readonly moments: readonly SweepMoment[];
  readonly requests: readonly RequestRecord[];
  /** The page that it kept, on this machine. */
  readonly page: { readonly path: string; readonly bytes: number; readonly namesEveryAccount: boolean };
}

/** In an AWS of its own, by the state machine of the product, in simulated time. */
export async function sweepOrganization(): Promise<OrganizationSweep> {
  const simulator = await startSimulator({ estate: (started) => loadEstate(started, ORGANIZATION_ESTATE) });
  try {
    const { world, clock } = simulator;
    declareOrganization(simulator, ORGANIZATION);
    declareBucket(world, { account: TOOLS, region: REGION, name: BUCKET });
    const recorded = recordSweepMoments(clock.now());
    const place = { simulator, time: createVirtualTime(clock), account: TOOLS, region: REGION };
    const sweep = deploySweep({ ...place, environment: ENVIRONMENT, onStep: recorded.onStep, onLogLine: () => {} });
    const { status, reportKey = '' } = await sweep.execute({ id: RUN, event: { source: 'aws.scheduler' } });

    const report = parseFleetReport(objectText(world, BUCKET, reportKey) ?? '');
    const page = writePage(objectText(world, BUCKET, reportKey.replace(/json$/, 'html')) ?? '', report);
    return { status, report, moments: recorded.moments, requests: simulator.requests(), page };
  } finally {
    await simulator.stop();
  }
}

/** Into a folder of its own, so that no file of anybody's is written over. */
function writePage(html: string, { accounts }: FleetReport): OrganizationSweep['page'] {
  const path = join(mkdtempSync(join(tmpdir(), 'secure-api-edge-')), 'report.html');
  writeFileSync(path, html);
  const written = readFileSync(path, 'utf8');
  return {
    path,
    bytes: Buffer.byteLength(written),
    namesEveryAccount: written.startsWith('<!doctype html>') && accounts.every(({ id }) => written.includes(id)),
  };
}
