import { parseProperties } from '../../../functions/custom-resource/properties.ts';
import { InvalidRequestError } from '../../../functions/reconciler/model/errors.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/origin-verify-AbC123';

function edgeWith(OriginVerify: unknown, more: Readonly<Record<string, unknown>> = {}) {
  const properties = { DomainName: 'api.example.com', OriginVerify, ...more };
  return parseProperties(properties, { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' });
}

function problemsWith(OriginVerify: unknown, more?: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    edgeWith(OriginVerify, more);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('OriginVerify', () => {
  test.each(['edge/origin-verify', ARN])('reads the secret %s, under the usual header', (SecretId) => {
    expect(edgeWith({ SecretId }).originVerify).toEqual({ headerName: 'X-Origin-Verify', secretId: SecretId });
  });

  test('reads a header of its own', () => {
    expect(edgeWith({ HeaderName: 'X-Edge', SecretId: 'a' }).originVerify).toEqual({
      headerName: 'X-Edge',
      secretId: 'a',
    });
  });

  test.each([
    ['edge/key', 'OriginVerify: is not a map of HeaderName and SecretId, got "edge/key"'],
    [{}, 'OriginVerify.SecretId: is missing; name the secret that holds the value'],
    [{ SecretId: '' }, 'OriginVerify.SecretId: is not the name or the ARN of a Secrets Manager secret'],
    [{ SecretId: ['a'] }, 'OriginVerify.SecretId: is not the name or the ARN of a Secrets Manager secret, got a list'],
    [{ SecretId: 'a', HeaderName: 7 }, 'OriginVerify.HeaderName: is not a header name, got 7'],
    [
      { SecretId: 'a', HeaderName: 'Host' },
      'OriginVerify.HeaderName: is a header that CloudFront does not add to requests, got "Host"; choose one of your own, for example X-Origin-Verify',
    ],
    [
      { SecretId: 'a', HeaderName: 'Authorization' },
      'OriginVerify.HeaderName: is a header that callers send to the API, got "Authorization"; choose one of your own',
    ],
    [{ SecretId: 'a', Header: 'X-Edge' }, 'OriginVerify.Header: is not known'],
    [{ SecretId: 'a', SecretID: 'a' }, 'OriginVerify.SecretID: is not known; did you mean SecretId?'],
    [{ SecretId: 'a'.repeat(300) }, 'OriginVerify: is too long, got 316 characters in both; at most 256'],
  ])('refuses %j', (OriginVerify, problem) => {
    expect(problemsWith(OriginVerify)).toEqual([expect.stringContaining(`ResourceProperties.${problem}`)]);
  });

  test('refuses a header that AllowedHeaders lets callers send', () => {
    const problems = problemsWith({ SecretId: 'a', HeaderName: 'X-Edge' }, { AllowedHeaders: ['x-edge'] });

    expect(problems).toEqual([
      'ResourceProperties.OriginVerify.HeaderName: is a header that callers send, got "X-Edge"; take it out of AllowedHeaders or choose another',
    ]);
  });

  test('refuses a value in place of its name without repeating it', () => {
    const [problem] = problemsWith({ SecretId: 'the value itself!' });

    expect(problem).toContain('got a text of 17 characters');
    expect(problem).not.toContain('value itself');
  });
});
