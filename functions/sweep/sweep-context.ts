import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { ReportLog } from '../doors/log.ts';
import type { Called } from '../reconciler/aws/call.ts';
import type { AwsClients } from '../reconciler/aws/clients.ts';
import type { Clock } from '../reconciler/model/clock.ts';
import type { Prover } from '../reconciler/prove/prover.ts';
import type { RunStore } from './run-store.ts';
import type { SweepSettings } from './settings.ts';

/** What a step of a sweep works with. */
export interface SweepContext {
  readonly settings: SweepSettings;
  readonly clock: Clock;
  readonly prover: Prover | undefined;
  /** Until Lambda ends the invocation. */
  readonly remainingSeconds: () => number;
  readonly store: (runId: string) => RunStore;
  /** What outlives a run. */
  readonly memory: RunStore;
  readonly organizations: OrganizationsClient;
  readonly notifications: SNSClient;
  readonly events: EventBridgeClient;
  readonly securityHub: SecurityHubClient;
  readonly stateMachines: SFNClient;
  /** Clients that act in an account; of this one itself where no roles are set. */
  readonly clientsFor: (account: string, role: 'reader' | 'writer') => Promise<Called<AwsClients>>;
  /** Id of the account that this runs in. */
  readonly thisAccount: () => Promise<Called<string>>;
  readonly toolVersion: string;
  readonly log: ReportLog;
  readonly metrics: Metrics;
}
