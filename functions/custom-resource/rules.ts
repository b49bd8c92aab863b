import { readRuleMode } from '../doors/rule-modes.ts';
import { shownValue } from '../doors/shown-value.ts';
import { RULE_MODES, RULES_ALWAYS_ENFORCED, type RuleModes } from '../reconciler/model/rules.ts';
import { isMap, property } from './property.ts';

/** Modes by rule id: `{EDGE-13: off}`. */
export const rules = property((value, complain): RuleModes | undefined => {
  if (!isMap(value)) return complain(`is not a map of rules and their modes, got ${shownValue(value)}`);
  const pairs = Object.entries(value).map(([rule, mode]) => {
    // YAML reads an unquoted off as false.
    const pair = readRuleMode(rule, mode === 'false' || mode === false ? 'off' : mode);
    return (
      pair ??
      complain(
        `is not a rule with one of the modes ${RULE_MODES.join(', ')}, got ${shownValue(mode)}; ${RULES_ALWAYS_ENFORCED.join(', ')} has no mode`,
        rule.slice(0, 64),
      )
    );
  });
  return Object.fromEntries(pairs.filter((pair) => pair !== undefined));
});
