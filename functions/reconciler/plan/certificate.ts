import { type Certificate, unusableBecause } from '../model/certificate.ts';
import { servedAs, type ViewerCertificate } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { describeFailure } from '../model/failure.ts';
import { certificateNameCovers } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import type { RuleMode } from '../model/rules.ts';
import { planCertificateRequest } from './certificate-request.ts';
import { EMPTY_PART, notChecked, type PartPlan, refused } from './part-plan.ts';

export interface CertificatePlan {
  /** What is said about it; without steps. */
  readonly part: PartPlan;
  /** Requests one where the owner wants that. */
  readonly steps: readonly Step[];
  /** The certificate to serve; undefined: none may be chosen, and an attached one stays. */
  readonly certificate: Certificate | undefined;
  /** The one that is attached now, where it is usable. */
  readonly attached: Certificate | undefined;
}

const SOON_DAYS = 30;
/** ACM renews what it issued by itself, long before: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const RENEWAL_OVERDUE_DAYS = 3;

/**
 * EDGE-02: which certificate the edge serves. The owner's, else the attached one while it is usable (a healthy certificate is not swapped
 * for a prettier one), else the best of the account: an exact name before a wildcard, then the longest validity, then the ARN. One that is about to
 * expire gives way to one that outlasts it. Where there is none, one is requested if the owner wants that, and refused if not.
 */
export function planCertificate(
  edge: DesiredEdge,
  observed: ObservedEdge,
  mode: RuleMode = 'enforce',
): CertificatePlan {
  const subject = `viewer certificate for ${edge.domainName}`;
  if (observed.certificates.kind === 'unreadable') {
    return withoutChoice(notChecked('EDGE-02', subject, describeFailure(observed.certificates.failure)));
  }
  const candidates = observed.certificates.kind === 'present' ? observed.certificates.value : [];
  const usable = candidates.filter(
    (candidate) =>
      unusableBecause(candidate, edge.domainName, observed.now) === undefined &&
      coversWildcard(candidate, edge, observed),
  );
  const attached = attachedCertificate(observed);
  if (edge.certificateArn === undefined && attached?.source === 'iam') {
    const detail = `IAM server certificate ${attached.id} is attached; only ACM certificates are read`;
    return withoutChoice(notChecked('EDGE-02', subject, detail));
  }

  const now = usable.find((candidate) => attached?.source === 'acm' && candidate.arn === attached.arn);
  const chosen =
    edge.certificateArn !== undefined
      ? usable.find((candidate) => candidate.arn === edge.certificateArn)
      : lasting(now ?? best(usable, edge), usable, edge, observed.now);
  if (chosen !== undefined) {
    const part = { ...EMPTY_PART, notes: expiringSoon(chosen, observed.now) };
    return { part, steps: [], certificate: chosen, attached: now };
  }
  const isRequested = edge.requestCertificate === 'when-missing' && edge.certificateArn === undefined;
  return isRequested && mode === 'enforce'
    ? requestOne(edge, observed)
    : withoutChoice(refused('EDGE-02', subject, noneUsable(edge, candidates, observed.now)), now);
}

function withoutChoice(part: PartPlan, attached?: Certificate): CertificatePlan {
  return { part, steps: [], certificate: undefined, attached };
}

/** Where a wildcard stands for the name, the certificate stands for whatever else is served by it. */
function coversWildcard({ names }: Certificate, { domainName }: DesiredEdge, { distribution }: ObservedEdge): boolean {
  const carried = distribution.kind === 'present' ? servedAs(distribution.value.settings, domainName) : undefined;
  return carried === undefined || names.some((name) => certificateNameCovers(name, carried));
}

/** A distribution that exists keeps what it serves until there is something to exchange it for, and its other settings are corrected meanwhile. */
function requestOne(edge: DesiredEdge, observed: ObservedEdge): CertificatePlan {
  const { part, certificate } = planCertificateRequest(edge, observed);
  const isNew = observed.distribution.kind === 'absent';
  return {
    part: { ...part, steps: [] },
    steps: part.steps,
    certificate: isNew ? certificate : undefined,
    attached: undefined,
  };
}

function attachedCertificate(observed: ObservedEdge): ViewerCertificate | undefined {
  return observed.distribution.kind === 'present' ? observed.distribution.value.settings.viewerCertificate : undefined;
}

function best(usable: readonly Certificate[], edge: DesiredEdge): Certificate | undefined {
  const exact = (certificate: Certificate) => (certificate.names.includes(edge.domainName) ? 0 : 1);
  return [...usable].sort(
    (a, b) => exact(a) - exact(b) || (b.notAfter ?? '').localeCompare(a.notAfter ?? '') || a.arn.localeCompare(b.arn),
  )[0];
}

/** Looked for until it lasts, so that the next look finds nothing to exchange: every exchange at least doubles the time that is left. */
function lasting(
  served: Certificate | undefined,
  usable: readonly Certificate[],
  edge: DesiredEdge,
  now: string,
): Certificate | undefined {
  if (served === undefined || !isRunningOut(served, now)) return served;
  const longer = usable.filter((candidate) => daysLeft(candidate, now) > 2 * daysLeft(served, now));
  return longer.length === 0 ? served : lasting(best(longer, edge), usable, edge, now);
}

function isRunningOut(certificate: Certificate, now: string): boolean {
  return daysLeft(certificate, now) < (certificate.type === 'AMAZON_ISSUED' ? RENEWAL_OVERDUE_DAYS : SOON_DAYS);
}

function daysLeft({ notAfter }: Certificate, now: string): number {
  return notAfter === undefined ? Number.POSITIVE_INFINITY : (Date.parse(notAfter) - Date.parse(now)) / 86_400_000;
}

function noneUsable(edge: DesiredEdge, candidates: readonly Certificate[], now: string): string {
  const covering = candidates.filter(
    (candidate) =>
      candidate.arn === edge.certificateArn ||
      candidate.names.some((name) => certificateNameCovers(name, edge.domainName)),
  );
  const found = covering
    .map(
      (candidate) =>
        `${candidate.arn} ${unusableBecause(candidate, edge.domainName, now) ?? 'was not chosen by CertificateArn'}`,
    )
    .sort();
  const asked = edge.certificateArn === undefined ? '' : `${edge.certificateArn} asked for; `;
  return `certificate in us-east-1 for ${edge.domainName}: none is usable, ${asked}found ${found.length === 0 ? 'none that covers the name' : found.join(', ')}; request or import one in us-east-1 that names ${edge.domainName}`;
}

function expiringSoon(certificate: Certificate, now: string): readonly string[] {
  if (certificate.notAfter === undefined) return [];
  const days = Math.floor(daysLeft(certificate, now));
  return days < SOON_DAYS
    ? [`certificate ${certificate.arn} expires in ${days} days, on ${certificate.notAfter.slice(0, 10)}`]
    : [];
}
