import type { Certificate } from '../../../functions/reconciler/model/certificate.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { planCertificate } from '../../../functions/reconciler/plan/certificate.ts';
import { distribution, fronted, ownTags } from '../../support/distribution-builders.ts';
import { accessDenied, certificate, desiredEdge, name, observedEdge } from '../../support/edge-builders.ts';
import { changeLines, planOf } from '../../support/plan-of.ts';

const EXACT = certificate({ arn: 'arn:exact' });
const WILDCARD = certificate({
  arn: 'arn:wildcard',
  names: [name('*.example.com')],
  notAfter: '2029-01-01T00:00:00.000Z',
});
const LONGER = certificate({ arn: 'arn:longer', notAfter: '2028-06-01T00:00:00.000Z' });
const in2Days = '2026-11-22T12:00:00.000Z';
const in3Days = '2026-11-23T12:00:00.000Z';
const in29Days = '2026-12-19T12:00:00.000Z';
const EXPIRED = certificate({ arn: 'arn:expired', notAfter: '2026-11-01T00:00:00.000Z' });

describe('EDGE-02 for a new edge chooses', () => {
  test.each<[string, readonly Certificate[], string]>([
    ['the only usable certificate', [EXPIRED, EXACT], 'arn:exact'],
    ['an exact name before a wildcard that is valid longer', [WILDCARD, EXACT], 'arn:exact'],
    ['the longest validity among equals', [EXACT, LONGER], 'arn:longer'],
    ['a wildcard where there is nothing better', [EXPIRED, WILDCARD], 'arn:wildcard'],
    [
      'by ARN where nothing else tells them apart',
      [certificate({ arn: 'arn:b' }), certificate({ arn: 'arn:a' })],
      'arn:a',
    ],
  ])('%s, in whatever order they are listed', (_, certificates, arn) => {
    for (const listed of [certificates, [...certificates].reverse()]) {
      expect(chosenFrom(listed)).toBe(arn);
    }
  });

  test("the owner's, although another is better", () => {
    expect(chosenFrom([EXACT, WILDCARD], 'arn:wildcard')).toBe('arn:wildcard');
  });
});

describe('EDGE-02 refuses', () => {
  test.each<[string, readonly Certificate[], string | undefined, string]>([
    ['an account without certificates', [], undefined, 'none is usable, found none that covers the name;'],
    ['only an expired one', [EXPIRED], undefined, 'none is usable, found arn:expired expired on 2026-11-01;'],
    [
      "the owner's when it cannot be used, although another could",
      [EXPIRED, EXACT],
      'arn:expired',
      'none is usable, arn:expired asked for; found arn:exact was not chosen by CertificateArn, arn:expired expired on 2026-11-01;',
    ],
    [
      "the owner's when it does not exist",
      [],
      'arn:gone',
      'none is usable, arn:gone asked for; found none that covers the name;',
    ],
  ])('%s', (_, certificates, certificateArn, found) => {
    const plan = planOf(observedEdge({ certificates: present(certificates) }), desiredEdge({ certificateArn }));

    expect(plan.refusals).toEqual([
      {
        rule: 'EDGE-02',
        detail: `certificate in us-east-1 for api.example.com: ${found} request or import one in us-east-1 that names api.example.com`,
      },
    ]);
    expect(plan.steps).toEqual([]);
  });
});

