import type { DefaultCacheBehavior, Origin } from '@aws-sdk/client-cloudfront';
import type { EdgeGround } from './edge-ground.ts';
import type { EdgeLocation } from './edge-locations.ts';
import type { Forwarding } from './forwarding.ts';
import type { ServedDistribution } from './served-distributions.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** A viewer's request at a location. */
export interface Arrival {
  readonly request: ViewerRequest;
  readonly location: EdgeLocation;
  readonly ground: EdgeGround;
  readonly requestId: string;
}

/** An arrival whose distribution and cache behavior are known. */
export interface Visit extends Arrival {
  readonly served: ServedDistribution;
  readonly behavior: DefaultCacheBehavior;
}

/** A visit that CloudFront serves: from the cache, or from the origin. */
export interface AdmittedVisit extends Visit {
  readonly origin: Origin;
  readonly forwarding: Forwarding;
  /** The path of the object: that of the request, or the default root object's. */
  readonly path: string;
}
