import { describeRecordSet, type RecordSet } from '../model/alias-records.ts';
import { isSameRecord, type RequestedCertificate, type ValidationRecord } from '../model/certificate.ts';
import type { Distribution } from '../model/distribution.ts';
import { describeFailure } from '../model/failure.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { EMPTY_PART, notChecked, type PartPlan, READY, waitingFor } from './part-plan.ts';
import { placeOf } from './zone-place.ts';

/** ACM learns within minutes that a distribution released a certificate. */
const RELEASE_POLL_SECONDS = 30;

/** The edge's own distribution: it gives the certificate free, or stays as it is. */
export interface OwnDistribution {
  readonly distribution: Distribution;
  readonly fate: 'released' | 'kept';
}

/**
 * Certificates that this tool requested for an edge that is let go of. They go before the distribution does, whose tags remember that there is
 * something to finish. What serves anybody else stays, and so does a record by which another certificate renews.
 */
export function letGoOfRequested(
  { requestedCertificates: requested, domainName }: ObservedEdge,
  own: OwnDistribution | undefined,
  isOurs: (certificate: RequestedCertificate) => boolean = () => true,
): PartPlan {
  if (requested.kind === 'unreadable')
    return notChecked('EDGE-02', `certificates requested for ${domainName}`, describeFailure(requested.failure));
  const ours = requested.kind === 'present' ? requested.value.filter(isOurs) : [];
  const parts = lastWhoWrote(ours).map((certificate) => letGoOfOne(certificate, own));
  return { ...EMPTY_PART, steps: parts.flatMap(({ steps }) => steps), notes: parts.flatMap(({ notes }) => notes) };
}

/** Certificates of one name have one record. The one that remembers writing it goes last, when nothing else renews by it. */
function lastWhoWrote(ours: readonly RequestedCertificate[]): readonly RequestedCertificate[] {
  const wrote = ({ validation }: RequestedCertificate) => (validation?.writtenBy === 'this-tool' ? 1 : 0);
  return ours.toSorted((a, b) => wrote(a) - wrote(b));
}

function letGoOfOne(certificate: RequestedCertificate, own: OwnDistribution | undefined): PartPlan {
  const { arn, inUseBy } = certificate;
  const attached = own?.distribution.settings.viewerCertificate;
  const isAttached = attached?.source === 'acm' && attached.arn === arn;
  const isKept = isAttached && own?.fate === 'kept';
  const users = inUseBy.filter((user) => isKept || user !== own?.distribution.arn);
  if (isKept || users.length > 0) {
    const served = users.length > 0 ? users.join(', ') : own?.distribution.arn;
    return { ...EMPTY_PART, notes: [`certificate ${arn} stays, because it serves ${served}`] };
  }
  const isLagging = inUseBy.length > 0 && !isAttached;
  return { ...EMPTY_PART, steps: [...(isLagging ? [waitForRelease(arn)] : []), deleteStep(certificate)] };
}

function waitForRelease(arn: string): Step {
  const what = `ACM to see that nothing serves certificate ${arn}`;
  const state = waitingFor(what, RELEASE_POLL_SECONDS);
  return { part: 'certificate', action: 'wait', target: what, changes: [], because: ['asked-for'], state };
}

function deleteStep({ arn, validation }: RequestedCertificate): Step {
  const remove = validation === undefined ? [] : removable(validation);
  return {
    part: 'certificate',
    action: 'delete',
    target: `certificate ${arn}`,
    certificateArn: arn,
    ...(validation?.zone === undefined ? { hostedZoneId: '' } : placeOf(validation.zone)),
    remove,
    changes: remove.map((record) => ({
      path: `${record.name} record`,
      before: describeRecordSet(record),
      after: undefined,
      because: ['asked-for'],
    })),
    because: ['asked-for'],
    state: READY,
  };
}

/** Only what this tool wrote, and only as it wrote it. */
function removable({ record, standing, writtenBy, sharedWith }: ValidationRecord): readonly RecordSet[] {
  if (writtenBy === 'somebody' || sharedWith.length > 0) return [];
  return standing.filter((one) => isSameRecord(one, record));
}
