import { expiryOf, presignResponseUrl } from '../../../simulator/cloudformation/response-url.ts';

const stackId = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/orders/5d2c1a40-7b1e-41f0-9c3a-0a58a9feac02';
const now = Date.UTC(2026, 1, 3, 4, 5, 6, 789);

function presign(region: string, requestId = 'request-1'): URL {
  return new URL(presignResponseUrl({ region, stackId, logicalId: 'Edge', requestId, now }));
}

test.each([
  ['us-east-1', 'cloudformation-custom-resource-response-useast1.s3.amazonaws.com'],
  ['eu-west-1', 'cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com'],
  ['eu-north-1', 'cloudformation-custom-resource-response-eunorth1.s3.eu-north-1.amazonaws.com'],
  ['cn-north-1', 'cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn'],
])('names the bucket of %s', (region, host) => {
  expect(presign(region).host).toBe(host);
});

test('is presigned for two hours', () => {
  const url = presign('eu-west-1');

  expect(url.pathname).toBe(
    '/arn%3Aaws%3Acloudformation%3Aeu-west-1%3A111111111111%3Astack/orders/5d2c1a40-7b1e-41f0-9c3a-0a58a9feac02%7CEdge%7Crequest-1',
  );
  expect(Object.fromEntries(url.searchParams)).toEqual({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': '20260203T040506Z',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': '7200',
    'X-Amz-Credential': expect.stringMatching(/^AKIA\w{16}\/20260203\/eu-west-1\/s3\/aws4_request$/),
    'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(expiryOf(url)).toBe(Date.UTC(2026, 1, 3, 6, 5, 6));
});

test('has a signature of its own for every request', () => {
  const signatures = ['request-1', 'request-2'].map((id) =>
    presign('eu-west-1', id).searchParams.get('X-Amz-Signature'),
  );

  expect(new Set(signatures).size).toBe(2);
});

test('tells no expiry of a URL that names none', () => {
  expect(expiryOf(new URL('https://bucket/key?X-Amz-Date=20260203T040506Z'))).toBeUndefined();
});
