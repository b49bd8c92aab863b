import type { RequestedCertificate } from '../../../functions/reconciler/model/certificate.ts';
import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { distribution, ownTags } from '../../support/distribution-builders.ts';
import {
  API,
  accessDenied,
  aliasRecords,
  observedEdge,
  REMEDIATOR,
  requestedCertificate,
  TO_API,
  VALIDATION,
  validationRecord,
} from '../../support/edge-builders.ts';
import { SETTINGS, stepLines } from '../../support/plan-of.ts';

const REQUESTED = requestedCertificate({
  status: 'ISSUED',
  validation: validationRecord({ standing: [VALIDATION], writtenBy: 'this-tool' }),
});
const RELEASED = distribution(
  { enabled: false, alternateDomainNames: [], viewerCertificate: { source: 'cloudfront' } },
  { id: 'E1', tags: ownTags(undefined, { [TAG.deleting]: 'requested' }), status: 'Deployed' },
);
const SERVING = {
  source: 'acm',
  arn: REQUESTED.arn,
  minimumProtocolVersion: 'TLSv1.2_2021',
  sslSupportMethod: 'sni-only',
} as const;

function letGo(requested: readonly RequestedCertificate[], facts: Partial<ObservedEdge>) {
  const observed = observedEdge({
    aliasRecords: present(aliasRecords(TO_API)),
    requestedCertificates: present(requested),
    ...facts,
  });
  return planEdge({ kind: 'let-go', domainName: API, owner: REMEDIATOR, onDelete: 'restore' }, observed, SETTINGS);
}

function released(requested: readonly RequestedCertificate[], own: Distribution = RELEASED) {
  return letGo(requested, { distribution: present(own) });
}

describe('a certificate that was requested for an edge', () => {
  test('goes with its record after the distribution released it and before the distribution does', () => {
    const plan = released([REQUESTED]);

    expect(stepLines(plan)).toEqual([
      `1. delete certificate ${REQUESTED.arn}   [asked-for]   ready`,
      expect.stringContaining(`2. delete distribution E1   [asked-for]   after: delete certificate ${REQUESTED.arn}`),
    ]);
    expect(plan.steps[0]).toMatchObject({ remove: [VALIDATION], hostedZoneId: 'Z1' });
  });

  test('goes only when the update that releases it is Deployed', () => {
    const serving = distribution({ viewerCertificate: SERVING }, { id: 'E1', tags: RELEASED.tags, status: 'Deployed' });

    const plan = released([{ ...REQUESTED, inUseBy: [serving.arn] }], serving);

    const step = plan.steps.find(({ part, action }) => part === 'certificate' && action === 'delete');
    expect(step?.state).toEqual({ kind: 'blocked', by: expect.any(String) });
  });

  test('is waited for while ACM still lists the distribution that released it', () => {
    const plan = released([{ ...REQUESTED, inUseBy: [RELEASED.arn] }]);

    expect(stepLines(plan)[0]).toBe(
      `1. wait for ACM to see that nothing serves certificate ${REQUESTED.arn}   [asked-for]   AWS is working`,
    );
    expect(plan.steps.slice(1).every(({ state }) => state.kind === 'blocked')).toBe(true);
  });

  test('stays while it serves another distribution, and the edge goes', () => {
    const plan = released([{ ...REQUESTED, inUseBy: ['arn:aws:cloudfront::111111111111:distribution/E2'] }]);

    expect(plan.steps.map(({ part, action }) => `${action} ${part}`)).toEqual(['delete distribution']);
    expect(plan.notes).toEqual([
      `certificate ${REQUESTED.arn} stays, because it serves arn:aws:cloudfront::111111111111:distribution/E2`,
    ]);
  });

  test.each<[string, Partial<NonNullable<RequestedCertificate['validation']>>]>([
    ['was there before it', { writtenBy: 'somebody' }],
    ['renews another certificate too', { sharedWith: ['arn:aws:acm:eu-west-1:111111111111:certificate/api'] }],
    ['stands there no more', { standing: [] }],
    [
      'was changed since',
      { standing: [{ ...VALIDATION, target: { kind: 'values', ttlSeconds: 60, values: ['elsewhere.example.net'] } }] },
    ],
  ])('leaves a record that %s', (_, facts) => {
    const validation = validationRecord({ standing: [VALIDATION], writtenBy: 'this-tool', ...facts });

    const plan = released([{ ...REQUESTED, validation }]);

    expect(plan.steps[0]).toMatchObject({ part: 'certificate', action: 'delete', remove: [] });
  });

  test('goes last among several when it remembers writing the record', () => {
    const renewed = requestedCertificate({
      arn: 'arn:renewed',
      validation: validationRecord({ standing: [VALIDATION] }),
    });

    const plan = released([REQUESTED, renewed]);

    expect(plan.steps.map(({ target }) => target)).toEqual([
      'certificate arn:renewed',
      `certificate ${REQUESTED.arn}`,
      'distribution E1',
    ]);
  });

  test('goes without a distribution when this owner requested it, and stays when another did', () => {
    const other = { ...REQUESTED, arn: 'arn:other', owner: 'stack/bbbb/2222' };

    const plan = letGo([REQUESTED, other], { distribution: ABSENT });

    expect(plan.steps.map(({ target }) => target)).toEqual([`certificate ${REQUESTED.arn}`]);
  });

  test('keeps the distribution where it cannot be read, because nothing else would remember it', () => {
    const plan = letGo([], {
      distribution: present(RELEASED),
      requestedCertificates: unreadable(accessDenied('ACM', 'ListTagsForCertificate')),
    });

    expect(plan.steps).toEqual([]);
    expect(plan.verdicts).toEqual([
      expect.objectContaining({
        rule: 'EDGE-02',
        verdict: 'not-checked',
        subject: `certificates requested for ${API}`,
      }),
    ]);
  });
});

describe('an adopted distribution that is let go of', () => {
  const { [TAG.dnsBefore]: _, ...withoutMove } = ownTags();
  const tags = { ...withoutMove, [TAG.adopted]: 'yes' };

  test('keeps the certificate that it serves', () => {
    const adopted = distribution({ viewerCertificate: SERVING }, { id: 'E1', tags, status: 'Deployed' });

    const plan = released([{ ...REQUESTED, inUseBy: [adopted.arn] }], adopted);

    expect(plan.steps.map(({ action }) => action)).toEqual(['tag']);
    expect(plan.notes).toContain(`certificate ${REQUESTED.arn} stays, because it serves ${adopted.arn}`);
  });

  test('forgets its edge only after a certificate that it never served is gone', () => {
    const adopted = distribution({}, { id: 'E1', tags, status: 'Deployed' });

    const plan = released([REQUESTED], adopted);

    expect(plan.steps.map(({ action, state }) => `${action} ${state.kind}`)).toEqual(['delete ready', 'tag blocked']);
  });
});
