import type { RequestedCertificate } from '../../../functions/reconciler/model/certificate.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { distribution, fronted } from '../../support/distribution-builders.ts';
import {
  accessDenied,
  aliasRecords,
  certificate,
  desiredEdge,
  name,
  observedEdge,
  requestedCertificate,
  TO_API,
  VALIDATION,
  validationRecord,
} from '../../support/edge-builders.ts';
import { planOf, stepLines } from '../../support/plan-of.ts';
import { renderPlan } from '../../support/render-plan.ts';

const ASKING = desiredEdge({ requestCertificate: 'when-missing' });
const EXPIRED = certificate({ arn: 'arn:expired', notAfter: '2026-11-01T00:00:00.000Z' });
const STANDING = validationRecord({ standing: [VALIDATION] });

/** No usable certificate, and these of ours. */
function lacking(ours: readonly RequestedCertificate[], facts: Partial<ObservedEdge> = {}): ObservedEdge {
  return observedEdge({ certificates: present([]), requestedCertificates: present(ours), ...facts });
}

describe('a new edge that wants a certificate requested', () => {
  test('shows the whole way from the request to the records', () => {
    const plan = planOf(lacking([]), ASKING);

    expect(stepLines(plan)).toEqual([
      '1. create certificate for api.example.com in us-east-1   [EDGE-02]   ready',
      '2. validate certificate for api.example.com by a record in zone Z1 (example.com)   [EDGE-02]   after: create certificate for api.example.com in us-east-1',
      '3. wait for certificate for api.example.com to be ISSUED   [EDGE-02]   after: validate certificate for api.example.com by a record in zone Z1 (example.com)',
      expect.stringContaining('after: certificate for api.example.com to be ISSUED'),
      expect.stringContaining('5. create distribution for api.example.com'),
      expect.stringContaining('6. update alias records of api.example.com'),
    ]);
    expect(renderPlan(plan)).toContain('ViewerCertificate.ACMCertificateArn = the requested certificate');
  });

  test('requests it validated through DNS, with its owner in its tags, under the same token every time', () => {
    const [step] = planOf(lacking([]), ASKING).steps;

    expect(step).toMatchObject({
      action: 'create',
      part: 'certificate',
      idempotencyToken: expect.stringMatching(/^\w{1,32}$/),
      tags: { 'secure-api-edge:owner': 'remediator', 'secure-api-edge:domain': 'api.example.com' },
    });
    expect(planOf(lacking([]), ASKING).steps[0]).toEqual(step);
    expect(planOf(lacking([]), ASKING).steps[0]?.changes.map(({ path, after }) => `${path} ${after}`)).toEqual([
      'DomainName api.example.com',
      'ValidationMethod DNS',
      'KeyAlgorithm RSA_2048',
    ]);
  });

  test.each<[string, RequestedCertificate, readonly string[]]>([
    [
      'waits for ACM to name the record',
      requestedCertificate({ validation: undefined }),
      [
        '1. wait for ACM to name the validation record of api.example.com   [EDGE-02]   AWS is working',
        '2. validate certificate for api.example.com by a record in zone Z1 (example.com)   [EDGE-02]   after: ACM to name the validation record of api.example.com',
        '3. wait for certificate for api.example.com to be ISSUED   [EDGE-02]   after: validate certificate for api.example.com by a record in zone Z1 (example.com)',
      ],
    ],
    [
      'writes the record that is named and does not stand yet',
      requestedCertificate(),
      [
        '1. validate certificate for api.example.com by a record in zone Z1 (example.com)   [EDGE-02]   ready',
        '2. wait for certificate for api.example.com to be ISSUED   [EDGE-02]   AWS is working',
      ],
    ],
    [
      'waits for the certificate while the record stands, whoever wrote it',
      requestedCertificate({ validation: STANDING }),
      ['1. wait for certificate for api.example.com to be ISSUED   [EDGE-02]   AWS is working'],
    ],
    [
      'takes up what another owner requested for the domain',
      requestedCertificate({ owner: 'stack/aaaa/1111', validation: STANDING }),
      ['1. wait for certificate for api.example.com to be ISSUED   [EDGE-02]   AWS is working'],
    ],
  ])('%s', (_, ours, lines) => {
    const plan = planOf(lacking([ours]), ASKING);

    expect(stepLines(plan).slice(0, lines.length)).toEqual(lines);
    expect(plan.steps.slice(lines.length).every(({ state }) => state.kind === 'blocked')).toBe(true);
  });

  test('waits with one request at a time', () => {
    const [step] = planOf(lacking([requestedCertificate({ validation: STANDING })]), ASKING).steps;

    expect(step?.state).toMatchObject({
      kind: 'waiting',
      watch: { kind: 'validation', certificateArn: requestedCertificate().arn },
    });
  });

  test('finds an equal record with another TTL as good as its own', () => {
    const standing = [{ ...VALIDATION, target: { ...VALIDATION.target, ttlSeconds: 60 } }];

    const plan = planOf(lacking([requestedCertificate({ validation: validationRecord({ standing }) })]), ASKING);

    expect(plan.refusals).toEqual([]);
    expect(plan.steps[0]?.action).toBe('wait');
  });

  test('goes on as usual once a certificate is issued', () => {
    const issued = certificate({ arn: requestedCertificate().arn });

    const plan = planOf(observedEdge({ certificates: present([issued]) }), ASKING);

    expect(plan.steps.map(({ part }) => part)).toEqual(['header-policies', 'distribution', 'alias-records']);
  });

  test('requests nothing while another certificate of the account can be served', () => {
    const wildcard = certificate({ names: [name('*.example.com')] });

    const plan = planOf(observedEdge({ certificates: present([wildcard]), requestedCertificates: ABSENT }), ASKING);

    expect(plan.steps.filter(({ part }) => part === 'certificate')).toEqual([]);
  });
});

