import type { DomainName, DomainNameConfiguration } from '@aws-sdk/client-apigatewayv2';
import { certificateUse } from '../acm/certificate-use.ts';
import { type Certificate, certificateStatus, findCertificate } from '../acm/state.ts';
import type { OperationContext } from '../core/operation.ts';
import { badRequest } from './refusals.ts';

interface MutualTls {
  readonly TruststoreUri?: string | undefined;
}

/** The certificates a domain name would have: its own, and for mutual TLS with a foreign one, a proof of ownership. */
export function checkDomainCertificates(
  context: OperationContext,
  name: string,
  configuration: DomainNameConfiguration,
  mutualTls: MutualTls | undefined,
): void {
  const certificate = usableCertificate(context, name, configuration.CertificateArn);
  const proof = configuration.OwnershipVerificationCertificateArn;
  const needsProof = Boolean(mutualTls?.TruststoreUri) && certificate.type !== 'AMAZON_ISSUED';
  if (needsProof && proof === undefined) {
    throw badRequest('Missing ownershipVerificationCertificate.');
  }
  if (proof !== undefined) {
    checkProof(context, name, proof, needsProof);
  }
}

/** Writes which certificates a domain name uses now, for ACM. */
export function useCertificates(
  context: OperationContext,
  before: DomainName | undefined,
  after: DomainName | undefined,
): void {
  const use = context.world.state(certificateUse, context.account);
  for (const arn of certificatesOf(before)) {
    use.get(arn)?.delete(before?.DomainNameArn ?? '');
  }
  for (const arn of certificatesOf(after)) {
    use.set(arn, new Set([...(use.get(arn) ?? []), after?.DomainNameArn ?? '']));
  }
}

function usableCertificate(context: OperationContext, name: string, arn: string | undefined): Certificate {
  if (arn === undefined || arn === '') {
    throw badRequest('A certificate was not provided for the endpoint type REGIONAL.');
  }
  checkPlace(context, arn);
  const certificate = findCertificate(context.world, arn);
  if (certificate === undefined) {
    throw badRequest('The provided certificate does not exist.');
  }
  const status = certificateStatus(certificate, context.clock.now());
  if (status !== 'ISSUED') {
    throw badRequest(`The provided certificate is not usable: its status is ${status}.`);
  }
  if (!certificate.subjectAlternativeNames.some((each) => covers(each, name))) {
    throw badRequest(`The provided certificate does not cover the domain name ${name}.`);
  }
  return certificate;
}

function checkPlace(context: OperationContext, arn: string): void {
  const [, , service, region, account] = arn.split(':');
  if (service !== 'acm') {
    throw badRequest(`Invalid certificate ARN: ${arn}.`);
  }
  if (region !== context.region) {
    throw badRequest(`Invalid certificate ARN: ${arn}. Certificate must be in '${context.region}'.`);
  }
  if (account !== context.account) {
    throw badRequest('The certificate provided must be owned by the account creating the domain.');
  }
}

function checkProof(context: OperationContext, name: string, arn: string, isNeeded: boolean): void {
  if (!isNeeded) {
    throw badRequest(
      'ownershipVerificationCertificateArn is only supported with mutual TLS and an imported or private certificate.',
    );
  }
  if (usableCertificate(context, name, arn).type !== 'AMAZON_ISSUED') {
    throw badRequest('The ownership verification certificate must be a public certificate issued by ACM.');
  }
}

/** A wildcard stands for exactly one label; a wildcard domain name needs the same wildcard in the certificate. */
function covers(certificateName: string, name: string): boolean {
  const wildcard = `*${name.slice(name.indexOf('.'))}`;
  return certificateName === name || (certificateName === wildcard && !name.startsWith('*.'));
}

function certificatesOf(domainName: DomainName | undefined): string[] {
  return (domainName?.DomainNameConfigurations ?? [])
    .flatMap((each) => [each.CertificateArn, each.OwnershipVerificationCertificateArn])
    .filter((arn) => arn !== undefined);
}
