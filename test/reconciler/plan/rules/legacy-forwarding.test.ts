import type { Forwarding, Origin } from '../../../../functions/reconciler/model/distribution.ts';
import { present } from '../../../../functions/reconciler/model/observed.ts';
import type { Plan } from '../../../../functions/reconciler/model/plan.ts';
import {
  behavior,
  distribution,
  forwardedValues,
  fronted,
  orderedBehavior,
  origin,
} from '../../../support/distribution-builders.ts';
import { apiDomain, desiredEdge, mappedApi, name } from '../../../support/edge-builders.ts';
import { changeLines, planOf } from '../../../support/plan-of.ts';

type Legacy = Partial<Extract<Forwarding, { kind: 'forwarded-values' }>>;

const EXECUTE_API = origin({ domainName: name('h1.execute-api.eu-west-1.amazonaws.com') });
const SILENT_ERRORS = [404, 414, 500, 501, 502, 503, 504].map((errorCode) => ({ errorCode, cachingMinTtlSeconds: 0 }));
const HEADERS = 'DefaultCacheBehavior.ForwardedValues.Headers';

describe('EDGE-07 with legacy settings', () => {
  test('adds Host for the regional endpoint and keeps what is listed', () => {
    expect(changesFor({ headers: ['Authorization', 'Accept', 'X-Tenant'] })).toEqual([
      `${HEADERS}: Authorization, Accept, X-Tenant → Authorization, Accept, X-Tenant, Host   (EDGE-07)`,
    ]);
  });

  test('takes Host out for an execute-api origin', () => {
    expect(changesFor({ headers: ['Host', 'Authorization', 'Accept'] }, EXECUTE_API)).toEqual([
      `${HEADERS}: Host, Authorization, Accept → Authorization, Accept   (EDGE-07)`,
    ]);
  });

  test('takes the place of "all headers" for an execute-api origin, because they include Host', () => {
    expect(changesFor({ headers: ['*'] }, EXECUTE_API)).toEqual([`${HEADERS}: * → Authorization, Accept   (EDGE-07)`]);
  });

  test('lets "all headers" stand where Host belongs to them', () => {
    expect(changesFor({ headers: ['*'] })).toEqual([]);
  });
});

describe('EDGE-08 with legacy settings', () => {
  test('adds only what CloudFront would remove, because the rest passes by itself', () => {
    expect(changesFor({ headers: ['Host'] })).toEqual([`${HEADERS}: Host → Host, Authorization, Accept   (EDGE-08)`]);
  });

  test('passes a list that is spelled in lower case', () => {
    expect(changesFor({ headers: ['host', 'authorization', 'accept'] })).toEqual([]);
  });

  test('refuses a list that grows over ten', () => {
    const headers = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => `X-${digit}`);

    const plan = planFor({ headers });

    expect(plan.refusals).toEqual([
      {
        rule: 'EDGE-08',
        detail: `${HEADERS}: 12 headers are needed (${headers.join(', ')}, Host, Authorization, Accept) and CloudFront takes 10; move this behavior to policies`,
      },
    ]);
    expect(changeLines(plan)).toEqual([]);
  });

  test('forwards all headers to the regional endpoint where the owner asks for all', () => {
    const plan = planFor({ headers: ['Host'] }, origin(), { headerForwarding: 'all-viewer' });

    expect(changeLines(plan)).toEqual([`${HEADERS}: Host → *   (EDGE-08)`]);
  });

  test('takes the minimum time along, which CloudFront refuses beside all headers, also while EDGE-11 is off', () => {
    const kept = { minTtlSeconds: 5, defaultTtlSeconds: 300, maxTtlSeconds: 300 };

    const plan = planFor({ headers: ['Host'], ...kept }, origin(), {
      headerForwarding: 'all-viewer',
      rules: { 'EDGE-11': 'off' },
    });

    expect(changeLines(plan)).toEqual([
      `${HEADERS}: Host → *   (EDGE-08)`,
      'DefaultCacheBehavior.MinTTL: 5 → 0   (EDGE-08)',
    ]);
  });

  test('never plans a change that changes nothing, also where all but Host are asked for', () => {
    const plan = planFor({ headers: [] }, EXECUTE_API, { headerForwarding: 'all-viewer' });

    const unchanged = plan.steps
      .flatMap((step) => step.changes)
      .filter((change) => JSON.stringify(change.before) === JSON.stringify(change.after));
    expect(unchanged).toEqual([]);
  });
});

