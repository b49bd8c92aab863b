import { createHash } from 'node:crypto';
import type { CertificateStatus, CertificateType, DomainStatus, KeyAlgorithm } from '@aws-sdk/client-acm';
import type { StateKey, World } from '../core/world.ts';

/** How far one name of a requested certificate is validated. */
export interface NameValidation {
  readonly domainName: string;
  readonly method: 'DNS' | 'EMAIL';
  status: DomainStatus;
  /** CNAME that proves control of the name; ACM names it a few seconds after the request. */
  record: { readonly name: string; readonly value: string } | undefined;
}

export interface Certificate {
  readonly arn: string;
  readonly domainName: string;
  /** Includes `domainName`. */
  readonly subjectAlternativeNames: readonly string[];
  readonly type: CertificateType;
  readonly keyAlgorithm: KeyAlgorithm;
  readonly createdAt: Date;
  readonly validations: readonly NameValidation[];
  /** As stored; `certificateStatus` tells an issued certificate from an expired one. */
  status: CertificateStatus;
  issuedAt: Date | undefined;
  notBefore: Date | undefined;
  notAfter: Date | undefined;
}

export interface AcmState {
  /** By ARN. */
  readonly certificates: Map<string, Certificate>;
  readonly idempotencyTokens: Map<string, { readonly arn: string; readonly usedAt: number }>;
}

/** Kept per account and Region. */
export const acmState: StateKey<AcmState> = {
  name: 'acm',
  create: () => ({ certificates: new Map(), idempotencyTokens: new Map() }),
};

/** Small, so that paging is always exercised. AWS returns up to 1000 when nothing is asked. */
export const defaultPageSize = 3;
export const maxPageSize = 1000;

/** ACM's certificates live for 13 months. */
export const lifetimeDays = 395;

export interface CertificateFields {
  /** @default an ARN derived from account, Region and names */
  readonly arn?: string;
  readonly domainName: string;
  /** @default the domain name alone */
  readonly subjectAlternativeNames?: readonly string[];
  /** @default ISSUED */
  readonly status?: CertificateStatus;
  /** @default RSA_2048 */
  readonly keyAlgorithm?: KeyAlgorithm;
  /** @default AMAZON_ISSUED */
  readonly type?: CertificateType;
  /** @default 2026-01-01, the start of simulated time */
  readonly issuedAt?: Date;
  /** @default 395 days after `issuedAt` */
  readonly notAfter?: Date;
}

/** Seeds a certificate, as an estate's starting point, and returns its ARN. */
export function putCertificate(world: World, account: string, region: string, fields: CertificateFields): string {
  const { domainName, subjectAlternativeNames = [domainName], issuedAt = new Date('2026-01-01T00:00:00Z') } = fields;
  const { certificates } = world.state(acmState, account, region);
  const arn = fields.arn ?? certificateArn(account, region, seededId([account, region, domainName, certificates.size]));
  certificates.set(arn, {
    arn,
    domainName,
    subjectAlternativeNames: [...new Set([domainName, ...subjectAlternativeNames])],
    type: fields.type ?? 'AMAZON_ISSUED',
    keyAlgorithm: fields.keyAlgorithm ?? 'RSA_2048',
    createdAt: issuedAt,
    validations: [],
    status: fields.status ?? 'ISSUED',
    issuedAt,
    notBefore: issuedAt,
    notAfter: fields.notAfter ?? daysAfter(issuedAt, lifetimeDays),
  });
  return arn;
}

/** The certificate of this ARN in whatever account and Region, for the services that check certificates. */
export function findCertificate(world: World, arn: string): Certificate | undefined {
  const [, , , region = '', account = ''] = arn.split(':');
  return world.state(acmState, account, region).certificates.get(arn);
}

/** The status at this moment: an issued certificate expires by itself. */
export function certificateStatus({ status, notAfter }: Certificate, now: number): CertificateStatus {
  return status === 'ISSUED' && notAfter !== undefined && now > notAfter.getTime() ? 'EXPIRED' : status;
}

export function certificateArn(account: string, region: string, id: string): string {
  return `arn:aws:acm:${region}:${account}:certificate/${id}`;
}

export function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}

function seededId(parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(parts.join('|')).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
