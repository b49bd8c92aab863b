import type { CacheBehavior, Origin } from '../../../../functions/reconciler/model/distribution.ts';
import {
  ALL_VIEWER,
  ALL_VIEWER_EXCEPT_HOST_HEADER,
  CACHING_DISABLED,
} from '../../../../functions/reconciler/model/managed-policies.ts';
import { present } from '../../../../functions/reconciler/model/observed.ts';
import type { Plan } from '../../../../functions/reconciler/model/plan.ts';
import {
  behavior,
  CACHING_OPTIMIZED,
  distribution,
  finishedEdge,
  fronted,
  HOST_HEADER_ONLY,
  OWN_POLICY,
  orderedBehavior,
  origin,
  ownDistribution,
  policies,
} from '../../../support/distribution-builders.ts';
import { apiDomain, desiredEdge, headerPolicies, mappedApi, name } from '../../../support/edge-builders.ts';
import { changeLines, planOf, verdictLines } from '../../../support/plan-of.ts';

const EXECUTE_API = origin({ domainName: name('h1.execute-api.eu-west-1.amazonaws.com') });
const NOT_CACHED_FORWARDS = { cookies: 'none', queryStrings: 'none' } as const;

describe('EDGE-07 Host is forwarded if and only if the origin is the regional endpoint', () => {
  test.each<[string, Origin, string, string]>([
    ['regional, forwarded', origin(), ALL_VIEWER, 'pass'],
    ['regional, replaced', origin(), ALL_VIEWER_EXCEPT_HOST_HEADER, 'drift'],
    ['execute-api, replaced', EXECUTE_API, ALL_VIEWER_EXCEPT_HOST_HEADER, 'pass'],
    ['execute-api, forwarded', EXECUTE_API, ALL_VIEWER, 'drift'],
  ])('%s', (_, apiOrigin, originRequestPolicyId, word) => {
    const plan = planFor({ forwarding: policies({ originRequestPolicyId }) }, apiOrigin);

    expect(verdictLines(plan, 'EDGE-07').every((line) => line.startsWith(`EDGE-07 ${word}`))).toBe(true);
  });

  test('exchanges the policy of every behavior that is wrong, each for the one that its own origin needs', () => {
    const settings = {
      origins: [origin(), { ...EXECUTE_API, id: 'direct' }],
      defaultCacheBehavior: behavior({
        forwarding: policies({ originRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER }),
      }),
      cacheBehaviors: [orderedBehavior('/direct/*', { targetOriginId: 'direct' })],
    };

    const plan = planOf(fronted(distribution(settings)), desiredEdge({ headerForwarding: 'all-viewer' }));

    expect(changeLines(plan)).toEqual([
      `CacheBehaviors[/direct/*].OriginRequestPolicyId: ${ALL_VIEWER} → ${ALL_VIEWER_EXCEPT_HOST_HEADER}   (EDGE-07)`,
      `DefaultCacheBehavior.OriginRequestPolicyId: ${ALL_VIEWER_EXCEPT_HOST_HEADER} → ${ALL_VIEWER}   (EDGE-07)`,
    ]);
  });

  test('judges nothing on a behavior that leads elsewhere', () => {
    const bucket = origin({ id: 'assets', domainName: name('assets.s3.amazonaws.com'), custom: undefined });
    const assets = orderedBehavior('/img/*', {
      targetOriginId: 'assets',
      forwarding: policies({ cachePolicyId: CACHING_OPTIMIZED, originRequestPolicyId: undefined }),
    });

    const plan = planOf(fronted(distribution({ origins: [origin(), bucket], cacheBehaviors: [assets] })));

    expect(changeLines(plan)).toEqual([]);
  });

  test('follows a custom domain that was made anew to its new endpoint, on a distribution of its own only', () => {
    const stale = origin({ domainName: name('d-old.execute-api.eu-west-1.amazonaws.com'), path: '/prod' });

    expect(changeLines(planOf(finishedEdge(ownDistribution({ origins: [stale] }))))).toEqual(
      expect.arrayContaining([
        'Origins[api].DomainName: d-old.execute-api.eu-west-1.amazonaws.com → d-abc123.execute-api.eu-west-1.amazonaws.com   (EDGE-07)',
        'Origins[api].OriginPath: /prod →    (EDGE-07)',
      ]),
    );
    expect(changeLines(planOf(fronted(distribution({ origins: [stale] })))).join()).not.toContain('DomainName');
  });
});

