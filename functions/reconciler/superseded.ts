import type { EdgeLook, EdgeTarget } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import type { Refusal } from './model/plan.ts';
import { TAG } from './model/tags.ts';

/**
 * Whether a delete came in while this request was at work: the edge, or the certificate requested for it, was there at the look before, and is gone
 * or marked for deletion now. The delete is the newer word; making the edge again would leave it behind for nobody. A first look cannot tell, and a new request may begin anew.
 */
export function supersededByDelete(
  target: EdgeTarget,
  before: EdgeLook | undefined,
  now: ObservedEdge,
): Refusal | undefined {
  if (target.kind !== 'wanted' || before === undefined) return undefined;
  const isGone = standing(before.observed) === 'standing' && standing(now) !== 'standing';
  if (now.distribution.kind === 'unreadable' || !(isGone || isRequestGone(before.observed, now))) return undefined;
  const detail = `distribution for ${now.domainName}: was asked to be deleted while this request was at work; ask again if the edge is still wanted`;
  return { rule: 'ownership', detail };
}

/** Not asked means that there is a usable certificate by now. */
function isRequestGone(before: ObservedEdge, now: ObservedEdge): boolean {
  const [was, is] = [before.requestedCertificates, now.requestedCertificates];
  return was.kind === 'present' && was.value.length > 0 && is.kind === 'present' && is.value.length === 0;
}

function standing({ distribution }: ObservedEdge): 'standing' | 'deleting' | 'not-seen' {
  if (distribution.kind !== 'present') return 'not-seen';
  return distribution.value.tags[TAG.deleting] === undefined ? 'standing' : 'deleting';
}
