import type { EdgeLook } from './model/look.ts';

/**
 * Whether an edge that is let go has nothing more to do with anybody: its records are back and drained, and its distribution is disabled and holds
 * neither the name nor a certificate. What is left (waiting until it is Deployed, deleting) any later look finishes, by the tag `deleting`.
 */
export function isReleased({ target, observed, plan }: EdgeLook): boolean {
  if (target.kind !== 'let-go' || observed.distribution.kind !== 'present') return false;
  const { enabled, alternateDomainNames, viewerCertificate } = observed.distribution.value.settings;
  const isDetached = !enabled && alternateDomainNames.length === 0 && viewerCertificate.source === 'cloudfront';
  const isUndecided = plan.refusals.length > 0 || plan.verdicts.length > 0;
  return isDetached && !isUndecided && !plan.steps.some(({ part }) => part === 'alias-records');
}
