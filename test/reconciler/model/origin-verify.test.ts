import {
  isSecretId,
  originHeaderAt,
  originHeaderPath,
  originVerifyFromTag,
  originVerifyToTag,
  secretRegion,
  verifyHeaderProblem,
} from '../../../functions/reconciler/model/origin-verify.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:edge/origin-verify-AbC123';

test.each(['X-Origin-Verify', 'x-edge', 'Edge_Key.2'])('%s can tell the edge from others', (header) => {
  expect(verifyHeaderProblem(header)).toBeUndefined();
});

test.each([
  ['', 'is not a header name'],
  ['X Origin', 'is not a header name'],
  ['X-Origin:', 'is not a header name'],
  ['x'.repeat(129), 'is not a header name'],
  ['Host', 'CloudFront does not add'],
  ['X-Amz-Origin', 'CloudFront does not add'],
  ['X-Edge-Key', 'CloudFront does not add'],
  ['If-Match', 'CloudFront does not add'],
  ['authorization', 'callers send'],
  ['x-api-key', 'callers send'],
  ['X-Forwarded-For', 'callers send'],
  ['Sec-WebSocket-Key', 'callers send'],
])('refuses %j as header', (header, says) => {
  expect(verifyHeaderProblem(header)).toContain(says);
});

test.each(['edge/origin-verify', 'a', ARN, ARN.replace('aws', 'aws-cn')])('%s names a secret', (id) => {
  expect(isSecretId(id)).toBe(true);
});

test.each(['', 'two words', 'a:b', '{"key":"value"}', ARN.replace('secretsmanager', 'ssm'), 'x'.repeat(513)])(
  'refuses %j as name of a secret',
  (id) => {
    expect(isSecretId(id)).toBe(false);
  },
);

test('an ARN names its Region and a name does not', () => {
  expect(secretRegion(ARN)).toBe('eu-west-1');
  expect(secretRegion('edge/origin-verify')).toBeUndefined();
});

test.each(['edge/origin-verify', ARN])('the tag for %s is read back as it was written, and tags can hold it', (id) => {
  const asked = { headerName: 'X-Origin-Verify', secretId: id };

  expect(originVerifyToTag(asked)).toMatch(/^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u);
  expect(originVerifyFromTag(originVerifyToTag(asked))).toEqual(asked);
});

test.each([undefined, '', 'X-Origin-Verify', 'Host edge/key', 'X-Edge edge/key more', 'X-Edge {}'])(
  'the tag %j, written by hand, is none',
  (tag) => {
    expect(originVerifyFromTag(tag)).toBeUndefined();
  },
);

test('the path of a header leads back to it, whatever the origin is called', () => {
  expect(originHeaderAt(originHeaderPath('api [v1].x', 'X-Edge'))).toEqual({
    originId: 'api [v1].x',
    headerName: 'X-Edge',
  });
  expect(originHeaderAt('Origins[api].CustomOriginConfig.OriginProtocolPolicy')).toBeUndefined();
});
