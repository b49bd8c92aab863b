import { regionStatuses } from '../account/state.ts';
import { createIds } from '../core/ids.ts';
import { regionalAddresses } from './addresses.ts';
import { createRegionalEndpoint } from './api-gateway/regional-endpoint.ts';
import { type ApiRequest, createRequestLog } from './api-gateway/request-log.ts';
import { type Certificates, createCertificates } from './certificates.ts';
import { type Edge, startEdge } from './edge/start-edge.ts';
import { createNetwork, type Network } from './network.ts';
import { createResolver, type Resolver } from './resolver.ts';
import type { SimulatedState } from './simulated-state.ts';

/** What traffic meets: the simulated configuration, served through real sockets. */
export interface DataPlane {
  readonly network: Network;
  /** Authoritative: each client has a caching one of its own in front of it. */
  readonly resolver: Resolver;
  readonly certificates: Certificates;
  /** CloudFront's locations. */
  readonly edge: Edge;
  /** PEM that clients trust. */
  readonly rootCertificate: string;
  /** What has reached an API since the start or the last reset of the simulator. */
  requests(): readonly ApiRequest[];
  stop(): Promise<void>;
}

const IDS_SEED = 0x70617468;
const EDGE_IDS_SEED = 0x65646765;
const HTTPS_PORT = 443;

export async function startDataPlane(simulator: SimulatedState): Promise<DataPlane> {
  const network = createNetwork();
  const certificates = await createCertificates();
  const resolver = createResolver(() => simulator.world);
  const log = createRequestLog();
  const parts = { simulator, certificates, log, ids: createIds(IDS_SEED) };

  for (const region of regionStatuses.create().keys()) {
    const accept = createRegionalEndpoint(region, parts);
    const { A, AAAA } = regionalAddresses(region);
    for (const address of [...A, ...AAAA]) await network.listen(address, HTTPS_PORT, accept);
  }

  return {
    network,
    resolver,
    certificates,
    edge: await startEdge({ simulator, network, resolver, certificates, ids: createIds(EDGE_IDS_SEED) }),
    rootCertificate: certificates.rootCertificate,
    requests: () => log.of(simulator.world),
    stop: () => network.stop(),
  };
}