describe('EDGE-02 on a distribution', () => {
  test('keeps a healthy certificate although a better one exists', () => {
    const attached = {
      source: 'acm',
      arn: 'arn:wildcard',
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    } as const;

    const plan = planOf(
      fronted(distribution({ viewerCertificate: attached }), { certificates: present([EXACT, WILDCARD]) }),
    );

    expect(plan.steps).toEqual([]);
  });

  test('exchanges an expired one', () => {
    const attached = {
      source: 'acm',
      arn: 'arn:expired',
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    } as const;

    const plan = planOf(
      fronted(distribution({ viewerCertificate: attached }), { certificates: present([EXPIRED, WILDCARD]) }),
    );

    expect(changeLines(plan)).toEqual(['ViewerCertificate.ACMCertificateArn: arn:expired → arn:wildcard   (EDGE-02)']);
  });

  test.each<[string, Partial<Certificate>, readonly Certificate[], string | undefined]>([
    ['one that is imported, with 29 days left', { type: 'IMPORTED', notAfter: in29Days }, [LONGER], 'arn:longer'],
    ['one that ACM should have renewed by now', { notAfter: in2Days }, [WILDCARD], 'arn:wildcard'],
    ['nothing while ACM may still renew it', { notAfter: in29Days }, [LONGER], undefined],
    ['nothing with more than 30 days left', { type: 'IMPORTED' }, [LONGER], undefined],
    ['nothing for what lasts little longer', { notAfter: in2Days }, [certificate({ notAfter: in3Days })], undefined],
    [
      'at once for what lasts, although an exact name is about to expire as well',
      { type: 'IMPORTED', notAfter: in2Days },
      [certificate({ arn: 'arn:soon', type: 'IMPORTED', notAfter: in29Days }), WILDCARD],
      'arn:wildcard',
    ],
  ])('exchanges %s', (_, facts, others, arn) => {
    const expiring = certificate({ arn: 'arn:expiring', ...facts });
    const certificates = present([expiring, ...others]);

    const chosen = planCertificate(desiredEdge(), servedWith('arn:expiring', certificates)).certificate?.arn;

    expect(chosen).toBe(arn ?? 'arn:expiring');
    const again = planCertificate(desiredEdge(), servedWith(chosen ?? '', certificates));
    expect(again.certificate?.arn).toBe(chosen);
  });

  test("keeps the owner's, although it is about to expire and another is not", () => {
    const expiring = certificate({ arn: 'arn:expiring', type: 'IMPORTED', notAfter: in2Days });
    const observed = servedWith('arn:expiring', present([expiring, LONGER]));

    const chosen = planCertificate(desiredEdge({ certificateArn: 'arn:expiring' }), observed).certificate;

    expect(chosen?.arn).toBe('arn:expiring');
  });

  test.each(['report', 'off'] as const)(
    'adds the name under the certificate that stays, with EDGE-02 on %s',
    (mode) => {
      const expiring = certificate({ arn: 'arn:expiring', type: 'IMPORTED', notAfter: in2Days });
      const viewerCertificate = {
        source: 'acm',
        arn: 'arn:expiring',
        minimumProtocolVersion: 'TLSv1.2_2021',
        sslSupportMethod: 'sni-only',
      } as const;
      const nameless = distribution({ viewerCertificate, alternateDomainNames: [] }, { tags: ownTags(desiredEdge()) });
      const observed = { ...fronted(nameless), certificates: present([expiring, LONGER]) };

      const plan = planOf(observed, desiredEdge({ rules: { 'EDGE-02': mode } }));

      expect(changeLines(plan)).toContainEqual(expect.stringMatching(/^Aliases.*EDGE-04/));
    },
  );

  test('does not judge an IAM server certificate, which is not read', () => {
    const attached = {
      source: 'iam',
      id: 'ASCA1',
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    } as const;

    const plan = planOf(fronted(distribution({ viewerCertificate: attached })));

    expect(plan.verdicts).toContainEqual(
      expect.objectContaining({ rule: 'EDGE-02', verdict: 'not-checked', detail: expect.stringContaining('ASCA1') }),
    );
    expect(plan.steps).toEqual([]);
  });

  test('without any usable certificate leaves alone what CloudFront would refuse without one', () => {
    const bare = distribution({ alternateDomainNames: [], viewerCertificate: { source: 'cloudfront' } });

    const plan = planOf(observedEdge({ distribution: present(bare), certificates: ABSENT }));

    expect(plan.refusals.map((refusal) => refusal.rule)).toEqual(['EDGE-02']);
    expect(plan.steps.filter((step) => step.state.kind === 'ready')).toEqual([]);
  });
});

test('EDGE-02 is not checked where certificates cannot be read', () => {
  const plan = planOf(observedEdge({ certificates: unreadable(accessDenied('ACM', 'ListCertificates')) }));

  expect(plan.verdicts).toContainEqual(
    expect.objectContaining({
      rule: 'EDGE-02',
      verdict: 'not-checked',
      detail: 'ACM ListCertificates: AccessDenied: not authorized',
    }),
  );
  expect(plan.steps).toEqual([]);
});

describe('a certificate that ends soon', () => {
  test.each([
    [
      '2026-12-19T12:00:00.000Z',
      ['certificate arn:aws:acm:us-east-1:111111111111:certificate/good expires in 29 days, on 2026-12-19'],
    ],
    ['2026-12-20T12:00:00.000Z', []],
  ])('is noted within thirty days: %s', (notAfter, notes) => {
    const { part } = planCertificate(
      desiredEdge(),
      observedEdge({ certificates: present([certificate({ notAfter })]) }),
    );

    expect(part.notes).toEqual(notes);
  });
});

function chosenFrom(certificates: readonly Certificate[], certificateArn?: string): string | undefined {
  return planCertificate(desiredEdge({ certificateArn }), observedEdge({ certificates: present(certificates) }))
    .certificate?.arn;
}

function servedWith(arn: string, certificates: ObservedEdge['certificates']): ObservedEdge {
  const attached = {
    source: 'acm',
    arn,
    minimumProtocolVersion: 'TLSv1.2_2021',
    sslSupportMethod: 'sni-only',
  } as const;
  return fronted(distribution({ viewerCertificate: attached }), { certificates });
}
