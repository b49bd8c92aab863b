/** Whose a distribution or a certificate is, as its tags `owner` and `domain` tell. */
import type { DesiredEdge, Owner } from './edge.ts';
import { type DomainName, domainNameFromAws } from './names.ts';
import type { Tags } from './plan.ts';
import { TAG } from './tags.ts';

export function ownerToTag(owner: Owner): string {
  return owner.kind === 'remediator' ? 'remediator' : `stack/${owner.stackHash}/${owner.resourceHash}`;
}

/** The owner that a tag names, or undefined when there is no tag or it is not ours to read. */
export function ownerFromTag(value: string | undefined): Owner | undefined {
  if (value === 'remediator') return { kind: 'remediator' };
  const [, stackHash, resourceHash] = /^stack\/([0-9a-f]+)\/([0-9a-f]+)$/.exec(value ?? '') ?? [];
  return stackHash === undefined || resourceHash === undefined ? undefined : { kind: 'stack', stackHash, resourceHash };
}

/** A tag value has no `*`. */
export function domainToTag(domainName: DomainName): string {
  return domainName.replace('*', '+');
}

/** The tags of a certificate from the moment it is requested: whose it is and what for. */
export function certificateTags({ domainName, owner }: DesiredEdge): Tags {
  return { [TAG.owner]: ownerToTag(owner), [TAG.domain]: domainToTag(domainName) };
}

/** The domain that a distribution or a certificate is tagged for, or undefined. */
export function taggedDomain(tags: Tags): DomainName | undefined {
  const value = tags[TAG.domain];
  return value === undefined ? undefined : domainNameFromAws(value.replace(/^\+/, '*'));
}

/** Whether this tool made the distribution, as against having adopted or merely corrected somebody's. */
export function isMadeByUs({ tags }: { readonly tags: Tags }): boolean {
  return tags[TAG.owner] !== undefined && tags[TAG.adopted] === undefined;
}