describe('a certificate request refuses', () => {
  test.each<[string, ObservedEdge, string]>([
    [
      'a name in no hosted zone of the account',
      lacking([], { aliasRecords: ABSENT }),
      'certificate for api.example.com: needs the one public hosted zone of this account that holds the name, for its validation record, got none found; name the zone (HostedZoneId) or import a certificate into us-east-1',
    ],
    [
      'a name that several zones fit',
      lacking([], {
        aliasRecords: present(aliasRecords(TO_API, { rivalZones: [{ id: 'Z0', name: name('example.com') }] })),
      }),
      'certificate for api.example.com: needs the one public hosted zone of this account that holds the name, for its validation record, got Z0 (example.com), Z1 (example.com); name the zone (HostedZoneId) or import a certificate into us-east-1',
    ],
    [
      'a zone that the owner named and that does not hold the name',
      lacking([], { aliasRecords: present(aliasRecords([], { zone: { id: 'Z9', name: name('example.net') } })) }),
      'certificate for api.example.com: needs the one public hosted zone of this account that holds the name, for its validation record, got Z9 (example.net); name the zone (HostedZoneId) or import a certificate into us-east-1',
    ],
    [
      'to overwrite what stands at the validation record',
      lacking([
        requestedCertificate({
          validation: validationRecord({
            standing: [
              { ...VALIDATION, target: { kind: 'values', ttlSeconds: 60, values: ['elsewhere.example.net'] } },
            ],
          }),
        }),
      ]),
      'validation record _3c9.api.example.com in zone Z1: something else stands there, got CNAME 60 elsewhere.example.net; remove it, then look again',
    ],
    [
      'to request again what ACM failed to issue',
      lacking([requestedCertificate({ status: 'FAILED', failureReason: 'CAA_ERROR' })]),
      'certificate arn:aws:acm:us-east-1:111111111111:certificate/requested: was requested for api.example.com and not issued, got FAILED (CAA_ERROR); remove the reason that ACM gives, delete the certificate, then look again',
    ],
    [
      'to request again what ACM could not validate in time',
      lacking([requestedCertificate({ status: 'VALIDATION_TIMED_OUT' })]),
      'certificate arn:aws:acm:us-east-1:111111111111:certificate/requested: was requested for api.example.com and not issued, got VALIDATION_TIMED_OUT; see that api.example.com is delegated to zone Z1 (example.com), delete the certificate, then look again',
    ],
  ])('%s', (_, observed, detail) => {
    const plan = planOf(observed, ASKING);

    expect(plan.refusals).toContainEqual({ rule: 'EDGE-02', detail });
    expect(plan.steps).toEqual([]);
  });

  test.each(['report', 'off'] as const)('where EDGE-02 is %s', (mode) => {
    const edge = desiredEdge({ requestCertificate: 'when-missing', rules: { 'EDGE-02': mode } });

    const plan = planOf(lacking([]), edge);

    expect(plan.refusals.map(({ detail }) => detail)).toEqual([expect.stringContaining('none is usable')]);
    expect(plan.steps).toEqual([]);
  });

  test('to replace a certificate that the owner named', () => {
    const edge = desiredEdge({ requestCertificate: 'when-missing', certificateArn: 'arn:expired' });

    const plan = planOf(observedEdge({ certificates: present([EXPIRED]) }), edge);

    expect(plan.refusals.map(({ detail }) => detail)).toEqual([expect.stringContaining('arn:expired asked for')]);
    expect(plan.steps).toEqual([]);
  });
});

test.each<[string, Partial<ObservedEdge>]>([
  ['its own certificates', { requestedCertificates: unreadable(accessDenied('ACM', 'ListTagsForCertificate')) }],
  ['the hosted zones', { aliasRecords: unreadable(accessDenied('Route53', 'ListHostedZones')) }],
])('EDGE-02 is not checked and nothing is requested while %s cannot be read', (_, facts) => {
  const plan = planOf(lacking([], facts), ASKING);

  expect(plan.verdicts).toContainEqual(expect.objectContaining({ rule: 'EDGE-02', verdict: 'not-checked' }));
  expect(plan.steps).toEqual([]);
});

describe('an edge whose certificate is not usable any more', () => {
  const attached = {
    source: 'acm',
    arn: 'arn:expired',
    minimumProtocolVersion: 'TLSv1.2_2021',
    sslSupportMethod: 'sni-only',
  } as const;
  const facts = { certificates: present([EXPIRED]), requestedCertificates: present([]) };

  test('keeps it while another is requested', () => {
    const plan = planOf(fronted(distribution({ viewerCertificate: attached }), facts), ASKING);

    expect(plan.steps.filter(({ action }) => action === 'update')).toEqual([]);
    expect(stepLines(plan)).toContainEqual(expect.stringContaining('create certificate for api.example.com'));
  });

  test('is corrected in everything else without waiting for it', () => {
    const drifted = distribution({ viewerCertificate: attached, enabled: false });

    const plan = planOf(
      fronted(drifted, { ...facts, requestedCertificates: present([requestedCertificate()]) }),
      ASKING,
    );

    const actions = plan.steps.filter(({ action }) => action !== 'tag').map(({ part, action }) => `${action} ${part}`);
    expect(actions.slice(0, 2)).toEqual(['update distribution', 'validate certificate']);
    expect(plan.steps.find(({ action }) => action === 'update')?.state.kind).toBe('ready');
  });
});
