import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { conditionHolds, parameterValues } from '../../infra/build/resolve-intrinsics.ts';
import { parseTemplate } from '../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));
const POLICY = template.Resources.OriginSecretPolicy;
const ARNS =
  'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/*,arn:aws:secretsmanager:us-east-1:111111111111:secret:key-AbC123';

describe('the permission to read secrets', () => {
  test.each([
    ['is not there unless a secret is named', '', false],
    ['is there for the secrets that are named', ARNS, true],
  ])('%s', (_, OriginVerifySecretArns, holds) => {
    const scope = { template, values: parameterValues(template, { OriginVerifySecretArns }) };

    expect(POLICY).toMatchObject({ Condition: 'ReadsOriginSecrets' });
    expect(conditionHolds({ Condition: 'ReadsOriginSecrets' }, scope)).toBe(holds);
  });

  test('is for those secrets and one operation', () => {
    expect(POLICY?.Properties?.PolicyDocument).toMatchObject({
      Statement: [
        {
          Action: 'secretsmanager:GetSecretValue',
          Resource: { 'Fn::Split': [',', { Ref: 'OriginVerifySecretArns' }] },
        },
      ],
    });
  });

  test.each([
    ['', true],
    [ARNS, true],
    ['*', false],
    ['arn:aws:s3:::bucket', false],
    [`${ARNS}, ${ARNS}`, false],
  ])('takes %j as secrets: %s', (value, accepted) => {
    const parameter = z.object({ AllowedPattern: z.string() }).parse(template.Parameters?.OriginVerifySecretArns);

    expect(new RegExp(parameter.AllowedPattern).test(value)).toBe(accepted);
  });
});
