import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { withoutHeaderValues, writeOriginHeaders } from '../../../functions/reconciler/aws/origin-headers.ts';
import { SecretValue } from '../../../functions/reconciler/aws/secret-value.ts';
import { InvariantError } from '../../../functions/reconciler/model/errors.ts';
import { richConfig } from '../../support/rich-config.ts';

const VALUE = new SecretValue('a-value-of-ours');

function withHeaders(...pairs: readonly (readonly [string, string])[]): DistributionConfig {
  const config = richConfig();
  const [first, ...others] = config.Origins!.Items!;
  const Items = pairs.map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue }));
  const CustomHeaders = Items.length === 0 ? { Quantity: 0 } : { Quantity: Items.length, Items };
  const origin = { ...first!, CustomHeaders };
  return { ...config, Origins: { Quantity: others.length + 1, Items: [origin, ...others] } };
}

const ORIGIN_ID = richConfig().Origins!.Items![0]!.Id!;
const set = { originId: ORIGIN_ID, headerName: 'X-Edge', value: VALUE };
const remove = { ...set, value: undefined };

test.each([
  [
    'adds it behind the others',
    withHeaders(['X-Team', ' a ']),
    withHeaders(['X-Team', ' a '], ['X-Edge', 'a-value-of-ours']),
  ],
  ['adds it where there is none', withHeaders(), withHeaders(['X-Edge', 'a-value-of-ours'])],
  [
    'exchanges the value in its place, however it is spelled',
    withHeaders(['x-edge', 'old'], ['X-Team', 'a']),
    withHeaders(['x-edge', 'a-value-of-ours'], ['X-Team', 'a']),
  ],
])('setting a header %s and changes nothing else', (_, before, after) => {
  expect(writeOriginHeaders(before, [set])).toEqual(after);
});

test.each([
  ['takes only that one', withHeaders(['x-edge', 'old'], ['X-Team', 'a']), withHeaders(['X-Team', 'a'])],
  ['leaves an empty list', withHeaders(['X-Edge', 'old']), withHeaders()],
])('removing a header %s and changes nothing else', (_, before, after) => {
  expect(writeOriginHeaders(before, [remove])).toEqual(after);
});

test('a config without changes is the same', () => {
  const config = richConfig();

  expect(writeOriginHeaders(config, [])).toBe(config);
});

test('fails for an origin that is not there', () => {
  expect(() => writeOriginHeaders(richConfig(), [{ ...set, originId: 'gone' }])).toThrow(InvariantError);
});

test('every value that is sent is taken out of a sentence, the longest first', () => {
  const config = withHeaders(['X-Edge', 'value-1'], ['X-Team', 'value-1-and-more'], ['X-Flag', '1']);

  expect(withoutHeaderValues('not value-1-and-more, nor value-1 of 100', config)).toBe(
    'not (secret), nor (secret) of 100',
  );
});

test('a secret value tells nothing of itself', () => {
  expect(`${VALUE} ${JSON.stringify({ VALUE })} ${String(VALUE)}`).not.toContain('ours');
  expect(Object.keys(VALUE)).toEqual([]);
});
