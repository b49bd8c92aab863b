import { sealUrl, unsealUrl } from '../../../../functions/custom-resource/continuation/sealed-url.ts';

const URL =
  'https://cloudformation-custom-resource-response-euwest1.s3.amazonaws.com/key?X-Amz-Signature=0123456789abcdef';
const KEY = 'k'.repeat(64);

test('comes back under the same key', () => {
  expect(unsealUrl(sealUrl(URL, KEY), KEY)).toBe(URL);
});

test('shows nothing of the URL, and nothing of being the same URL', () => {
  const sealed = sealUrl(URL, KEY);

  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('amazonaws');
  expect(sealUrl(URL, KEY)).not.toBe(sealed);
});

test.each([
  ['another key', (sealed: string) => unsealUrl(sealed, 'other'.repeat(16))],
  ['a changed letter', (sealed: string) => unsealUrl(`${sealed.slice(0, -6)}AAAAAA`, KEY)],
  ['a cut end', (sealed: string) => unsealUrl(sealed.slice(0, 20), KEY)],
  ['nothing', () => unsealUrl('', KEY)],
])('is undefined under %s', (_, unseal) => {
  expect(unseal(sealUrl(URL, KEY))).toBeUndefined();
});
