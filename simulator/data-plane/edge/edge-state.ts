import type { StateKey } from '../../core/world.ts';
import type { XCache } from './edge-response.ts';
import type { HeaderList } from './header-list.ts';

/** An answer that a location keeps. */
export interface CachedObject {
  readonly key: string;
  /** As invalidations name it: with the query string, where it distinguishes objects. */
  readonly path: string;
  /** Also where a custom error page makes it look like none. */
  readonly isError: boolean;
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Milliseconds since the epoch, simulated. */
  readonly storedAt: number;
  readonly expiresAt: number;
  /** Ids of the invalidations that had arrived before it was stored, and so do not concern it. */
  readonly seenInvalidations: readonly string[];
}

/** One request of a viewer, for whoever watches. */
export interface ViewerRequestRecord {
  readonly location: string;
  readonly protocol: 'http' | 'https';
  readonly method: string;
  readonly host: string;
  /** Without the query string, which may hold secrets. */
  readonly path: string;
  readonly status: number;
  /** Absent where a WebSocket was opened. */
  readonly xCache: XCache | undefined;
}

export interface EdgeState {
  /** By location, then by cache key. */
  readonly caches: Map<string, Map<string, CachedObject>>;
  readonly requests: ViewerRequestRecord[];
}

/** Kept under account `*`, so that a reset of the simulator empties every cache. */
export const edgeState: StateKey<EdgeState> = {
  name: 'cloudfront-edge',
  create: () => ({ caches: new Map(), requests: [] }),
};
