import {
  isRuleId,
  RULE_MODES,
  RULES_ALWAYS_ENFORCED,
  type RuleId,
  type RuleMode,
  type RuleModes,
} from '../reconciler/model/rules.ts';

/** `EDGE-13=off,EDGE-01=report`, separated by commas or spaces; undefined when a part of it is not a rule and its mode. */
export function parseRuleModes(text: string): RuleModes | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const pairs = parts.map((part) => {
    const [rule = '', mode, ...rest] = part.split('=');
    return rest.length === 0 ? readRuleMode(rule, mode) : undefined;
  });
  const known = pairs.filter((pair) => pair !== undefined);
  return known.length === pairs.length ? Object.fromEntries(known) : undefined;
}

/** A rule that has modes and one of them; undefined for anything else. */
export function readRuleMode(rule: string, mode: unknown): readonly [RuleId, RuleMode] | undefined {
  const known = RULE_MODES.find((candidate) => candidate === mode);
  return known === undefined || !isRuleId(rule) || RULES_ALWAYS_ENFORCED.includes(rule) ? undefined : [rule, known];
}

/** What a person is told to write. */
export const RULE_MODES_FORM = `rules with their modes, such as EDGE-13=off (modes: ${RULE_MODES.join(', ')}; ${RULES_ALWAYS_ENFORCED.join(', ')} has none)`;
