import { explainRules, type RuleExplanation } from '../../../cli/explain/explain-rules.ts';
import type { MappedApi } from '../../../functions/reconciler/model/api-domain.ts';
import type { EdgeLook } from '../../../functions/reconciler/model/look.ts';
import type { FieldValue, Refusal, Step, Verdict } from '../../../functions/reconciler/model/plan.ts';
import type { RuleId, RuleModes } from '../../../functions/reconciler/model/rules.ts';

interface Facts {
  readonly verdicts?: readonly Verdict[];
  readonly steps?: readonly Step[];
  readonly refusals?: readonly Refusal[];
  readonly rules?: RuleModes;
  readonly distribution?: 'present' | 'absent' | 'unreadable';
  readonly apis?: readonly Partial<MappedApi>[];
}

const FRONTABLE = verdict('EDGE-17', 'pass', 'API domain');

/** Only what an explanation looks at. */
function lookWith({ distribution = 'present', rules = {}, apis = [], ...facts }: Facts): EdgeLook {
  const domains = [
    { apis: { kind: 'present', value: apis.map((api) => ({ authorization: [], corsAllowHeaders: [], ...api })) } },
  ];
  return {
    target: { kind: 'wanted', edge: { rules } },
    observed: { distribution: { kind: distribution }, apiDomains: { kind: 'present', value: domains } },
    plan: { domainName: 'api.example.com', verdicts: [FRONTABLE], steps: [], refusals: [], ...facts },
  } as unknown as EdgeLook;
}

function verdict(
  rule: RuleId,
  word: Verdict['verdict'],
  subject: string,
  before?: FieldValue,
  detail?: string,
): Verdict {
  return { rule, verdict: word, subject, before, after: 'as wanted', detail };
}

function explanationOf(rule: RuleId, facts: Facts): RuleExplanation {
  return explainRules(lookWith(facts)).find((explanation) => explanation.rule === rule)!;
}

function seen(finding: Verdict, apis: Facts['apis'] = []): readonly string[] {
  return explanationOf(finding.rule, { verdicts: [FRONTABLE, finding], apis }).callersSee.map(({ sees }) => sees);
}

describe('what callers see', () => {
  test.each<[string, string, string]>([
    ['allow-all', '200 on http://, in plain text', 'EDGE-01'],
    ['https-only', '403 on http:// instead of a redirect', 'EDGE-01'],
    ['http-only', '502 or 504', 'EDGE-05'],
    ['TLSv1', '502', 'EDGE-06'],
    ['TLSv1, TLSv1.2', 'nothing; the connection to the API can be downgraded', 'EDGE-06'],
    ['none', 'the name does not resolve', 'EDGE-14'],
  ])('of %s is %s (%s)', (before, symptom, rule) => {
    expect(seen(verdict(rule as RuleId, 'drift', 'the place', before))).toContain(symptom);
  });

  test('of a stripped header follows from how the API authorizes', () => {
    const stripped = verdict('EDGE-08', 'drift', 'DefaultCacheBehavior headers', 'dropped: Authorization');

    expect(seen(stripped, [{ protocol: 'HTTP', authorization: ['JWT'] }])).toEqual(['401 {"message":"Unauthorized"}']);
    expect(seen(stripped, [{ protocol: 'REST', authorization: ['AWS_IAM'] }])).toEqual([
      '403 {"message":"Missing Authentication Token"}',
    ]);
    expect(seen(stripped, [{ protocol: 'HTTP', authorization: ['AWS_IAM'] }])).toEqual(['403 {"message":"Forbidden"}']);
    expect(seen(stripped, [{ protocol: 'WEBSOCKET' }])).toEqual(['a WebSocket that does not open']);
  });

  test('is told apart for query strings and cookies', () => {
    expect(seen(verdict('EDGE-09', 'drift', 'DefaultCacheBehavior cookies', 'none'))).toEqual([
      'a session that is always new',
    ]);
  });

  test('is said once although several places are wrong', () => {
    const places = ['CacheBehaviors[/a].AllowedMethods', 'DefaultCacheBehavior.AllowedMethods'];
    const findings = places.map((place) => verdict('EDGE-10', 'drift', place, ['GET', 'HEAD']));

    expect(explanationOf('EDGE-10', { verdicts: [FRONTABLE, ...findings] }).callersSee).toHaveLength(1);
  });

  test('is not told of what could not be judged, nor of an edge that does not exist', () => {
    const unread = verdict('EDGE-11', 'not-checked', 'DefaultCacheBehavior.CachePolicyId');
    const refused = verdict('EDGE-02', 'refused', 'viewer certificate', undefined, 'none is usable');

    expect(seen(unread)).toEqual([]);
    expect(explanationOf('EDGE-02', { verdicts: [FRONTABLE, refused], distribution: 'absent' }).callersSee).toEqual([]);
  });
});

