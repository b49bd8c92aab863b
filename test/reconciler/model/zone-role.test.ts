import { parseExternalId, parseZoneRole } from '../../../functions/reconciler/model/zone-role.ts';

describe('parseZoneRole', () => {
  test.each(['arn:aws:iam::222222222222:role/zones', 'arn:aws-us-gov:iam::222222222222:role/edge/zones'])(
    'knows the account of %s',
    (arn) => {
      expect(parseZoneRole(arn, 'shop')).toEqual({ arn, account: '222222222222', externalId: 'shop' });
    },
  );

  test.each([
    '',
    'zones',
    'arn:aws:iam::222222222222:user/zones',
    'arn:aws:iam::2222:role/zones',
    'arn:aws:iam::222222222222:role/',
    'arn:aws:iam::222222222222:role/zones for all',
  ])('refuses %j', (arn) => {
    expect(parseZoneRole(arn, undefined)).toBeUndefined();
  });
});

describe('parseExternalId', () => {
  test.each(['ab', 'edge/of:shop', 'a'.repeat(1224)])('takes %s', (text) => {
    expect(parseExternalId(text)).toBe(text);
  });

  test.each(['', 'a', 'edge of shop', 'a'.repeat(1225)])('refuses %j', (text) => {
    expect(parseExternalId(text)).toBeUndefined();
  });
});