describe('EDGE-08 the header allowlist carries what the API needs', () => {
  test('names what is dropped and gives an adopted distribution a policy of its own', () => {
    const plan = planFor({ forwarding: policies({ originRequestPolicyId: HOST_HEADER_ONLY }) });

    expect(verdictLines(plan, 'EDGE-08')).toEqual([
      'EDGE-08 drift DefaultCacheBehavior headers: dropped: Authorization, Origin, Accept, Access-Control-Request-Headers, Access-Control-Request-Method → as needed',
    ]);
    expect(changeLines(plan)).toEqual([
      `DefaultCacheBehavior.OriginRequestPolicyId: ${HOST_HEADER_ONLY} → ${OWN_POLICY.name}   (EDGE-08 EDGE-09)`,
    ]);
  });

  test('refers to the policy by id once it exists', () => {
    const plan = planOf(
      finishedEdge(
        distribution({
          defaultCacheBehavior: behavior({ forwarding: policies({ originRequestPolicyId: undefined }) }),
        }),
      ),
    );

    expect(changeLines(plan)).toEqual([
      `DefaultCacheBehavior.OriginRequestPolicyId = ${OWN_POLICY.id}   (EDGE-07 EDGE-08 EDGE-09)`,
    ]);
  });

  test('lets an adopted distribution send more than is needed', () => {
    expect(changeLines(planFor({}))).toEqual([]);
  });

  test('keeps the list exact on a distribution of its own', () => {
    const wider = behavior({ forwarding: policies({ originRequestPolicyId: ALL_VIEWER }) });

    const plan = planOf(finishedEdge(ownDistribution({ defaultCacheBehavior: wider })));

    expect(verdictLines(plan, 'EDGE-08')).toEqual([
      'EDGE-08 drift DefaultCacheBehavior headers: not exactly what the API needs → as needed',
    ]);
  });

  test('cannot tell with a policy that the account does not list', () => {
    const plan = planFor({ forwarding: policies({ originRequestPolicyId: 'somebody-elses' }) });

    expect(verdictLines(plan, 'EDGE-08')).toEqual([
      'EDGE-08 not-checked DefaultCacheBehavior.OriginRequestPolicyId: origin request policy somebody-elses is not known in this account',
    ]);
    expect(changeLines(plan)).toEqual([]);
  });

  test('forwards everything where the APIs need more than fits', () => {
    const apis = [mappedApi({ authorization: ['AWS_IAM'], apiKey: 'required', identityHeaders: ['X-Tenant'] })];
    const listed = behavior({ forwarding: policies({ originRequestPolicyId: HOST_HEADER_ONLY }) });

    const plan = planOf(
      fronted(distribution({ defaultCacheBehavior: listed }), {
        apiDomains: present([apiDomain({ apis: present(apis) })]),
      }),
    );

    expect(changeLines(plan)).toEqual([
      `DefaultCacheBehavior.OriginRequestPolicyId: ${HOST_HEADER_ONLY} → ${ALL_VIEWER}   (EDGE-08 EDGE-09)`,
    ]);
    expect(plan.notes[0]).toMatch(
      /^every viewer header reaches the API \(Managed-AllViewer\), because the APIs need 11/,
    );
  });
});

describe('EDGE-09 query strings and cookies reach the API', () => {
  test('corrects a policy that drops them although every header passes', () => {
    const headersOnly = { id: 'half', name: 'half', headers: { kind: 'all' }, ...NOT_CACHED_FORWARDS } as const;
    const forwarding = policies({ originRequestPolicyId: 'half' });

    const plan = planOf(
      fronted(distribution({ defaultCacheBehavior: behavior({ forwarding }) }), {
        headerPolicies: present(headerPolicies({ originRequestPolicies: [headersOnly, OWN_POLICY] })),
      }),
    );

    expect(verdictLines(plan, 'EDGE-09')).toEqual([
      'EDGE-09 drift DefaultCacheBehavior query strings: none → all',
      'EDGE-09 drift DefaultCacheBehavior cookies: none → all',
    ]);
    expect(changeLines(plan)).toEqual([`DefaultCacheBehavior.OriginRequestPolicyId: half → ${ALL_VIEWER}   (EDGE-09)`]);
  });
});

describe('EDGE-11 API responses are not cached', () => {
  test.each([
    ['on the default behavior', 'DefaultCacheBehavior'],
    ['on an ordered behavior', 'CacheBehaviors[/v1/*]'],
  ])('exchanges a caching policy %s', (_, path) => {
    const caching = { forwarding: policies({ cachePolicyId: CACHING_OPTIMIZED }) };
    const settings =
      path === 'DefaultCacheBehavior'
        ? { defaultCacheBehavior: behavior(caching) }
        : { cacheBehaviors: [orderedBehavior('/v1/*', caching)] };

    expect(changeLines(planOf(fronted(distribution(settings))))).toEqual([
      `${path}.CachePolicyId: ${CACHING_OPTIMIZED} → ${CACHING_DISABLED}   (EDGE-11)`,
    ]);
  });

  test("passes with an owner's policy that caches nothing", () => {
    const none = { minTtlSeconds: 0, defaultTtlSeconds: 0, maxTtlSeconds: 0, headers: { kind: 'none' } } as const;
    const cachePolicies = [{ id: 'mine', name: 'mine', ...none, ...NOT_CACHED_FORWARDS }];
    const settings = { defaultCacheBehavior: behavior({ forwarding: policies({ cachePolicyId: 'mine' }) }) };

    const plan = planOf(
      fronted(distribution(settings), { headerPolicies: present(headerPolicies({ cachePolicies })) }),
    );

    expect(changeLines(plan)).toEqual([]);
  });

  test('judges what reaches the API as it will be once the cache key is gone', () => {
    const forwarding = policies({
      cachePolicyId: '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
      originRequestPolicyId: undefined,
    });

    expect(verdictLines(planFor({ forwarding }), 'EDGE-07')).toEqual([
      'EDGE-07 drift DefaultCacheBehavior Host to d-abc123.execute-api.eu-west-1.amazonaws.com: replaced → forwarded',
    ]);
  });

  test('cannot tell with a cache policy that the account does not list', () => {
    expect(verdictLines(planFor({ forwarding: policies({ cachePolicyId: 'unknown' }) }), 'EDGE-11')).toEqual([
      'EDGE-11 not-checked DefaultCacheBehavior.CachePolicyId: cache policy unknown is not known in this account',
    ]);
  });
});

function planFor(facts: Partial<CacheBehavior>, apiOrigin: Origin = origin()): Plan {
  return planOf(fronted(distribution({ origins: [apiOrigin], defaultCacheBehavior: behavior(facts) })));
}
