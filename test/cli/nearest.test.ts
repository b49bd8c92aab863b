import { nearest } from '../../cli/nearest.ts';

describe('nearest', () => {
  test.each([
    ['domian', 'domain'],
    ['regoin', 'region'],
    ['Domains', 'domain'],
    ['managed-elswhere', 'managed-elsewhere'],
    ['xyz', undefined],
  ])('takes %s for %s', (written, meant) => {
    expect(nearest(written, ['domain', 'region', 'managed-elsewhere', 'json'])).toBe(meant);
  });
});
