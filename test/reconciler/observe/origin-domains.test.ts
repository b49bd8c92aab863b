import type { CustomDomain } from '../../../functions/reconciler/model/api-domain.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import { withOriginDomains } from '../../../functions/reconciler/observe/origin-domains.ts';
import { distribution, origin } from '../../support/distribution-builders.ts';
import { API, accessDenied, apiEndpoint, EU_WEST_1, name, REGIONAL, region } from '../../support/edge-builders.ts';

const US_EAST_1 = region('us-east-1');
const DENIED = unreadable(accessDenied('APIGateway', 'GetDomainNames'));
const DOMAIN: CustomDomain = { domainName: API, region: EU_WEST_1, endpoints: [apiEndpoint()] };
const PRIVATE = { ...DOMAIN, domainName: name('vpc.example.com'), endpoints: [apiEndpoint({ type: 'PRIVATE' })] };
const READ = [EU_WEST_1, present([DOMAIN, PRIVATE])] as const;

describe('the custom domain behind an origin', () => {
  test.each([
    ['is found by its endpoint', REGIONAL, [READ], present(DOMAIN)],
    ['is found by its name', API, [READ], present(DOMAIN)],
    [
      'is none where its Region has none with this endpoint',
      'd-gone.execute-api.eu-west-1.amazonaws.com',
      [READ],
      ABSENT,
    ],
    ['is not known where its Region was not asked', 'd-far.execute-api.us-east-1.amazonaws.com', [READ], undefined],
    [
      'cannot be told where its Region was denied',
      'd-far.execute-api.us-east-1.amazonaws.com',
      [READ, [US_EAST_1, DENIED]],
      DENIED,
    ],
    ['is told although another Region was denied', REGIONAL, [READ, [US_EAST_1, DENIED]], present(DOMAIN)],
    ['is none of a name that no Region has', 'alb.example.net', [READ], ABSENT],
    ['cannot be told of a name where any Region was denied', 'alb.example.net', [READ, [US_EAST_1, DENIED]], DENIED],
    ['is none where the domain of that name is PRIVATE', 'vpc.example.com', [READ], ABSENT],
  ] as const)('%s', (_, domainName, byRegion, expected) => {
    const one = distribution({ origins: [origin({ domainName: name(domainName) })] });

    const { settings } = withOriginDomains(one, new Map(byRegion));

    expect(settings.origins[0]?.customDomain).toEqual(expected);
  });
});
