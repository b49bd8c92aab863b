import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { findDistribution } from '../../../functions/reconciler/observe/edge.ts';
import type { CoveringDistribution } from '../../../functions/reconciler/observe/wildcard-distribution.ts';
import { distribution, origin } from '../../support/distribution-builders.ts';
import { API, accessDenied, apiDomain, name } from '../../support/edge-builders.ts';

const ON_PLAN = { pricingPlan: present({ subscriptionArn: 'arn:s1', tier: 'PRO', status: 'ACTIVE' }) };
const OTHER = name('other.example.com');
const CARRIES = distribution({}, { id: 'carries' });
const TAGGED = distribution({ alternateDomainNames: [] }, { id: 'tagged', tags: { [TAG.domain]: API } });
const STANDS_IN_FRONT = distribution({ alternateDomainNames: [] }, { id: 'in-front' });
const SOMEBODYS = distribution({ alternateDomainNames: [OTHER] }, { id: 'somebodys' });
const ELSEWHERE = distribution(
  { alternateDomainNames: [], origins: [origin({ domainName: name('d-xyz.execute-api.eu-west-1.amazonaws.com') })] },
  { id: 'elsewhere' },
);

const WILDCARD = distribution({ alternateDomainNames: [name('*.example.com')] }, { id: 'wildcard' });
const WILDCARD_SITE = distribution(
  { ...WILDCARD.settings, origins: [origin({ domainName: name('site.example.net') })] },
  { id: 'wildcard site' },
);

function led(distribution: Distribution): CoveringDistribution {
  return { distribution, callers: 'may-be-led-there' };
}

function notLed(distribution: Distribution): CoveringDistribution {
  return { distribution, callers: 'elsewhere' };
}

describe('the distribution of an edge', () => {
  test.each<[string, readonly Distribution[], string | undefined]>([
    ['is the one that carries the name', [STANDS_IN_FRONT, TAGGED, CARRIES], 'carries'],
    ['else the one that is tagged for it', [STANDS_IN_FRONT, TAGGED], 'tagged'],
    ["else one in front of the domain's API that carries no name", [SOMEBODYS, ELSEWHERE, STANDS_IN_FRONT], 'in-front'],
    ['is never one that already serves other names', [SOMEBODYS], undefined],
    ['is never one in front of another API', [ELSEWHERE], undefined],
    ['is never one that is left alone', [{ ...STANDS_IN_FRONT, leftAlone: 'a staging distribution' }], undefined],
    ['is never one on a flat-rate plan that only stands in front', [{ ...STANDS_IN_FRONT, ...ON_PLAN }], undefined],
    ['is one on a flat-rate plan where it carries the name', [{ ...CARRIES, ...ON_PLAN }], 'carries'],
    [
      'is one on a flat-rate plan where it is tagged, so that letting go can end',
      [{ ...TAGGED, ...ON_PLAN }],
      'tagged',
    ],
    [
      'is one that is left alone where it carries the very name, so that the refusal can say so',
      [{ ...CARRIES, leftAlone: 'a multi-tenant distribution' }],
      'carries',
    ],
  ])('%s', (_, distributions, id) => {
    const found = findDistribution(present(distributions), API, present([apiDomain()]));

    expect(found.kind === 'present' ? found.value.id : undefined).toBe(id);
  });

  test.each<[string, readonly Distribution[], CoveringDistribution | undefined, string | undefined]>([
    ['is one with a wildcard over the name that callers may be led to', [WILDCARD], led(WILDCARD), 'wildcard'],
    ['is rather the one that carries the very name', [WILDCARD, CARRIES], undefined, 'carries'],
    ['is one with a wildcard in front of the API, wherever callers are led', [WILDCARD], notLed(WILDCARD), 'wildcard'],
    ['is never a site with a wildcard that nobody is led to', [WILDCARD_SITE], notLed(WILDCARD_SITE), undefined],
    ['is a site with a wildcard where callers may be led there', [WILDCARD_SITE], led(WILDCARD_SITE), 'wildcard site'],
    [
      'is one that callers are led to before one without a name',
      [STANDS_IN_FRONT, WILDCARD],
      led(WILDCARD),
      'wildcard',
    ],
  ])('%s', (_, distributions, covering, id) => {
    const found = findDistribution(present(distributions), API, present([apiDomain()]), covering);

    expect(found.kind === 'present' ? found.value.id : undefined).toBe(id);
  });

  test('is unreadable where the list is, never absent', () => {
    const failure = accessDenied('CloudFront', 'ListDistributions');

    expect(findDistribution(unreadable(failure), API, ABSENT)).toEqual(unreadable(failure));
  });

  test('is found by name or tag also where the API is gone', () => {
    expect(findDistribution(present([TAGGED]), API, ABSENT)).toEqual(present(TAGGED));
    expect(findDistribution(present([STANDS_IN_FRONT]), API, ABSENT)).toEqual(ABSENT);
  });
});