describe('the fix', () => {
  const DRIFT = verdict('EDGE-01', 'drift', 'DefaultCacheBehavior.ViewerProtocolPolicy', 'allow-all');
  const TOLD = verdict('EDGE-01', 'drift', 'Here', undefined, 'is wrong; do that');

  test('is what the plan would write because of the rule, and nothing else', () => {
    const change = (path: string, rule: RuleId) => ({ path, before: 1, after: 2, because: [rule] });
    const step = {
      part: 'distribution',
      action: 'update',
      target: 'distribution E1',
      because: ['EDGE-01', 'EDGE-03'],
      changes: [change('DefaultCacheBehavior.ViewerProtocolPolicy', 'EDGE-01'), change('Other', 'EDGE-03')],
    } as unknown as Step;

    expect(explanationOf('EDGE-01', { verdicts: [FRONTABLE, DRIFT], steps: [step] }).fix).toEqual({
      kind: 'this-tool',
      steps: [{ step: 'update distribution E1', changes: [step.changes[0]] }],
    });
  });

  test.each<[string, Facts, RegExp]>([
    ['a rule that refuses', { refusals: [{ rule: 'EDGE-01', detail: 'do this' }] }, /^do this$/],
    [
      'a distribution that is not this tool’s to change',
      { refusals: [{ rule: 'ownership', detail: 'is managed by Terraform' }] },
      /^held back by ownership: is managed by Terraform$/,
    ],
    ['a rule that this tool never corrects', { verdicts: [FRONTABLE, TOLD] }, /^Here: do that$/],
    ['a rule that is only reported', { rules: { 'EDGE-01': 'report' } }, /has this rule reported only/],
  ])('is by hand for %s', (_, facts, advice) => {
    expect(explanationOf('EDGE-01', { verdicts: [FRONTABLE, DRIFT], ...facts }).fix).toEqual({
      kind: 'by-hand',
      advice: [expect.stringMatching(advice)],
    });
  });
});

describe('a rule without a word', () => {
  const NAME = 'distribution for api.example.com';

  test.each<[string, RuleId, Facts, RegExp]>([
    ['nothing is mapped', 'EDGE-16', {}, /^no API stands behind/],
    ['it is off', 'EDGE-13', { rules: { 'EDGE-13': 'off' } }, /switched off/],
    ['the domain cannot be fronted', 'EDGE-01', { verdicts: [] }, /^EDGE-17 comes first/],
    ['there is no distribution', 'EDGE-01', { distribution: 'absent' }, /no distribution yet/],
    [
      'the distribution cannot be judged',
      'EDGE-01',
      { verdicts: [FRONTABLE, verdict('EDGE-08', 'not-checked', NAME)] },
      /^EDGE-08 comes first/,
    ],
    ['nothing falls under it', 'EDGE-05', {}, /none leads to API Gateway/],
  ])('says that %s', (_, rule, facts, why) => {
    const explanation = explanationOf(rule, facts);

    expect(explanation.word).toBe('not-evaluated');
    expect(explanation.why).toMatch(why);
  });
});
