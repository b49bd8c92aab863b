import { nearestName } from '../../../functions/custom-resource/nearest-name.ts';

const KNOWN = ['DomainName', 'Hsts', 'HostedZoneId', 'Tags'];

describe('nearestName', () => {
  test.each([
    ['DomianName', 'DomainName'],
    ['domainname', 'DomainName'],
    ['HSTS', 'Hsts'],
    ['HostedZone', 'HostedZoneId'],
    ['Tag', 'Tags'],
  ])('takes %s for %s', (misspelled, meant) => {
    expect(nearestName(misspelled, KNOWN)).toBe(meant);
  });

  test.each([['Certificate'], [''], ['x'.repeat(1_000_000)]])('takes a name far from all for none of them', (far) => {
    expect(nearestName(far, KNOWN)).toBeUndefined();
  });
});
