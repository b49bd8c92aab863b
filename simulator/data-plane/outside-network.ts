import type { SimulatedNetwork } from '../core/controls.ts';
import type { Network } from './network.ts';
import type { SimulatedState } from './simulated-state.ts';
import type { DataPlane } from './start-data-plane.ts';

export interface OutsideNetwork {
  /** Loads and starts the data plane when it is asked for the first time: most simulators are never asked. */
  network(): Promise<SimulatedNetwork>;
  stop(): Promise<void>;
}

/** The data plane as programs outside this process reach it. */
export function createOutsideNetwork(simulator: SimulatedState): OutsideNetwork {
  let started: Promise<DataPlane> | undefined;
  return {
    async network() {
      started ??= import('./start-data-plane.ts').then(({ startDataPlane }) => startDataPlane(simulator));
      return seenFromOutside(await started);
    },
    async stop() {
      await (await started)?.stop();
    },
  };
}

function seenFromOutside({ network, resolver, rootCertificate }: DataPlane): SimulatedNetwork {
  return {
    addressesOf: (name, family) => resolver.resolve(name, family === 4 ? 'A' : 'AAAA').values,
    behind: async (address, port) =>
      network.loopbackOf(address, port) ?? { refused: await refusalAt(network, address, port) },
    certificateAuthority: rootCertificate,
  };
}

async function refusalAt(network: Network, address: string, port: number): Promise<string> {
  const error = await network.connect(address, port).then(
    (socket) => socket.destroy(),
    (failure: NodeJS.ErrnoException) => failure,
  );
  return ('code' in error && error.code) || 'ECONNREFUSED';
}
