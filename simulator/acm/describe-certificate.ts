import type {
  CertificateDetail,
  DescribeCertificateCommandInput,
  DescribeCertificateCommandOutput,
  DomainValidation,
} from '@aws-sdk/client-acm';
import { DescribeCertificate$ } from '@aws-sdk/client-acm';
import type { Operation, OperationContext } from '../core/operation.ts';
import { askCertificate } from './ask-certificate.ts';
import { certificateUsers } from './certificate-users.ts';
import { shownKeyAlgorithm } from './shown-key-algorithm.ts';
import { type Certificate, certificateStatus, type NameValidation } from './state.ts';

type Output = Omit<DescribeCertificateCommandOutput, '$metadata'>;

export const describeCertificate: Operation<DescribeCertificateCommandInput, Output> = {
  schema: DescribeCertificate$,
  run: ({ CertificateArn }, context) => ({ Certificate: toDetail(askCertificate(CertificateArn, context), context) }),
};

function toDetail(certificate: Certificate, context: OperationContext): CertificateDetail {
  const { arn, domainName, type, issuedAt } = certificate;
  const isImported = type === 'IMPORTED';
  return {
    CertificateArn: arn,
    DomainName: domainName,
    SubjectAlternativeNames: [...certificate.subjectAlternativeNames],
    DomainValidationOptions: isImported ? undefined : certificate.validations.map(toDomainValidation),
    Subject: `CN=${domainName}`,
    Issuer: isImported ? 'Simulated authority' : 'Amazon',
    CreatedAt: isImported ? undefined : certificate.createdAt,
    IssuedAt: isImported ? undefined : issuedAt,
    ImportedAt: isImported ? issuedAt : undefined,
    Status: certificateStatus(certificate, context.clock.now()),
    NotBefore: certificate.notBefore,
    NotAfter: certificate.notAfter,
    KeyAlgorithm: shownKeyAlgorithm(certificate.keyAlgorithm),
    InUseBy: [...certificateUsers(arn, context)],
    Type: type,
    RenewalEligibility: issuedAt && !isImported ? 'ELIGIBLE' : 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED' },
    CertificateKeyPairOrigin: isImported ? 'CUSTOMER_PROVIDED' : 'AWS_MANAGED',
  };
}

function toDomainValidation({ domainName, method, status, record }: NameValidation): DomainValidation {
  return {
    DomainName: domainName,
    ValidationDomain: domainName,
    ValidationMethod: method,
    ValidationStatus: status,
    ResourceRecord: record && { Name: record.name, Type: 'CNAME', Value: record.value },
  };
}
