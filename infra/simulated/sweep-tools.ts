import { Metrics } from '@aws-lambda-powertools/metrics';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { called } from '../../functions/reconciler/aws/call.ts';
import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import type { Clock } from '../../functions/reconciler/model/clock.ts';
import { GLOBAL_REGION } from '../../functions/reconciler/model/names.ts';
import type { Prover } from '../../functions/reconciler/prove/prover.ts';
import { memberClients } from '../../functions/sweep/member-clients.ts';
import { createMemory, createRunStore } from '../../functions/sweep/run-store.ts';
import { parseSweep, type SweepSettings } from '../../functions/sweep/settings.ts';
import type { SweepContext } from '../../functions/sweep/sweep-context.ts';
import manifest from '../../package.json' with { type: 'json' };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a sweep runs. */
export interface SweepPlace {
  readonly simulator: { readonly endpoint: string };
  /** The tool's account. */
  readonly account: string;
  readonly region: string;
  /** Of a role, where it matters who asks. @default the account's own */
  readonly credentials?: Credentials;
  /** Around all clients, as they are made. @default nothing is */
  readonly hook?: <Clients extends object>(clients: Clients) => Clients;
  /** Retries wait in real time. @default 1 */
  readonly maxAttempts?: number;
  /** Takes proofs of edges. @default none are taken */
  readonly prover?: (clock: Clock) => Prover;
  readonly onLogLine: (line: string) => void;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What is different in each invocation. */
export interface SweepInvocation {
  readonly environment: Environment;
  /** That started the run. */
  readonly event: unknown;
  readonly clock: Clock;
  readonly remainingSeconds: () => number;
}

export interface SweepTools {
  context(invocation: SweepInvocation): SweepContext;
  destroy(): void;
}

/** Clients of the tool's account, and what a step makes of them. */
export function openSweepTools(place: SweepPlace): SweepTools {
  const { simulator, account, region, credentials, maxAttempts = 1, onLogLine, hook = (clients) => clients } = place;
  const own = credentials ?? { accessKeyId: account, secretAccessKey: 'simulated' };
  const connection = { endpoint: simulator.endpoint, credentials: own, maxAttempts };
  const clients = hook({
    sts: new STSClient({ ...connection, region }),
    s3: new S3Client({ ...connection, region }),
    organizations: new OrganizationsClient({ ...connection, region: GLOBAL_REGION }),
    notifications: new SNSClient({ ...connection, region }),
    events: new EventBridgeClient({ ...connection, region }),
    securityHub: new SecurityHubClient({ ...connection, region }),
    stateMachines: new SFNClient({ ...connection, region }),
  });
  const { sts, s3, organizations, notifications, events, securityHub, stateMachines } = clients;
  const clientsFor = async (
    { run, roles, concurrency }: SweepSettings,
    clock: Clock,
    member: string,
    role: 'reader' | 'writer',
  ) => {
    const options = {
      endpoint: simulator.endpoint,
      maxAttempts,
      zoneRoles: run.zoneRoles,
      looksAtOnce: concurrency,
      clock,
    };
    if (roles === undefined) return answeredWith(hook(createAwsClients({ ...options, credentials: own })));
    const entered = await memberClients(sts, member, role, roles, { ...options, zoneRoleCredentials: own });
    return entered.kind === 'failed' ? entered : answeredWith(hook(entered.value));
  };
  const log = (message: string, facts: unknown) => onLogLine(JSON.stringify({ message, facts }));

  return {
    context({ environment, event, clock, remainingSeconds }) {
      const settings = parseSweep(environment, event);
      return {
        settings,
        clock,
        prover: place.prover?.(clock),
        remainingSeconds,
        store: (runId) => createRunStore(s3, settings.bucket, runId),
        memory: createMemory(s3, settings.bucket),
        organizations,
        notifications,
        events,
        securityHub,
        stateMachines,
        clientsFor: (member, role) => clientsFor(settings, clock, member, role),
        thisAccount: () =>
          called('STS.GetCallerIdentity', async () => (await sts.send(new GetCallerIdentityCommand({}))).Account ?? ''),
        toolVersion: manifest.version,
        log: { info: log, warn: log, error: log },
        metrics: new LoggedMetrics(onLogLine),
      };
    },
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function answeredWith(value: AwsClients) {
  return { kind: 'answered', value } as const;
}

/** Lambda takes metrics from standard output, where others read here. */
class LoggedMetrics extends Metrics {
  readonly #onLogLine: (line: string) => void;

  constructor(onLogLine: (line: string) => void) {
    super({ namespace: 'SecureApiEdge', serviceName: 'sweep' });
    this.#onLogLine = onLogLine;
  }

  override publishStoredMetrics(): this {
    this.#onLogLine(JSON.stringify(this.serializeMetrics()));
    this.clearMetrics();
    return this;
  }
}
