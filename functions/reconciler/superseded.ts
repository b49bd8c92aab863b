import type { EdgeLook, EdgeTarget, Updated } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { ownerToTag } from './model/owner-tags.ts';
import type { Refusal } from './model/plan.ts';
import { TAG } from './model/tags.ts';

/**
 * What a request remembers of its earlier looks, so that the next one knows a delete that came in between, and what to undo. Plain JSON. Nothing is
 * lost without it: a delete then looks like an edge that was never there, and a change for the worse is held instead of undone.
 */
export interface Standing {
  /** The edge was there, and nobody had asked to delete it. */
  readonly edge: boolean;
  /** A certificate that was requested for it was there. */
  readonly certificate: boolean;
  /** It belonged to the resource that asks. */
  readonly owned?: true;
  /** The last update of this request, in case its proof fails. */
  readonly updated?: Updated;
}

type Seen = Pick<EdgeLook, 'target' | 'observed' | 'applied' | 'updated'>;

export function standingOf(look: Seen, before?: Standing): Standing {
  const last = look.updated ?? before?.updated;
  return {
    ...standing(look.observed),
    ...(isOwned(look) && { owned: true }),
    ...(last !== undefined && { updated: last }),
  };
}

function isOwned({ target, observed, applied }: Seen): boolean {
  if (target.kind !== 'wanted') return false;
  const own = ownerToTag(target.edge.owner);
  const isMade = applied.some(
    (step) =>
      step.part === 'distribution' &&
      (step.action === 'create' || (step.action === 'tag' && step.set[TAG.owner] === own)),
  );
  return isMade || ownerTagOf(observed) === own;
}

function ownerTagOf({ distribution }: ObservedEdge): string | undefined {
  return distribution.kind === 'present' ? distribution.value.tags[TAG.owner] : undefined;
}

function standing({ distribution, requestedCertificates: requested }: ObservedEdge): Standing {
  return {
    edge: distribution.kind === 'present' && distribution.value.tags[TAG.deleting] === undefined,
    certificate: requested.kind === 'present' && requested.value.length > 0,
  };
}

/** Why a request that is at work must not write any more, if a newer word came in since the look before. */
export function superseded(target: EdgeTarget, before: Standing | undefined, now: ObservedEdge): Refusal | undefined {
  return supersededByDelete(target, before, now) ?? supersededByOwner(target, before, now);
}

/**
 * Whether a delete came in while this request was at work: the edge, or the certificate requested for it, was there at the look before, and is gone
 * or marked for deletion now. The delete is the newer word; making the edge again would leave it behind for nobody. A first look cannot tell, and a new request may begin anew.
 */
export function supersededByDelete(
  target: EdgeTarget,
  before: Standing | undefined,
  now: ObservedEdge,
): Refusal | undefined {
  if (target.kind !== 'wanted' || before === undefined) return undefined;
  const isGone = before.edge && !standing(now).edge;
  if (now.distribution.kind === 'unreadable' || !(isGone || isRequestGone(before, now))) return undefined;
  const detail = `distribution for ${now.domainName}: was asked to be deleted while this request was at work; ask again if the edge is still wanted`;
  return { rule: 'ownership', detail };
}

/**
 * Whether another resource took the edge over while this request was at work: two that declare one domain would take it from each other for ever. A
 * first look cannot tell, and takes it over: that is how a resource is renamed.
 */
export function supersededByOwner(
  target: EdgeTarget,
  before: Standing | undefined,
  now: ObservedEdge,
): Refusal | undefined {
  if (target.kind !== 'wanted' || before?.owned === undefined) return undefined;
  const owner = ownerTagOf(now);
  if (owner === undefined || owner === ownerToTag(target.edge.owner)) return undefined;
  const detail = `distribution for ${now.domainName}: was taken over by another resource (owner ${owner}) while this request was at work; declare the domain once`;
  return { rule: 'ownership', detail };
}

/** Not asked means that there is a usable certificate by now. */
function isRequestGone(before: Standing, { requestedCertificates: is }: ObservedEdge): boolean {
  return before.certificate && is.kind === 'present' && is.value.length === 0;
}
