import type { Certificate, RequestedCertificate } from '../../functions/reconciler/model/certificate.ts';
import { present } from '../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../functions/reconciler/model/observed-edge.ts';
import type { Step } from '../../functions/reconciler/model/plan.ts';
import { TAG } from '../../functions/reconciler/model/tags.ts';
import { certificate, requestedCertificate, validationRecord } from './edge-builders.ts';

type CertificateStep = Extract<Step, { part: 'certificate'; action: 'create' | 'validate' | 'delete' }>;

/** ACM's part of an edge that is played: a request is listed at once and validates as soon as its record stands. */
export function certificateApplied(observed: ObservedEdge, step: CertificateStep): ObservedEdge {
  switch (step.action) {
    case 'create':
      return withRequested(observed, (all) => [
        ...all,
        requestedCertificate({ owner: step.tags[TAG.owner] ?? '', validation: undefined }),
      ]);
    case 'validate': {
      const validation = validationRecord({ standing: [step.record], writtenBy: 'this-tool' });
      return withRequested(observed, (all) =>
        all.map((one) => (one.arn === step.certificateArn ? { ...one, validation } : one)),
      );
    }
    case 'delete':
      return withRequested(observed, (all) => all.filter(({ arn }) => arn !== step.certificateArn));
  }
}

/** A minute later ACM has named the record, or has seen it. */
export function certificatesWaited(observed: ObservedEdge): ObservedEdge {
  if (observed.requestedCertificates.kind !== 'present') return observed;
  return withRequested(observed, (all) => all.map(progressed));
}

function progressed(one: RequestedCertificate): RequestedCertificate {
  if (one.validation === undefined) return { ...one, validation: validationRecord() };
  return one.validation.standing.length > 0 ? { ...one, status: 'ISSUED' } : one;
}

function withRequested(
  observed: ObservedEdge,
  edit: (all: readonly RequestedCertificate[]) => readonly RequestedCertificate[],
): ObservedEdge {
  const { requestedCertificates: requested } = observed;
  const before = requested.kind === 'present' ? requested.value : [];
  const after = edit(before);
  const listed = after.map(({ arn, status }) => certificate({ arn, status }));
  const isOurs = ({ arn }: Certificate) => [...before, ...after].some((one) => one.arn === arn);
  const others = observed.certificates.kind === 'present' ? observed.certificates.value : [];
  return {
    ...observed,
    requestedCertificates: present(after),
    certificates: present([...others.filter((one) => !isOurs(one)), ...listed]),
  };
}