describe('EDGE-09 with legacy settings', () => {
  test.each<[string, Legacy, string]>([
    ['query strings that are dropped', { queryString: 'dropped' }, 'QueryString: false → true'],
    ['cookies that are dropped', { cookies: 'none' }, 'Cookies.Forward: none → all'],
    ['a list of cookies', { cookies: 'some' }, 'Cookies.Forward: whitelist → all'],
  ])('corrects %s', (_, facts, change) => {
    expect(changesFor(facts)).toEqual([`DefaultCacheBehavior.ForwardedValues.${change}   (EDGE-09)`]);
  });
});

describe('EDGE-11 with legacy settings', () => {
  test('sets every time to nothing, on ordered behaviors too', () => {
    const caching = forwardedValues({ defaultTtlSeconds: 300, maxTtlSeconds: 3600 });
    const plan = planOf(
      fronted(
        distribution({
          cacheBehaviors: [orderedBehavior('/v1/*', { forwarding: caching })],
          customErrorResponses: SILENT_ERRORS,
        }),
      ),
    );

    expect(changeLines(plan)).toEqual([
      'CacheBehaviors[/v1/*].DefaultTTL: 300 → 0   (EDGE-11)',
      'CacheBehaviors[/v1/*].MaxTTL: 3600 → 0   (EDGE-11)',
    ]);
  });

  test('silences every error that CloudFront would cache, and those that are configured', () => {
    const settings = {
      defaultCacheBehavior: behavior({ forwarding: forwardedValues() }),
      customErrorResponses: [
        { errorCode: 403, cachingMinTtlSeconds: 60 },
        { errorCode: 500, cachingMinTtlSeconds: 0 },
      ],
    };

    expect(changeLines(planOf(fronted(distribution(settings))))).toEqual([
      'CustomErrorResponses[403].ErrorCachingMinTTL: 60 → 0   (EDGE-11)',
      'CustomErrorResponses[404].ErrorCachingMinTTL = 0   (EDGE-11)',
      'CustomErrorResponses[414].ErrorCachingMinTTL = 0   (EDGE-11)',
      'CustomErrorResponses[501].ErrorCachingMinTTL = 0   (EDGE-11)',
      'CustomErrorResponses[502].ErrorCachingMinTTL = 0   (EDGE-11)',
      'CustomErrorResponses[503].ErrorCachingMinTTL = 0   (EDGE-11)',
      'CustomErrorResponses[504].ErrorCachingMinTTL = 0   (EDGE-11)',
    ]);
  });
});

test('legacy settings stay legacy: nothing moves a behavior to policies', () => {
  const apis = [mappedApi({ identityHeaders: ['X-Tenant'], apiKey: 'required' })];
  const plan = planOf(
    fronted(distribution({ defaultCacheBehavior: behavior({ forwarding: forwardedValues({ headers: [] }) }) }), {
      apiDomains: present([apiDomain({ apis: present(apis) })]),
    }),
  );

  expect(plan.steps.map((step) => step.part)).toEqual(['distribution']);
  expect(changeLines(plan).join('\n')).not.toContain('PolicyId');
});

function planFor(facts: Legacy, apiOrigin: Origin = origin(), edge: Parameters<typeof desiredEdge>[0] = {}): Plan {
  const settings = {
    origins: [apiOrigin],
    defaultCacheBehavior: behavior({ forwarding: forwardedValues(facts) }),
    customErrorResponses: SILENT_ERRORS,
  };
  return planOf(fronted(distribution(settings)), desiredEdge(edge));
}

function changesFor(facts: Legacy, apiOrigin?: Origin): readonly string[] {
  return changeLines(planFor(facts, apiOrigin));
}
