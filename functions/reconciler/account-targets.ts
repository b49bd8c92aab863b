/** Which edges an account has, and what is wanted of each. */

import { desiredFromTags } from './model/desired-tags.ts';
import { defaultEdge, ON_DELETES } from './model/edge.ts';
import type { EdgeLook, EdgeTarget } from './model/look.ts';
import type { DomainName } from './model/names.ts';
import { ownerFromTag, taggedDomain } from './model/owner-tags.ts';
import type { Tags } from './model/plan.ts';
import { TAG } from './model/tags.ts';
import { seenApiDomains } from './observe/api-domains.ts';
import { findDistribution, nameOf } from './observe/edge.ts';
import type { Inventory } from './observe/inventory.ts';

/** Every custom domain found, and every edge that a distribution is tagged for although its domain may be gone. Sorted, so that runs compare. */
export function findTargets(inventory: Inventory, names: 'all' | readonly DomainName[]): readonly EdgeTarget[] {
  const domains = [...inventory.apiDomains.values()].flatMap((observed) =>
    observed.kind === 'present' ? observed.value : [],
  );
  const distributions = inventory.distributions.kind === 'present' ? inventory.distributions.value : [];
  const tagged = distributions
    .map((distribution) => taggedDomain(distribution.tags))
    .filter((name) => name !== undefined);
  const found = names === 'all' ? [...domains.map((domain) => domain.domainName), ...tagged] : names;
  return [...new Set(found)].sort().map((name) => targetFor(inventory, name));
}

function targetFor(inventory: Inventory, name: DomainName): EdgeTarget {
  const distribution = findDistribution(inventory.distributions, name, seenApiDomains(inventory.apiDomains, name));
  return targetFromTags(name, distribution.kind === 'present' ? distribution.value.tags : {});
}

/** An edge that this run let go is not begun anew by the same run, once its distribution and with it the tags are gone. */
export function lettingGoStill(target: EdgeTarget, inventory: Inventory, before: readonly EdgeLook[]): EdgeTarget {
  const name = nameOf(target);
  const last = before.find((look) => nameOf(look.target) === name)?.target;
  const distribution = findDistribution(inventory.distributions, name, seenApiDomains(inventory.apiDomains, name));
  return last?.kind === 'let-go' && distribution.kind !== 'present' ? last : target;
}

/**
 * What is wanted of a domain is what its distribution's tags say, also after its owner let go and left it (`OnDelete: retain`); a domain that nobody
 * said anything about gets the default edge.
 */
export function targetFromTags(name: DomainName, tags: Tags): EdgeTarget {
  const owner = ownerFromTag(tags[TAG.owner]) ?? { kind: 'remediator' };
  if (tags[TAG.deleting] !== undefined) {
    const onDelete = ON_DELETES.find((value) => value === tags[TAG.onDelete]) ?? 'restore';
    return { kind: 'let-go', domainName: name, owner, onDelete };
  }
  const isSaid = tags[TAG.owner] !== undefined || taggedDomain(tags) === name;
  const edge = isSaid ? desiredFromTags(name, tags, owner) : defaultEdge(name, owner);
  return { kind: 'wanted', edge, from: 'tags' };
}
