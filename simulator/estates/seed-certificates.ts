import { daysAfter, lifetimeDays, putCertificate } from '../acm/state.ts';
import { resourceTags } from '../core/resource-tags.ts';
import type { CertificateEstate } from './estate.ts';
import { EstateError } from './estate-error.ts';
import type { Seeding } from './seeding.ts';

const DEFAULT_EXPIRY_DAYS = 300;

/** Certificates in any status: validation, which ACM would want first, is not the subject of an estate. */
export function seedCertificates(seeding: Seeding, certificates: Readonly<Record<string, CertificateEstate>>): void {
  for (const [name, certificate] of Object.entries(certificates)) {
    const arn = seedCertificate(seeding, certificate, `${seeding.path}.certificates.${name}`);
    const { account, names } = seeding;
    names.add('certificate', name, { account, region: certificate.region, value: arn });
    if (certificate.tags !== undefined) {
      const tags = seeding.context(certificate.region).world.state(resourceTags, account);
      tags.set(arn, new Map(Object.entries(certificate.tags)));
    }
  }
}

function seedCertificate(seeding: Seeding, certificate: CertificateEstate, path: string): string {
  const { region, names, status, keyAlgorithm, type, expiresInDays = DEFAULT_EXPIRY_DAYS } = certificate;
  const [domainName] = names;
  if (domainName === undefined) {
    throw new EstateError([`${path}.names: must have at least one name`]);
  }
  const { world, clock } = seeding.context(region);
  const notAfter = daysAfter(new Date(clock.now()), expiresInDays);
  return putCertificate(world, seeding.account, region, {
    domainName,
    subjectAlternativeNames: names,
    status,
    keyAlgorithm,
    type,
    issuedAt: daysAfter(notAfter, -lifetimeDays),
    notAfter,
  });
}
