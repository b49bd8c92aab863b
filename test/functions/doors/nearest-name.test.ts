import { nearestName } from '../../../functions/doors/nearest-name.ts';

const PROPERTIES = ['DomainName', 'Hsts', 'HostedZoneId', 'Tags'];
const OPTIONS = ['domain', 'region', 'managed-elsewhere', 'json', 'yes'];

describe('nearestName', () => {
  test.each([
    ['DomianName', 'DomainName'],
    ['domainname', 'DomainName'],
    ['HSTS', 'Hsts'],
    ['HostedZone', 'HostedZoneId'],
    ['Tag', 'Tags'],
  ])('takes the property %s for %s', (misspelled, meant) => {
    expect(nearestName(misspelled, PROPERTIES)).toBe(meant);
  });

  test.each([
    ['domian', 'domain'],
    ['regoin', 'region'],
    ['Domains', 'domain'],
    ['managed-elswhere', 'managed-elsewhere'],
  ])('takes the option %s for %s', (misspelled, meant) => {
    expect(nearestName(misspelled, OPTIONS)).toBe(meant);
  });

  test.each([['Certificate'], [''], ['x'], ['xyz'], ['x'.repeat(1_000_000)]])(
    'takes a name far from all for none of them',
    (far) => {
      expect(nearestName(far, [...PROPERTIES, ...OPTIONS])).toBeUndefined();
    },
  );
});
