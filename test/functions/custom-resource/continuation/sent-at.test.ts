import { sentAtOf } from '../../../../functions/custom-resource/continuation/sent-at.ts';

const BUCKET = 'https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/key';

test.each([
  ['signature version 4', '?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261120T081500Z&X-Amz-Expires=7200'],
  ['signature version 2', '?AWSAccessKeyId=AKIA&Expires=1795169700&Signature=abc'],
])('reads when a URL of %s was signed', (_, query) => {
  expect(sentAtOf(`${BUCKET}${query}`)).toEqual(new Date('2026-11-20T08:15:00Z'));
});

test.each(['', '?X-Amz-Date=yesterday', '?X-Amz-Date=20261399T081500Z', '?Expires=soon', '?Expires=99999999999999'])(
  'is undefined for %s',
  (query) => {
    expect(sentAtOf(`${BUCKET}${query}`)).toBeUndefined();
  },
);

test('is undefined for what is no URL', () => {
  expect(sentAtOf('not a URL')).toBeUndefined();
});
