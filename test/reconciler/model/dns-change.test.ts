import { dnsChangeFromTag, dnsChangeToTag } from '../../../functions/reconciler/model/dns-change.ts';
import { parseAccountId } from '../../../functions/reconciler/model/names.ts';

const ACCOUNT = parseAccountId('222222222222')!;

describe('the tag of a change', () => {
  test.each([
    ['of the own account', { changeId: 'C2682N5HXP0BZ4' }, 'C2682N5HXP0BZ4'],
    ['of another account', { changeId: 'C2682N5HXP0BZ4', zoneAccount: ACCOUNT }, 'C2682N5HXP0BZ4 222222222222'],
  ])('is read as it was written, %s', (_, change, tag) => {
    expect(dnsChangeToTag(change)).toBe(tag);
    expect(dnsChangeFromTag(tag)).toEqual(change);
  });

  test('is none where there is none', () => {
    expect(dnsChangeFromTag(undefined)).toBeUndefined();
  });
});
