import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { conditionHolds, parameterValues } from '../../infra/build/resolve-intrinsics.ts';
import { declaredFunction, functionIds, parseTemplate } from '../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));

const REMEDIATOR = z.object({
  Policies: z.array(z.record(z.string(), z.unknown())),
  ReservedConcurrentExecutions: z.unknown(),
  EventInvokeConfig: z.object({ MaximumRetryAttempts: z.number() }),
});

describe('template.yaml', () => {
  test('declares a function for each door that AWS opens, and those behind the first', () => {
    expect(functionIds(template)).toEqual([
      'CustomResourceFunction',
      'CustomResourceStepFunction',
      'UnansweredRequestFunction',
      'DriftRemediatorFunction',
      'SweepFunction',
      'NoticeFunction',
    ]);
  });

  test('says of every parameter what it is for and what it is by default', () => {
    const silent = Object.entries(template.Parameters ?? {}).filter(
      ([, parameter]) => parameter.Description === undefined || parameter.Default === undefined,
    );

    expect(silent).toEqual([]);
  });

  test('has defaults that its own allowed values allow', () => {
    const defaults = Object.entries(template.Parameters ?? {}).map(([name, parameter]) => [name, parameter.Default]);
    const choosable = Object.fromEntries(defaults.map(([name, value]) => [name, String(value)]));

    expect(() => parameterValues(template, choosable)).not.toThrow();
  });

  test('builds both functions alike', () => {
    const [first, second] = functionIds(template).map((id) => {
      const { EntryPoints, ...alike } = declaredFunction(template, id).build;
      return alike;
    });

    expect(first).toEqual(second);
  });

  test('runs on the Node.js that the repository is tested with', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const [major] = devDependencies.node.split('.');

    const runtimes = functionIds(template).map((id) => declaredFunction(template, id).runtime);

    expect(new Set(runtimes)).toEqual(new Set([`nodejs${major}.x`]));
  });

  test('exports the service token under the name of the stack', () => {
    expect(template.Outputs?.ServiceToken).toMatchObject({
      Value: { 'Fn::GetAtt': 'CustomResourceFunction.Arn' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder.
      Export: { Name: { 'Fn::Sub': '${AWS::StackName}-ServiceToken' } },
    });
  });

  test('never repeats a failed look', () => {
    const remediator = REMEDIATOR.parse(template.Resources.DriftRemediatorFunction?.Properties);

    expect(remediator.EventInvokeConfig.MaximumRetryAttempts).toBe(0);
  });

  test.each([
    ['detect', ['ReadPolicy']],
    ['remediate', ['ReadPolicy', 'WritePolicy']],
  ])('gives the scheduled look in mode %s the policies %j', (Mode, expected) => {
    const scope = { template, values: parameterValues(template, { Mode }) };
    const { Policies } = REMEDIATOR.parse(template.Resources.DriftRemediatorFunction?.Properties);

    const attached = Policies.map((policy) => {
      const [condition, whenTrue, whenFalse] = z.array(z.any()).parse(policy['Fn::If'] ?? ['', policy, policy]);
      return condition === '' || conditionHolds({ Condition: condition }, scope) ? whenTrue.Ref : whenFalse.Ref;
    });

    expect(attached.filter((name) => name !== 'AWS::NoValue')).toEqual(expected);
  });
});
