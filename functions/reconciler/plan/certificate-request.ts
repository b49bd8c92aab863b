/**
 * EDGE-02 where no certificate can be served and the edge wants one requested: request, validate through DNS, wait.
 *
 *   certificates of ours                       | plan
 *   there is none                              | request it → validation record → ISSUED
 *   PENDING_VALIDATION, record not named yet   | wait → validation record → ISSUED
 *   PENDING_VALIDATION, nothing at the record  | validation record → ISSUED
 *   PENDING_VALIDATION, the record stands      | wait until ISSUED
 *   something else stands at the record        | refused: it is not ours to overwrite
 *   FAILED, VALIDATION_TIMED_OUT               | refused: another request would end the same way
 *   no zone, or several, could hold the record | refused before anything is requested
 */
import { createHash } from 'node:crypto';
import { describeRecordSet, describeZone, type HostedZone, type RecordSet } from '../model/alias-records.ts';
import {
  type Certificate,
  isSameRecord,
  type RequestedCertificate,
  type ValidationRecord,
} from '../model/certificate.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { describeFailure } from '../model/failure.ts';
import { type DomainName, domainNameFromAws, isWithinZone } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { certificateTags } from '../model/owner-tags.ts';
import type { Step, StepState } from '../model/plan.ts';
import { EMPTY_PART, notChecked, type PartPlan, READY, refused, verdict, waitingFor } from './part-plan.ts';
import { placeOf, placesAsked } from './zone-place.ts';

/** ACM names the record within seconds, and issues within minutes of seeing it. */
const NAMING_POLL_SECONDS = 5;
const ISSUE_POLL_SECONDS = 15;
const GIVEN_UP = ['FAILED', 'VALIDATION_TIMED_OUT'];
/** Stands for the value that ACM will name. */
export const UNNAMED_RECORD_VALUE = 'named by ACM';

export interface CertificateRequestPlan {
  readonly part: PartPlan;
  /** undefined: nothing is under way. */
  readonly certificate: Certificate | undefined;
}

export function planCertificateRequest(edge: DesiredEdge, observed: ObservedEdge): CertificateRequestPlan {
  const subject = `viewer certificate for ${edge.domainName}`;
  const { requestedCertificates: requested, aliasRecords } = observed;
  for (const part of [requested, aliasRecords]) {
    if (part.kind === 'unreadable') return only(notChecked('EDGE-02', subject, describeFailure(part.failure)));
  }
  const zone = aliasRecords.kind === 'present' ? aliasRecords.value.zone : undefined;
  const rivals = aliasRecords.kind === 'present' ? aliasRecords.value.rivalZones : [];
  if (zone === undefined || rivals.length > 0 || !isWithinZone(zone.name, edge.domainName))
    return only(refused('EDGE-02', subject, noZone(edge, observed, zone, rivals)));

  const ours = requested.kind === 'present' ? requested.value : [];
  const pending = ours.find(({ status }) => status === 'PENDING_VALIDATION');
  const givenUp = ours.find(({ status }) => GIVEN_UP.includes(status));
  if (pending === undefined && givenUp !== undefined)
    return only(refused('EDGE-02', subject, gaveUp(edge, zone, givenUp)));

  const foreign = standingAgainst(pending?.validation);
  if (foreign !== undefined) return only(refused('EDGE-02', subject, foreign));
  const word = verdict('EDGE-02', 'drift', subject, { before: 'none usable', after: pending?.arn ?? 'requested' });
  const steps = pending === undefined ? requestSteps(edge, zone) : pendingSteps(edge, zone, pending);
  return { part: { ...EMPTY_PART, steps, verdicts: [word] }, certificate: certificateToCome(edge, pending) };
}

function only(part: PartPlan): CertificateRequestPlan {
  return { part, certificate: undefined };
}

/** What a distribution will serve, so that a person sees the whole way; the step that carries it is blocked until there is one. */
function certificateToCome({ domainName }: DesiredEdge, pending: RequestedCertificate | undefined): Certificate {
  return {
    arn: pending?.arn ?? 'the requested certificate',
    names: [domainName],
    status: 'PENDING_VALIDATION',
    notAfter: undefined,
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
  };
}

