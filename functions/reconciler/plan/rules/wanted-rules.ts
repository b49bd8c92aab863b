import { isMadeByUs } from '../../model/tags.ts';
import type { OriginWanted } from '../origin.ts';
import { asksFor, drifts, type Finding, originOf, passes, type RuleInputs } from './finding.ts';

/** Settings that the owner named and no rule judges. What was not named stays as it is. */
export function askedFor({ edge, distribution }: RuleInputs): readonly Finding[] {
  const { priceClass, webAclId } = distribution.settings;
  return [
    ...(edge.priceClass === undefined ? [] : asksFor('PriceClass', priceClass, edge.priceClass)),
    ...(edge.webAclArn === undefined ? [] : asksFor('WebACLId', webAclId, edge.webAclArn)),
  ];
}

/**
 * EDGE-07 on a distribution that this tool made: its API origin is the one the desired form names. A custom domain that was created anew has a
 * new regional endpoint; the old one answers 403. Origins of adopted distributions are their owner's.
 */
export function ownOrigin(inputs: RuleInputs, wanted: Extract<OriginWanted, { kind: 'origin' }>): readonly Finding[] {
  const { distribution } = inputs;
  if (!isMadeByUs(distribution)) return [];
  const origin = originOf(distribution, distribution.settings.defaultCacheBehavior);
  if (origin === undefined) return [];
  const at = `Origins[${origin.id}]`;
  const before = `${origin.domainName}${origin.path}`;
  const after = `${wanted.domainName}${wanted.path}`;
  if (before === after) return [passes('EDGE-07', at, before)];
  const corrections = [
    { path: `${at}.DomainName`, before: origin.domainName, after: wanted.domainName },
    { path: `${at}.OriginPath`, before: origin.path, after: wanted.path },
  ].filter((correction) => correction.before !== correction.after);
  return [drifts('EDGE-07', at, before, after, corrections)];
}
