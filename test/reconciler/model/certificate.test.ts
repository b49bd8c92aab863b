import { isSameRecord, unusableBecause } from '../../../functions/reconciler/model/certificate.ts';
import { API, aliasRecord, certificate, NOW, name, valueRecord } from '../../support/edge-builders.ts';

describe('unusableBecause', () => {
  test.each([
    ['names the domain', {}],
    ['names it by wildcard', { names: [name('*.example.com')] }],
    ['names it among others', { names: [name('www.example.org'), API] }],
    ['has no end yet', { notAfter: undefined }],
    ['is imported', { type: 'IMPORTED' }],
    ['has an RSA 4096 key', { keyAlgorithm: 'RSA_4096' }],
    ['has a P-384 key', { keyAlgorithm: 'EC_secp384r1' }],
  ])('takes a certificate that %s', (_, facts) => {
    expect(unusableBecause(certificate(facts), API, NOW)).toBeUndefined();
  });

  test.each([
    ['names another domain', { names: [name('www.example.com')] }, 'covers www.example.com, not api.example.com'],
    ['names only the parent', { names: [name('example.com')] }, 'covers example.com, not api.example.com'],
    ['is not validated yet', { status: 'PENDING_VALIDATION' }, 'is PENDING_VALIDATION, not ISSUED'],
    ['is revoked', { status: 'REVOKED' }, 'is REVOKED, not ISSUED'],
    ['expires at this very instant', { notAfter: NOW }, 'expired on 2026-11-20'],
    ['expired last year', { notAfter: '2025-01-02T00:00:00.000Z' }, 'expired on 2025-01-02'],
    ['has a P-521 key', { keyAlgorithm: 'EC_secp521r1' }, 'has key type EC_secp521r1, which CloudFront does not serve'],
    [
      'comes from a private CA',
      { type: 'PRIVATE' },
      'comes from a private CA, which CloudFront does not accept for a name',
    ],
  ])('refuses a certificate that %s', (_, facts, because) => {
    expect(unusableBecause(certificate(facts), API, NOW)).toBe(because);
  });
});

describe('a validation record', () => {
  const said = (value: string, ttlSeconds = 300) => valueRecord('CNAME', ttlSeconds, value);

  test.each([
    ['with another TTL', said('_a7f.acm-validations.aws.', 60)],
    ['in capitals and without the final dot', said('_A7F.acm-validations.aws')],
  ])('is the same %s', (_, record) => {
    expect(isSameRecord(record, said('_a7f.acm-validations.aws.'))).toBe(true);
  });

  test.each([
    ['with another value', said('_other.acm-validations.aws.')],
    ['of another type', valueRecord('TXT', 300, '_a7f.acm-validations.aws.')],
    ['as one of several that are weighed', { ...said('_a7f.acm-validations.aws.'), setIdentifier: 'blue' }],
    ['as an alias', aliasRecord('CNAME', name('_a7f.acm-validations.aws'))],
  ])('is another %s', (_, record) => {
    expect(isSameRecord(record, said('_a7f.acm-validations.aws.'))).toBe(false);
  });
});
