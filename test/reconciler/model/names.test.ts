import fc from 'fast-check';
import {
  certificateNameCovers,
  domainNameFromAws,
  isWithinZone,
  parseAccountId,
  parseDomainName,
  parseRegion,
} from '../../../functions/reconciler/model/names.ts';
import { anyDomainName, anyLabel, anyNameBelow } from '../../support/edge-arbitraries.ts';
import { name } from '../../support/edge-builders.ts';

describe('parseDomainName', () => {
  test.each([
    ['api.example.com', 'api.example.com'],
    ['API.Example.COM', 'api.example.com'],
    ['api.example.com.', 'api.example.com'],
    [' api.example.com ', 'api.example.com'],
    ['*.example.com', '*.example.com'],
    ['_dmarc.example.com', '_dmarc.example.com'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
  ])('reads %j as %j', (text, expected) => {
    expect(parseDomainName(text)).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['a single label', 'localhost'],
    ['an empty label', 'api..example.com'],
    ['a leading hyphen', '-api.example.com'],
    ['a trailing hyphen', 'api-.example.com'],
    ['a wildcard inside', 'api.*.example.com'],
    ['a wildcard that is part of a label', 'a*.example.com'],
    ['a URL', 'https://api.example.com'],
    ['a label of 64 characters', `${'a'.repeat(64)}.com`],
    ['more than 253 characters', `${'a.'.repeat(126)}example`],
  ])('refuses %s', (_, text) => {
    expect(parseDomainName(text)).toBeUndefined();
  });

  test('reads its own result as the same name', () => {
    fc.assert(fc.property(anyDomainName(), (domain) => parseDomainName(domain) === domain));
  });
});

describe('domainNameFromAws', () => {
  test('spells a name the way parseDomainName does, whatever AWS put around it', () => {
    fc.assert(
      fc.property(anyDomainName(), (domain) => {
        const asRoute53 = `${domain.replace('*', '\\052').toUpperCase()}.`;

        expect(domainNameFromAws(asRoute53)).toBe(domain);
      }),
    );
  });
});

describe('certificateNameCovers', () => {
  test.each([
    ['api.example.com', 'api.example.com', true],
    ['API.example.com', 'api.example.com', true],
    ['*.example.com', 'api.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'v1.api.example.com', false],
    ['*.example.com', '*.example.com', true],
    ['*.example.com', '*.api.example.com', false],
    ['*.com', '*.example.com', false],
    ['*.example.com', 'api.badexample.com', false],
    ['example.com', 'api.example.com', false],
    ['a*.example.com', 'api.example.com', false],
  ])('says whether %s covers %s: %s', (pattern, domain, expected) => {
    expect(certificateNameCovers(pattern, name(domain))).toBe(expected);
  });

  test('lets a wildcard stand for exactly one label', () => {
    fc.assert(
      fc.property(fc.array(anyLabel(), { minLength: 1, maxLength: 3 }), (labels) => {
        const domain = name(`${labels.join('.')}.example.com`);

        expect(certificateNameCovers('*.example.com', domain)).toBe(labels.length === 1);
      }),
    );
  });
});

describe('isWithinZone', () => {
  test('holds for the zone itself and every name below it', () => {
    fc.assert(fc.property(anyNameBelow(name('example.com')), (domain) => isWithinZone(name('example.com'), domain)));
    expect(isWithinZone(name('example.com'), name('example.com'))).toBe(true);
  });

  test.each(['badexample.com', 'example.com.evil.org', 'com.example'])(
    'does not take %s for a name of example.com',
    (domain) => {
      expect(isWithinZone(name('example.com'), name(domain))).toBe(false);
    },
  );

  test('never holds for a name whose labels merely end alike', () => {
    fc.assert(fc.property(anyLabel(), (label) => !isWithinZone(name('example.com'), name(`${label}example.com`))));
  });
});

test.each([
  ['eu-west-1', true],
  ['us-gov-west-1', true],
  ['cn-northwest-1', true],
  ['EU-WEST-1', false],
  ['eu-west', false],
  ['', false],
])('reads %j as a Region: %s', (text, valid) => {
  expect(parseRegion(text)).toBe(valid ? text : undefined);
});

test.each([
  ['111111111111', true],
  ['11111111111', false],
  ['11111111111a', false],
])('reads %j as an account id: %s', (text, valid) => {
  expect(parseAccountId(text)).toBe(valid ? text : undefined);
});
