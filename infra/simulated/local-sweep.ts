import { createVirtualTime } from '../../simulator/core/virtual-time.ts';
import { declareBucket } from '../../simulator/s3/state.ts';
import type { Simulator } from '../../simulator/start-simulator.ts';
import { deploySweep } from './deploy-sweep.ts';

const BUCKET = 'secure-api-edge-reports';

export interface LocalSweep {
  /** The tool's account; it is the one that is swept. */
  readonly account: string;
  readonly region: string;
  /** Whose API domains are looked at. */
  readonly regions: readonly string[];
  readonly onLogLine: (line: string) => void;
}

/**
 * The sweep in a simulator that somebody uses: a bucket and a state machine. Its waits take no real time: the simulated clock goes on at once. It only
 * looks. Answers the variables by which functions find both.
 */
export function deployLocalSweep(
  simulator: Simulator,
  { account, region, regions, onLogLine }: LocalSweep,
): Readonly<Record<'REPORT_BUCKET' | 'SWEEP_STATE_MACHINE_ARN', string>> {
  declareBucket(simulator.world, { account, region, name: BUCKET, isVersioned: true });
  const { stateMachineArn } = deploySweep({
    simulator,
    time: createVirtualTime(simulator.clock),
    account,
    region,
    onLogLine: (line) => isMetrics(line) || onLogLine(line),
    environment: { MODE: 'detect', REGIONS: regions.join(','), SWEPT_ACCOUNTS: 'this', REPORT_BUCKET: BUCKET },
  });
  return { REPORT_BUCKET: BUCKET, SWEEP_STATE_MACHINE_ARN: stateMachineArn };
}

/** For CloudWatch; nobody reads them here. */
function isMetrics(line: string): boolean {
  return line.startsWith('{"_aws"');
}
