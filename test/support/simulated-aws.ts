import type { Simulator, SimulatorOptions } from '../../simulator/start-simulator.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';

/** Who asks, and where. */
export interface ClientScope {
  /** @default 111111111111 */
  readonly account?: string;
  /** @default us-east-1 */
  readonly region?: string;
  /** An assumed role's credentials instead of the account's own. */
  readonly credentials?: ClientConfig['credentials'];
}

interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly maxAttempts: number;
}

export interface SimulatedAws {
  readonly simulator: Simulator;
  /** A real SDK client pointed at the simulator; it does not retry and is closed after the test. */
  client<Client extends { destroy(): void }>(type: new (config: ClientConfig) => Client, scope?: ClientScope): Client;
}

/** One simulator for the tests of a file, with fresh state for each test. */
export function useSimulatedAws(options: SimulatorOptions = {}): SimulatedAws {
  let simulator: Simulator;
  const clients: { destroy(): void }[] = [];

  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  beforeEach(() => simulator.reset());
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });
  afterAll(() => simulator.stop());

  return {
    get simulator() {
      return simulator;
    },
    client(type, scope = {}) {
      const client = new type(clientConfig(simulator.endpoint, scope));
      clients.push(client);
      return client;
    },
  };
}

function clientConfig(endpoint: string, scope: ClientScope): ClientConfig {
  const { account = '111111111111', region = 'us-east-1' } = scope;
  const credentials = scope.credentials ?? { accessKeyId: account, secretAccessKey: 'simulated' };
  return { endpoint, region, credentials, maxAttempts: 1 };
}
