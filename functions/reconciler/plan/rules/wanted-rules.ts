import type { Origin } from '../../model/distribution.ts';
import { isMadeByUs } from '../../model/owner-tags.ts';
import type { OriginWanted } from '../origin.ts';
import { leadsToApi, madeOrigin } from '../own-origins.ts';
import {
  asksFor,
  drifts,
  type Finding,
  originOf,
  passes,
  type RuleInputs,
  refuses,
  targetsApiGroup,
} from './finding.ts';

/** Settings that the owner named and no rule judges. What was not named stays as it is. */
export function askedFor({ edge, distribution }: RuleInputs): readonly Finding[] {
  const { priceClass, webAclId } = distribution.settings;
  return [
    ...(edge.priceClass === undefined ? [] : asksFor('PriceClass', priceClass, edge.priceClass)),
    ...(edge.webAclArn === undefined ? [] : asksFor('WebACLId', webAclId, edge.webAclArn)),
  ];
}

/**
 * EDGE-07 on a distribution that this tool made: its own origin is the one the desired form names. A custom domain that was created anew has a
 * new regional endpoint; the old one answers 403. Every other origin is somebody's: a default behavior that leads to one is refused, not redirected.
 */
export function ownOrigin(inputs: RuleInputs, wanted: Extract<OriginWanted, { kind: 'origin' }>): readonly Finding[] {
  if (!isMadeByUs(inputs.distribution)) return [];
  const origin = madeOrigin(inputs.distribution);
  return [...(origin === undefined ? [] : [judgeOrigin(origin, wanted)]), ...defaultElsewhere(inputs, origin)];
}

function judgeOrigin(origin: Origin, wanted: Extract<OriginWanted, { kind: 'origin' }>): Finding {
  const at = `Origins[${origin.id}]`;
  const before = `${origin.domainName}${origin.path}`;
  const after = `${wanted.domainName}${wanted.path}`;
  if (before === after) return passes('EDGE-07', at, before);
  const corrections = [
    { path: `${at}.DomainName`, before: origin.domainName, after: wanted.domainName },
    { path: `${at}.OriginPath`, before: origin.path, after: wanted.path },
  ].filter((correction) => correction.before !== correction.after);
  return drifts('EDGE-07', at, before, after, corrections);
}

/** A group of origins is the forwarding rules' to judge. */
function defaultElsewhere({ api, distribution, edge }: RuleInputs, own: Origin | undefined): readonly Finding[] {
  const behavior = distribution.settings.defaultCacheBehavior;
  const target = originOf(distribution, behavior);
  if (target === undefined && targetsApiGroup(distribution, behavior)) return [];
  if (target !== undefined && (target.id === own?.id || leadsToApi(target, api))) return [];
  const found = target?.domainName ?? behavior.targetOriginId;
  const advice =
    own === undefined
      ? `lead it to an origin ${api.endpoint.targetDomainName}`
      : `lead it back to origin ${own.id}, and paths of somebody else's by behaviors of their own`;
  const detail = `default behavior of distribution ${distribution.id}: does not lead to the API of ${edge.domainName}, got ${found}; ${advice}`;
  return [refuses('EDGE-07', 'DefaultCacheBehavior.TargetOriginId', detail)];
}
