import type { World } from '../../core/world.ts';
import type { ReachedStage } from './find-stage.ts';
import type { GatewayRequest } from './gateway-request.ts';

/** A request that has reached an API, whether the API has let it in or not. Values of headers and of the query are not kept: they may be secret. */
export interface ApiRequest {
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly queryNames: readonly string[];
  /** As sent, in order. */
  readonly headerNames: readonly string[];
  /** 101 for an opened WebSocket. */
  readonly status: number;
}

export interface RequestLog {
  add(world: World, request: GatewayRequest, reached: ReachedStage, status: number): void;
  of(world: World): readonly ApiRequest[];
}

/** A reset gives the simulator a new world, and with it an empty log. */
export function createRequestLog(): RequestLog {
  const logs = new WeakMap<World, ApiRequest[]>();

  return {
    add(world, { method, host, path, query, headers }, { api, stage }, status) {
      const names = { queryNames: [...new URLSearchParams(query).keys()], headerNames: headers.map(([name]) => name) };
      logs.set(world, [...(logs.get(world) ?? []), { apiId: api.id, stage, method, host, path, ...names, status }]);
    },
    of: (world) => logs.get(world) ?? [],
  };
}
