import { parameterValues, resolveText } from '../../../infra/build/resolve-intrinsics.ts';
import { parseTemplate, type Unresolved } from '../../../infra/build/template.ts';

const template = parseTemplate(`
Parameters:
  Level: { Type: String, Default: INFO, AllowedValues: [INFO, DEBUG] }
  Share: { Type: Number, Default: 30 }
  Needed: { Type: String }
Conditions:
  Loud: !Equals [!Ref Level, DEBUG]
  Quiet: !Not [!Condition Loud]
  LoudAndBig: !And [!Condition Loud, !Equals [!Ref Share, '90']]
  Either: !Or [!Condition Loud, !Equals [!Ref Share, '30']]
Resources:
  Queue: { Type: AWS::SQS::Queue }
`);

describe('resolveText', () => {
  test.each<[string, Unresolved, string]>([
    ['a literal', 7, '7'],
    ['a parameter at its default', { Ref: 'Share' }, '30'],
    ['a resource, as its logical id', { Ref: 'Queue' }, 'Queue'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder.
    ['a substitution', { 'Fn::Sub': 'level ${Level} of ${Queue}' }, 'level INFO of Queue'],
    ['a condition that does not hold', { 'Fn::If': ['Loud', 'yes', { Ref: 'Level' }] }, 'INFO'],
    ['a negation', { 'Fn::If': ['Quiet', 'yes', 'no'] }, 'yes'],
    ['a conjunction', { 'Fn::If': ['LoudAndBig', 'yes', 'no'] }, 'no'],
    ['a disjunction', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ])('resolves %s', (_, value, expected) => {
    expect(resolveText(value, { template, values: parameterValues(template, {}) })).toBe(expected);
  });

  test('follows a given parameter through conditions', () => {
    const values = parameterValues(template, { Level: 'DEBUG', Share: '90' });

    expect(resolveText({ 'Fn::If': ['LoudAndBig', 'yes', 'no'] }, { template, values })).toBe('yes');
  });

  test('refuses a parameter that has neither a value nor a default', () => {
    const values = parameterValues(template, {});

    expect(() => resolveText({ Ref: 'Needed' }, { template, values })).toThrow(
      'Needed: has no default; give it with --parameter Needed=<value>',
    );
  });

  test('refuses what only a deployment knows', () => {
    const value = { 'Fn::GetAtt': 'Queue.Arn' };

    expect(() => resolveText(value, { template, values: {} })).toThrow('Fn::GetAtt: cannot be resolved');
  });
});

describe('parameterValues', () => {
  test('refuses a parameter that the template does not have', () => {
    expect(() => parameterValues(template, { Levle: 'DEBUG' })).toThrow('--parameter Levle: not in the template');
  });

  test('refuses a value that the template does not allow', () => {
    expect(() => parameterValues(template, { Level: 'LOUD' })).toThrow(
      '--parameter Level: not allowed, got LOUD; use one of INFO, DEBUG',
    );
  });
});
