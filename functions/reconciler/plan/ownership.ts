/**
 * Who may touch a distribution, decided in one place. What is not ours is not touched without being told.
 */
import { type Distribution, servedAs } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { EdgeTarget } from '../model/look.ts';
import type { DomainName } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { ownerFromTag, ownerToTag, taggedDomain } from '../model/owner-tags.ts';
import type { Step } from '../model/plan.ts';
import { describePricingPlan } from '../model/pricing-plan.ts';
import { TAG } from '../model/tags.ts';
import { isStillThere } from './correction-proof.ts';

export interface OwnershipFacts {
  readonly managedElsewhere: 'report' | 'correct';
  /** What the plan would do. */
  readonly steps: readonly Step[];
  /** The records of a cut-over that failed go back: callers are on an edge that is known to be broken, held or not. */
  readonly goesBack: boolean;
  /** An origin of the distribution leads to the API. */
  readonly leadsToIt: boolean;
}

/** Why nothing of this edge's distribution and records may change, or undefined when it may. */
export function ownershipObstacle(
  { edge, from }: Extract<EdgeTarget, { kind: 'wanted' }>,
  observed: ObservedEdge,
  { managedElsewhere, steps, goesBack, leadsToIt }: OwnershipFacts,
): string | undefined {
  if (observed.distribution.kind !== 'present') return undefined;
  const distribution = observed.distribution.value;
  const subject = `distribution ${distribution.id}`;
  if (distribution.leftAlone !== undefined)
    return `${subject}: is ${distribution.leftAlone}; this tool leaves it alone`;
  if (distribution.pricingPlan.kind === 'present')
    return `${subject}: is on ${describePricingPlan(distribution.pricingPlan.value)}; this tool leaves it alone, make the changes below by hand or take it off the plan`;

  const tagged = taggedDomain(distribution.tags);
  const wildcard = wildcardFor(edge.domainName, distribution);
  if (wildcard !== undefined) {
    const obstacle = wildcardObstacle(edge, observed, distribution, { wildcard, leadsToIt });
    if (obstacle !== undefined) return obstacle;
  } else if (tagged !== undefined && tagged !== edge.domainName) {
    return `${subject}: is the edge of ${tagged} and carries ${edge.domainName} beside it; take ${edge.domainName} off it, and it gets an edge of its own`;
  }
  if (from === 'tags' && distribution.tags[TAG.deleting] !== undefined)
    return `${subject}: was asked to be deleted meanwhile`;
  const held = describeHeld(distribution);
  if (held !== undefined && !goesBack && !staysAsItIs(distribution, steps)) return held;

  const owner = ownerFromTag(distribution.tags[TAG.owner]);
  const sameStack = owner?.kind === 'stack' && edge.owner.kind === 'stack' && owner.stackHash === edge.owner.stackHash;
  if (owner?.kind === 'stack' && !sameStack) {
    return `${subject}: belongs to a Custom::SecureApiEdge of another stack (owner ${ownerToTag(owner)}); delete ${edge.domainName} there first`;
  }
  const manager = managerOf(distribution);
  if (manager !== undefined && managedElsewhere === 'report') {
    return `${subject}: is managed by ${manager}, whose next deployment would undo a correction made here; make the changes below in its source, or allow it (ManagedElsewhere: correct)`;
  }
  return undefined;
}

/** The alternate domain name that stands for `name`, where the distribution does not carry the very name and is no edge of it. */
function wildcardFor(name: DomainName, { settings, tags }: Distribution): DomainName | undefined {
  const carried = servedAs(settings, name);
  return carried === name || taggedDomain(tags) === name ? undefined : carried;
}

/**
 * A wildcard serves whoever is below it. It may be corrected as one made by hand is, but it is no one name's edge, and where nobody knows whether the
 * name's callers are led there it is somebody's site.
 */
function wildcardObstacle(
  { domainName, owner }: DesiredEdge,
  { aliasRecords }: ObservedEdge,
  { id, tags }: Distribution,
  { wildcard, leadsToIt }: { readonly wildcard: DomainName; readonly leadsToIt: boolean },
): string | undefined {
  const subject = `distribution ${id}: answers for ${domainName} by its alternate domain name ${wildcard}`;
  const tagged = taggedDomain(tags);
  if (tagged !== undefined)
    return `${subject}, and is the edge of ${tagged}; to get ${domainName} an edge of its own, give it records that lead to its API`;
  if (owner.kind === 'stack')
    return `${subject}, and for other names too; add ${domainName} to it to make it this edge, or, to get an edge of its own, give ${domainName} records that lead to its API`;
  if (aliasRecords.kind !== 'present')
    return `${subject}, and whether callers are led there is not known here; let the hosted zone be read, or add ${domainName} to the distribution`;
  if (!leadsToIt)
    return `${subject}, and nothing of it leads to the API; to get ${domainName} an edge of its own, give it records that lead to its API`;
  return undefined;
}

export function describeHeld({ id, tags }: Distribution): string | undefined {
  const held = tags[TAG.held];
  if (held === undefined) return undefined;
  return `distribution ${id}: is held, got "${held}"; remove the tag ${TAG.held} once the reason is gone`;
}

/** A held edge may be asked for exactly what it is, as a stack does that rolls back. Where a bad correction still stands, that is no answer. */
function staysAsItIs({ tags }: Distribution, steps: readonly Step[]): boolean {
  const changes = steps.some(({ part, action }) => part !== 'cached-objects' && action !== 'tag' && action !== 'wait');
  return !changes && !isStillThere(tags[TAG.held]);
}

/** The tool that made a distribution, as its tags tell. CloudFormation writes `aws:` tags, which nobody else can. */
export function managerOf({ tags }: Distribution): string | undefined {
  const stack = tags['aws:cloudformation:stack-name'];
  if (stack !== undefined) return `CloudFormation stack ${stack}`;
  const declared = Object.entries(tags).find(
    ([key, value]) =>
      /^(managed[-_:. ]?by|provisioner|created[-_:. ]?by|terraform)$/i.test(key) &&
      /terraform|opentofu|pulumi|true/i.test(value),
  );
  return declared === undefined
    ? undefined
    : `${/pulumi/i.test(declared[1]) ? 'Pulumi' : 'Terraform'} (tag ${declared[0]}: ${declared[1]})`;
}
