/** The product as infra/simulated/deploy-product.ts deploys it, and what a test may do to it: end an invocation at a call, look on at each. */

import { deployProduct, type Product, type ProductWorld } from '../../../infra/simulated/deploy-product.ts';
import type { DeployedDoor } from '../../../infra/simulated/deployed-door.ts';
import { hookClients } from '../../properties/hooked-clients.ts';
import type { Lives } from './lives.ts';

export interface MortalWorld extends Omit<ProductWorld, 'fate' | 'hook'> {
  readonly lives: Lives;
  /** Called before every request to AWS. */
  readonly onCall: (operation: string) => void;
  /** What a request to AWS takes. @default no time */
  readonly secondsPerRequest?: number;
}

export function deployMortalProduct(
  door: DeployedDoor,
  { lives, onCall, secondsPerRequest = 0, ...world }: MortalWorld,
): Product {
  return deployProduct(door, {
    ...world,
    fate: lives,
    hook: (clients) =>
      hookClients(clients, async (_, operation, send) => {
        if (secondsPerRequest > 0) await world.time.sleep(secondsPerRequest);
        onCall(operation);
        return lives.around(operation, send);
      }),
  });
}
