import { behaviorForwarding } from './behavior-forwarding.ts';
import { chooseBehavior, originOf } from './choose-behavior.ts';
import type { EdgeResponse } from './edge-response.ts';
import { errorPage, sentences } from './error-page.ts';
import { refuseByBehavior, refuseDistribution, refuseRequest } from './refuse-request.ts';
import { findServed } from './served-distributions.ts';
import type { AdmittedVisit, Arrival, Visit } from './visit.ts';

export type Admission =
  | { readonly kind: 'admitted'; readonly visit: AdmittedVisit }
  /** CloudFront answers by itself; `visit` is known where a cache behavior had a say. */
  | { readonly kind: 'answered'; readonly response: EdgeResponse; readonly visit: Visit | undefined };

/** From a viewer's request to the distribution, the cache behavior and the origin that it is for, as far as it is let through. */
export function admit(arrival: Arrival): Admission {
  const { request, location, ground, requestId } = arrival;
  const refused = refuseRequest(arrival);
  if (refused !== undefined) return { kind: 'answered', response: refused, visit: undefined };
  const served = findServed(request.host, location, ground.simulator);
  if (served === undefined) {
    return { kind: 'answered', response: errorPage(403, sentences.badRequest, requestId), visit: undefined };
  }
  const unserved = refuseDistribution(arrival, served);
  if (unserved !== undefined) return { kind: 'answered', response: unserved, visit: undefined };

  const visit = { ...arrival, served, behavior: chooseBehavior(served.config, request.path) };
  const response = refuseByBehavior(visit);
  return response === undefined
    ? { kind: 'admitted', visit: toAdmitted(visit) }
    : { kind: 'answered', response, visit };
}

function toAdmitted(visit: Visit): AdmittedVisit {
  const { served, request, behavior } = visit;
  const root = served.config.DefaultRootObject ?? '';
  return {
    ...visit,
    origin: originOf(served.config, behavior),
    forwarding: behaviorForwarding(behavior, served.cloudFront, request.method),
    path: request.path === '/' && root !== '' ? `/${root}` : request.path,
  };
}
