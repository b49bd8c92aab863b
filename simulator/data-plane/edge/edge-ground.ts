import type { Ids } from '../../core/ids.ts';
import type { Certificates } from '../certificates.ts';
import type { Network } from '../network.ts';
import type { Resolver } from '../resolver.ts';
import type { SimulatedState } from '../simulated-state.ts';

/** What the edge stands on. */
export interface EdgeGround {
  readonly simulator: SimulatedState;
  readonly network: Network;
  readonly resolver: Resolver;
  readonly certificates: Certificates;
  /** For what CloudFront makes up: request ids. */
  readonly ids: Ids;
}
