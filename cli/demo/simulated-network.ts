import type { ProbeNetwork } from '../../functions/reconciler/network/probe-network.ts';
import type { DataPlane } from '../../simulator/data-plane/start-data-plane.ts';

/** The internet that a data plane in this process is. */
export function simulatedNetwork({ network, resolver, rootCertificate }: DataPlane): ProbeNetwork {
  return {
    resolve: async (name, family) => resolver.resolve(name, family === 4 ? 'A' : 'AAAA').values,
    connect: network.connect,
    certificateAuthorities: [rootCertificate],
  };
}