function requestSteps(edge: DesiredEdge, zone: HostedZone): readonly Step[] {
  const because = ['EDGE-02'] as const;
  const change = (path: string, after: string) => ({ path, before: undefined, after, because });
  const request: Step = {
    part: 'certificate',
    action: 'create',
    target: `certificate for ${edge.domainName} in us-east-1`,
    domainName: edge.domainName,
    idempotencyToken: idempotencyToken(edge.domainName),
    tags: certificateTags(edge),
    changes: [
      change('DomainName', edge.domainName),
      change('ValidationMethod', 'DNS'),
      change('KeyAlgorithm', 'RSA_2048'),
    ],
    because,
    state: READY,
  };
  return [request, validateStep(edge, zone, '', unnamedRecord(edge.domainName)), issueStep(edge, READY)];
}

/** Letters, digits and `_`, 32 at most: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
function idempotencyToken(domainName: DomainName): string {
  return `secure_api_edge_${createHash('sha256').update(domainName).digest('hex').slice(0, 16)}`;
}

function pendingSteps(edge: DesiredEdge, zone: HostedZone, pending: RequestedCertificate): readonly Step[] {
  const what = `certificate for ${edge.domainName} to be ISSUED`;
  const { arn, validation } = pending;
  if (validation === undefined) {
    const naming = `ACM to name the validation record of ${edge.domainName}`;
    return [
      waitStep(naming, waitingFor(naming, NAMING_POLL_SECONDS)),
      validateStep(edge, zone, arn, unnamedRecord(edge.domainName)),
      issueStep(edge, READY),
    ];
  }
  const issuing = issueStep(edge, waitingFor(what, ISSUE_POLL_SECONDS, { kind: 'validation', certificateArn: arn }));
  if (validation.standing.length > 0) return [issuing];
  return [validateStep(edge, validation.zone ?? zone, arn, validation.record), issuing];
}

/** Stands for the record that ACM will name; the step that carries it is blocked until then. */
function unnamedRecord(domainName: DomainName): RecordSet {
  const base = domainName.replace(/^\*\./, '');
  const target = { kind: 'values', ttlSeconds: 300, values: [UNNAMED_RECORD_VALUE] } as const;
  return { name: domainNameFromAws(`_.${base}`), type: 'CNAME', setIdentifier: undefined, target };
}

function validateStep(edge: DesiredEdge, zone: HostedZone, certificateArn: string, record: RecordSet): Step {
  return {
    part: 'certificate',
    action: 'validate',
    target: `certificate for ${edge.domainName} by a record in zone ${describeZone(zone)}`,
    certificateArn,
    ...placeOf(zone),
    record,
    changes: [
      { path: `${record.name} record`, before: undefined, after: describeRecordSet(record), because: ['EDGE-02'] },
    ],
    because: ['EDGE-02'],
    state: READY,
  };
}

function issueStep({ domainName }: DesiredEdge, state: StepState): Step {
  return waitStep(`certificate for ${domainName} to be ISSUED`, state);
}

function waitStep(target: string, state: StepState): Step {
  return { part: 'certificate', action: 'wait', target, changes: [], because: ['EDGE-02'], state };
}

function noZone(
  edge: DesiredEdge,
  observed: ObservedEdge,
  zone: HostedZone | undefined,
  rivals: readonly HostedZone[],
): string {
  const found = zone === undefined ? 'none found' : [zone, ...rivals].map(describeZone).sort().join(', ');
  return `certificate for ${edge.domainName}: needs the one public hosted zone of ${placesAsked(observed)} that holds the name, for its validation record, got ${found}; name the zone (HostedZoneId) or import a certificate into us-east-1`;
}

function gaveUp(edge: DesiredEdge, zone: HostedZone, { arn, status, failureReason }: RequestedCertificate): string {
  const got = failureReason === undefined ? status : `${status} (${failureReason})`;
  const cause =
    status === 'VALIDATION_TIMED_OUT'
      ? `see that ${edge.domainName} is delegated to zone ${describeZone(zone)}`
      : 'remove the reason that ACM gives';
  return `certificate ${arn}: was requested for ${edge.domainName} and not issued, got ${got}; ${cause}, delete the certificate, then look again`;
}

/** An equal record is fine, whoever wrote it; ACM names the same one for every certificate of the account that has the name. */
function standingAgainst(validation: ValidationRecord | undefined): string | undefined {
  const wanted = validation?.record;
  if (validation === undefined || wanted === undefined) return undefined;
  const foreign = validation.standing.filter((record) => !isSameRecord(record, wanted));
  if (foreign.length === 0) return undefined;
  const found = foreign.map(describeRecordSet).sort().join(', ');
  return `validation record ${wanted.name} in zone ${validation.zone?.id}: something else stands there, got ${found}; remove it, then look again`;
}
