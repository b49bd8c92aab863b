import type { Socket } from 'node:net';
import { openConnection } from './open-connection.ts';
import type { ProbeNetwork } from './probe-network.ts';

interface Listener {
  readonly host: string;
  readonly port: number;
}

/** The network that a simulator on this machine plays, through its control endpoints: names and addresses are its own, connections are real. */
export function createSimulatedInternet(endpoint: string): ProbeNetwork {
  let authorities: readonly string[] | undefined;
  /** What listens once listens for as long as the simulator runs. */
  const listeners = new Map<string, Listener>();
  const ask = (path: string, query: Readonly<Record<string, string>> = {}) => askSimulator(endpoint, path, query);
  return {
    /** Known from the first connection on. */
    get certificateAuthorities() {
      return authorities;
    },
    async resolve(name, family) {
      const { addresses } = await ask('dns', { name, family: String(family) });
      if (!Array.isArray(addresses)) throw new Error(`the simulator did not say which addresses ${name} has`);
      return addresses.map(String);
    },
    async connect(address, port): Promise<Socket> {
      authorities ??= [String((await ask('certificate-authority')).pem)];
      const name = `${address} ${port}`;
      const known =
        listeners.get(name) ?? toListener(await ask('address', { address, port: String(port) }), address, port);
      listeners.set(name, known);
      return openConnection(known.host, known.port);
    },
  };
}

async function askSimulator(
  endpoint: string,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${endpoint}/_simulator/${path}?${new URLSearchParams(query)}`).catch((cause) => {
    throw new Error(`no simulator answers at ${endpoint}`, { cause });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && typeof answer === 'object' && answer !== null) return { ...answer };
  throw new Error(`the simulator at ${endpoint} answered ${response.status} to ${path}`);
}

/** Where nothing listens, the error is as the operating system would say it. */
function toListener(answer: Readonly<Record<string, unknown>>, address: string, port: number): Listener {
  const { refused, host } = answer;
  if (typeof refused === 'string')
    throw Object.assign(new Error(`connect ${refused} ${address}:${port}`), { code: refused });
  return { host: String(host), port: Number(answer.port) };
}
