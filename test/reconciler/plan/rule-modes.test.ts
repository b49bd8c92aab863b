import { RULES, type RuleId, ruleMode } from '../../../functions/reconciler/model/rules.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { behavior, distribution, finishedEdge, ownTags } from '../../support/distribution-builders.ts';
import { desiredEdge } from '../../support/edge-builders.ts';
import { changeLines, planOf, SETTINGS, verdictLines } from '../../support/plan-of.ts';

const OPEN = finishedEdge(
  distribution(
    { defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) },
    { tags: ownTags(desiredEdge()) },
  ),
);

test('an enforced rule is judged and corrected', () => {
  const plan = planOf(OPEN);

  expect(verdictLines(plan, 'EDGE-01')).toHaveLength(1);
  expect(changeLines(plan).join()).toContain('allow-all → redirect-to-https');
});

test('a reported rule is judged and shown, and never corrected', () => {
  const plan = planOf(OPEN, desiredEdge({ rules: { 'EDGE-01': 'report' } }));

  expect(verdictLines(plan, 'EDGE-01').join()).toContain('allow-all → redirect-to-https');
  expect(changeLines(plan).join()).not.toContain('EDGE-01');
});

test('a rule that is off says nothing', () => {
  const plan = planOf(OPEN, desiredEdge({ rules: { 'EDGE-01': 'off' } }));

  expect(verdictLines(plan, 'EDGE-01')).toEqual([]);
  expect(changeLines(plan).join()).not.toContain('EDGE-01');
});

test("the sweep's word counts where the edge's owner said nothing", () => {
  const sweep = { ...SETTINGS, rules: { 'EDGE-01': 'off' } } as const;

  const silent = planEdge({ kind: 'wanted', edge: desiredEdge() }, OPEN, sweep);
  const enforced = planEdge({ kind: 'wanted', edge: desiredEdge({ rules: { 'EDGE-01': 'enforce' } }) }, OPEN, sweep);

  expect(verdictLines(silent, 'EDGE-01')).toEqual([]);
  expect(changeLines(enforced).join()).toContain('EDGE-01');
});

test('EDGE-14 on report leaves the records where they are', () => {
  const plan = planOf(finishedEdge(undefined, {}), desiredEdge({ rules: { 'EDGE-14': 'report' } }));

  expect(plan.steps.filter((step) => step.part === 'alias-records')).toEqual([]);
});

test('whether a domain can be fronted at all is always enforced', () => {
  expect(ruleMode('EDGE-17', { 'EDGE-17': 'off' }, { 'EDGE-17': 'off' })).toBe('enforce');
});

test.each(Object.keys(RULES) as RuleId[])('%s is enforced unless somebody says otherwise', (rule) => {
  expect(ruleMode(rule, {}, {})).toBe('enforce');
});
