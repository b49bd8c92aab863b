import fc from 'fast-check';
import { desiredFromTags, desiredToTags, outdatedTags } from '../../../functions/reconciler/model/desired-tags.ts';
import {
  certificateTags,
  isMadeByUs,
  ownerFromTag,
  ownerToTag,
  taggedDomain,
} from '../../../functions/reconciler/model/owner-tags.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { anyDomainName, anyEdge, anyOwner } from '../../support/edge-arbitraries.ts';
import { API, desiredEdge, name, REMEDIATOR, STACK } from '../../support/edge-builders.ts';

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TAG_VALUE = /^[\p{L}\p{N}\p{Zs}+\-=._:/@]{0,256}$/u;

describe('an edge in tags', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anyEdge(), (edge) => {
        const tags = desiredToTags(edge);

        expect(desiredFromTags(edge.domainName, tags, REMEDIATOR)).toEqual(edge);
        expect(taggedDomain(tags)).toBe(edge.domainName);
      }),
    );
  });

  test('uses only keys and values that AWS takes as tags', () => {
    fc.assert(
      fc.property(anyEdge(), (edge) => {
        for (const [key, value] of Object.entries(desiredToTags(edge))) {
          expect(key).toMatch(/^secure-api-edge:[a-z-]{1,40}$/);
          expect(value).toMatch(TAG_VALUE);
        }
      }),
    );
  });

  test('says nothing about certificate requests unless they are wanted', () => {
    expect(desiredToTags(desiredEdge())).not.toHaveProperty([TAG.requestCertificate]);
    expect(outdatedTags({ [TAG.requestCertificate]: 'when-missing' }, desiredEdge())).toEqual([TAG.requestCertificate]);
  });

  test('gives a certificate its owner and a domain that is read back', () => {
    const domainName = name('*.example.com');

    const tags = certificateTags(desiredEdge({ domainName, owner: STACK }));

    expect(tags).toEqual({ [TAG.owner]: ownerToTag(STACK), [TAG.domain]: '+.example.com' });
    expect(taggedDomain(tags)).toBe(domainName);
  });

  test('carries the tags of its owner beside its own', () => {
    const edge = desiredEdge({ tags: { team: 'payments' } });

    expect(desiredToTags(edge)).toMatchObject({ team: 'payments', [TAG.domain]: API });
  });

  test('falls back to the default where a tag was edited into nonsense', () => {
    const tags = {
      ...desiredToTags(desiredEdge({ viewerProtocolPolicy: 'https-only', owner: STACK })),
      [TAG.minimumProtocolVersion]: 'SSLv3',
      [TAG.headerForwarding]: 'everything',
      [TAG.hsts]: 'soon',
      [TAG.priceClass]: 'cheap',
      [TAG.apiRegion]: 'Ireland',
    };

    expect(desiredFromTags(API, tags, REMEDIATOR)).toEqual(
      desiredEdge({ viewerProtocolPolicy: 'https-only', owner: STACK }),
    );
  });

  test('is the default edge of the given owner when there are no tags', () => {
    expect(desiredFromTags(API, {}, REMEDIATOR)).toEqual(desiredEdge());
  });

  test.each([
    ['off', { kind: 'off' }],
    ['300', { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false }],
    [
      '31536000 includeSubDomains',
      { kind: 'fixed', maxAgeSeconds: 31_536_000, includeSubdomains: true, preload: false },
    ],
    ['ramp 604800', { kind: 'ramp', intervalSeconds: 604_800, includeSubdomains: false, preload: false }],
    ['ramp 86400 preload', { kind: 'ramp', intervalSeconds: 86_400, includeSubdomains: false, preload: true }],
    ['ramp', { kind: 'off' }],
    ['brake', { kind: 'brake' }],
  ])('spells HSTS as %j', (value, hsts) => {
    expect(desiredFromTags(API, { [TAG.hsts]: value }, REMEDIATOR).hsts).toEqual(hsts);
  });
});

describe('an owner in a tag', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anyOwner(), (owner) => {
        expect(ownerFromTag(ownerToTag(owner))).toEqual(owner);
      }),
    );
  });

  test.each([undefined, '', 'stack/', 'stack/aaaa', 'stack/aaaa/zzzz', 'somebody'])('is nobody in %j', (value) => {
    expect(ownerFromTag(value)).toBeUndefined();
  });
});

describe('outdatedTags', () => {
  test('names what the edge no longer states and leaves every other tag alone', () => {
    const before = desiredToTags(desiredEdge({ priceClass: 'PriceClass_100', allowedHeaders: ['x-tenant'] }));
    const tags = { ...before, [TAG.dnsBefore]: 'alias A', team: 'payments' };

    expect(outdatedTags(tags, desiredEdge())).toEqual([TAG.headers, TAG.priceClass]);
  });

  test('is empty right after the edge was tagged', () => {
    fc.assert(fc.property(anyEdge(), (edge) => outdatedTags(desiredToTags(edge), edge).length === 0));
  });
});

test('a wildcard domain survives the characters that tags do not take', () => {
  fc.assert(
    fc.property(anyDomainName(), (domainName) => {
      const tags = desiredToTags(desiredEdge({ domainName }));

      expect(tags[TAG.domain]).toMatch(TAG_VALUE);
      expect(taggedDomain(tags)).toBe(domainName);
    }),
  );
});

test.each([
  ['tagged with an owner', { [TAG.owner]: 'remediator' }, true],
  ['adopted', { [TAG.owner]: 'remediator', [TAG.adopted]: 'yes' }, false],
  ['without tags', {}, false],
])('a distribution that is %s counts as made by this tool: %s', (_, tags, expected) => {
  expect(isMadeByUs({ tags })).toBe(expected);
});
