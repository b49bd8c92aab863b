import { domainsToFront } from './api-domain.ts';
import type { EdgeTarget } from './look.ts';
import type { ObservedEdge } from './observed-edge.ts';
import { API_DOMAIN_TAG } from './tags.ts';

/** Which API domains a look at an account may change: all but those that say no, or only those that say yes. */
export const CHOICES = ['opt-out', 'opt-in'] as const;
export type Choice = (typeof CHOICES)[number];

/**
 * Why a domain is left alone: its tag, or that it has none where one is needed. Undefined for a domain that may be changed, for one that somebody asks
 * for now, and for an edge that is let go of. A value that nobody knows leaves alone too: whoever wrote it did not say yes.
 */
export function leftAloneByChoice(
  target: EdgeTarget,
  { apiDomains }: Pick<ObservedEdge, 'apiDomains'>,
  choice: Choice = 'opt-out',
): string | undefined {
  if (target.kind !== 'wanted' || target.from !== 'tags' || apiDomains.kind !== 'present') return undefined;
  const { domainName, apiRegion, owner } = target.edge;
  const said = domainsToFront(apiDomains.value, apiRegion).flatMap(({ manage }) => manage ?? []);
  const no = said.find((value) => !isYes(value));
  if (no !== undefined) {
    return `custom domain ${domainName}: is left alone by its tag ${API_DOMAIN_TAG.manage}, got "${no}"; write yes or remove the tag to have its edge kept correct`;
  }
  // A stack that declares the edge has said yes.
  if (choice === 'opt-out' || said.length > 0 || owner.kind === 'stack') return undefined;
  return `custom domain ${domainName}: is left alone, because only domains with the tag ${API_DOMAIN_TAG.manage} = yes are changed (Choice: opt-in); write the tag to have its edge kept correct`;
}

function isYes(value: string): boolean {
  return value.trim().toLowerCase() === 'yes';
}
