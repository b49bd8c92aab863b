import { maskResponseUrl, responseHostOf } from '../../../functions/custom-resource/response-url.ts';
import { sampleEvent } from './sample-event.ts';

const BUCKET = 'cloudformation-custom-resource-response';

describe('responseHostOf', () => {
  test.each([
    `https://${BUCKET}-useast1.s3.amazonaws.com/key?X-Amz-Signature=x`,
    `https://${BUCKET}-euwest1.s3-eu-west-1.amazonaws.com/key`,
    `https://${BUCKET}-apsoutheast2.s3.ap-southeast-2.amazonaws.com/key`,
    `https://${BUCKET}-usgovwest1.s3-us-gov-west-1.amazonaws.com/key`,
    `https://${BUCKET}-cnnorth1.s3.cn-north-1.amazonaws.com.cn/key`,
    `https://${BUCKET}-euscdeeast1.s3.eusc-de-east-1.amazonaws.eu/key`,
    `https://${BUCKET}-usisoeast1.s3.us-iso-east-1.c2s.ic.gov/key`,
  ])('knows CloudFormation by %s', (url) => {
    expect(responseHostOf(url)).toBe('cloudformation');
  });

  test.each(['http://127.0.0.1:8080/answer', 'http://localhost/answer', 'https://[::1]:1/'])(
    'knows this machine by %s',
    (url) => {
      expect(responseHostOf(url)).toBe('loopback');
    },
  );

  test.each([
    'not a url',
    '',
    `http://${BUCKET}-useast1.s3.amazonaws.com/key`,
    `https://${BUCKET}-useast1.s3.amazonaws.com:8443/key`,
    `https://user:secret@${BUCKET}-useast1.s3.amazonaws.com/key`,
    `https://${BUCKET}-useast1.s3.amazonaws.com.example.com/key`,
    `https://${BUCKET}-useast1.s3.example.com/key`,
    `https://${BUCKET}-useast1.s3-eu-west-1.amazonaws.com/key`,
    `https://${BUCKET}-.s3.amazonaws.com/key`,
    `https://x${BUCKET}-useast1.s3.amazonaws.com/key`,
    `https://another-bucket.s3.amazonaws.com/${BUCKET}-useast1.s3.amazonaws.com`,
    'https://s3.amazonaws.com/cloudformation-custom-resource-response-useast1/key',
    'http://127.0.0.1.example.com/',
    'http://169.254.169.254/latest/meta-data',
  ])('refuses %s', (url) => {
    expect(responseHostOf(url)).toBe('foreign');
  });

  test('knows CloudFormation by the events of the folder', () => {
    expect(responseHostOf(sampleEvent('create').ResponseURL)).toBe('cloudformation');
  });
});

describe('maskResponseUrl', () => {
  const url = sampleEvent('create').ResponseURL;
  const signature = url.slice(url.lastIndexOf('=') + 1);

  test.each([
    ['the URL', url],
    ['its query string', url.slice(url.indexOf('?'))],
    ['its signature', signature],
    ['its credential, still encoded', url.split('&').find((part) => part.startsWith('X-Amz-Credential'))!],
  ])('masks %s', (_, secret) => {
    const masked = maskResponseUrl(`failed to fetch ${secret} twice: ${secret}`, url);

    expect(masked).not.toContain(signature);
    expect(masked).not.toContain('AKIA');
    expect(masked).toMatch(/^failed to fetch .*<response url> twice: .*<response url>$/);
  });

  test('leaves other text alone', () => {
    expect(maskResponseUrl('distribution E1 is Deployed', url)).toBe('distribution E1 is Deployed');
  });

  test.each([['not a url'], ['']])('leaves text alone for %j', (wrong) => {
    expect(maskResponseUrl('distribution E1', wrong)).toBe('distribution E1');
  });
});
