import type { Hsts } from '../../../../functions/reconciler/model/edge.ts';
import type { ResponseHeadersPolicy } from '../../../../functions/reconciler/model/header-policies.ts';
import { present } from '../../../../functions/reconciler/model/observed.ts';
import type { Plan } from '../../../../functions/reconciler/model/plan.ts';
import {
  behavior,
  distribution,
  fronted,
  orderedBehavior,
  origin,
  SECURITY_HEADERS,
} from '../../../support/distribution-builders.ts';
import { desiredEdge, headerPolicies, name } from '../../../support/edge-builders.ts';
import { changeLines, planOf, verdictLines } from '../../../support/plan-of.ts';

describe('EDGE-10 all seven methods are allowed on behaviors that lead to the API', () => {
  test.each([
    ['two', ['GET', 'HEAD']],
    ['three', ['GET', 'HEAD', 'OPTIONS']],
  ])('corrects %s, on default and ordered behaviors', (_, allowedMethods) => {
    const plan = planOf(
      fronted(
        distribution({
          defaultCacheBehavior: behavior({ allowedMethods }),
          cacheBehaviors: [orderedBehavior('/v1/*', { allowedMethods })],
        }),
      ),
    );

    expect(changeLines(plan)).toEqual(
      ['CacheBehaviors[/v1/*]', 'DefaultCacheBehavior'].map(
        (path) =>
          `${path}.AllowedMethods: ${allowedMethods.join(', ')} → HEAD, DELETE, POST, GET, OPTIONS, PUT, PATCH   (EDGE-10)`,
      ),
    );
  });

  test('passes whatever the order in which CloudFront lists them', () => {
    const allowedMethods = ['PATCH', 'POST', 'PUT', 'DELETE', 'HEAD', 'GET', 'OPTIONS'];

    expect(changeLines(planOf(fronted(distribution({ defaultCacheBehavior: behavior({ allowedMethods }) }))))).toEqual(
      [],
    );
  });

  test('leaves behaviors that lead elsewhere alone', () => {
    const bucket = origin({ id: 'assets', domainName: name('assets.s3.amazonaws.com'), custom: undefined });
    const cacheBehaviors = [orderedBehavior('/img/*', { targetOriginId: 'assets', allowedMethods: ['GET', 'HEAD'] })];

    expect(changeLines(planOf(fronted(distribution({ origins: [origin(), bucket], cacheBehaviors }))))).toEqual([]);
  });
});

describe('EDGE-13 HSTS at the edge is as the owner chose it', () => {
  const FIVE_MINUTES: Hsts = { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false };
  const OURS = policyOf('ours', 'secure-api-edge-hsts-300', 300);

  test('passes without a policy where it is off', () => {
    expect(verdictLines(hstsPlan({ kind: 'off' }, undefined), 'EDGE-13')).toEqual([
      'EDGE-13 pass DefaultCacheBehavior.ResponseHeadersPolicyId: (not set)',
    ]);
  });

  test("leaves somebody's policy alone where it is off", () => {
    expect(changeLines(hstsPlan({ kind: 'off' }, SECURITY_HEADERS))).toEqual([]);
  });

  test('takes its own policy off where it is turned off', () => {
    expect(changeLines(hstsPlan({ kind: 'off' }, 'ours', [OURS]))).toEqual([
      'DefaultCacheBehavior.ResponseHeadersPolicyId: ours → (not set)   (EDGE-13)',
    ]);
  });

  test('creates a policy that is named by its content', () => {
    const plan = hstsPlan(FIVE_MINUTES, undefined);

    expect(plan.steps[0]?.target).toBe('response headers policy secure-api-edge-hsts-300');
    expect(changeLines(plan)).toEqual([
      'DefaultCacheBehavior.ResponseHeadersPolicyId = secure-api-edge-hsts-300   (EDGE-13)',
    ]);
  });

  test('shares a policy that exists', () => {
    const plan = hstsPlan(FIVE_MINUTES, undefined, [OURS]);

    expect(changeLines(plan)).toEqual(['DefaultCacheBehavior.ResponseHeadersPolicyId = ours   (EDGE-13)']);
    expect(plan.steps.map((step) => step.part)).toEqual(['distribution']);
  });

  test("passes with somebody's policy that says exactly this", () => {
    expect(changeLines(hstsPlan(FIVE_MINUTES, 'theirs', [policyOf('theirs', 'corporate', 300)]))).toEqual([]);
  });

  test('moves from one policy of its own to another', () => {
    const hour: Hsts = { ...FIVE_MINUTES, maxAgeSeconds: 3600 };

    expect(changeLines(hstsPlan(hour, 'ours', [OURS]))).toEqual([
      'DefaultCacheBehavior.ResponseHeadersPolicyId: ours → secure-api-edge-hsts-3600   (EDGE-13)',
    ]);
  });

  test("refuses to replace somebody's policy, whose other headers would be lost", () => {
    const plan = hstsPlan(FIVE_MINUTES, SECURITY_HEADERS);

    expect(changeLines(plan)).toEqual([]);
    expect(plan.refusals).toEqual([
      {
        rule: 'EDGE-13',
        detail:
          'DefaultCacheBehavior.ResponseHeadersPolicyId: carries response headers policy Managed-SecurityHeadersPolicy, whose other headers would be lost; set max-age=300 in that policy, or detach it',
      },
    ]);
  });

  test('cannot tell with a policy that the account does not list', () => {
    expect(verdictLines(hstsPlan(FIVE_MINUTES, 'unknown'), 'EDGE-13')).toEqual([
      'EDGE-13 not-checked DefaultCacheBehavior.ResponseHeadersPolicyId: response headers policy unknown is not known in this account',
    ]);
  });

  test.each<[string, Hsts, string]>([
    ['nothing unasked', FIVE_MINUTES, 'max-age=300'],
    ['subdomains where asked', { ...FIVE_MINUTES, includeSubdomains: true }, 'max-age=300; includeSubDomains'],
    [
      'preload where asked',
      { ...FIVE_MINUTES, includeSubdomains: true, preload: true },
      'max-age=300; includeSubDomains; preload',
    ],
  ])('promises %s', (_, hsts, promise) => {
    expect(hstsPlan(hsts, undefined).steps[0]?.changes[0]?.after).toBe(promise);
  });

  function hstsPlan(
    hsts: Hsts,
    responseHeadersPolicyId: string | undefined,
    known: ResponseHeadersPolicy[] = [],
  ): Plan {
    return planOf(
      fronted(distribution({ defaultCacheBehavior: behavior({ responseHeadersPolicyId }) }), {
        headerPolicies: present(headerPolicies({ responseHeadersPolicies: known })),
      }),
      desiredEdge({ hsts }),
    );
  }
});

function policyOf(id: string, policyName: string, maxAgeSeconds: number): ResponseHeadersPolicy {
  return { id, name: policyName, strictTransportSecurity: { maxAgeSeconds, includeSubdomains: false, preload: false } };
}
