import type {
  CertificateSummary,
  KeyAlgorithm,
  ListCertificatesCommandInput,
  ListCertificatesCommandOutput,
} from '@aws-sdk/client-acm';
import { ListCertificates$ } from '@aws-sdk/client-acm';
import type { Operation, OperationContext } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { ServiceError } from '../core/service-error.ts';
import { certificateUsers } from './certificate-users.ts';
import { checkListCertificates } from './list-certificates-rules.ts';
import { shownKeyAlgorithm } from './shown-key-algorithm.ts';
import { acmState, type Certificate, certificateStatus, defaultPageSize } from './state.ts';

type Output = Omit<ListCertificatesCommandOutput, '$metadata'>;

/** All others stay hidden unless `Includes.keyTypes` names them. */
const defaultKeyTypes: readonly KeyAlgorithm[] = ['RSA_1024', 'RSA_2048'];
const maxNamesInSummary = 100;

export const listCertificates: Operation<ListCertificatesCommandInput, Output> = {
  schema: ListCertificates$,
  run(input, context) {
    checkListCertificates(input);
    const { certificates } = context.world.state(acmState, context.account, context.region);
    const page = pageOf(
      [...certificates.values()].filter((certificate) => isAskedFor(certificate, input, context.clock.now())),
      {
        key: input.SortBy ? ({ createdAt, arn }) => `${createdAt.toISOString()} ${arn}` : ({ arn }) => arn,
        descending: input.SortOrder === 'DESCENDING',
        size: input.MaxItems ?? defaultPageSize,
        world: context.world,
        token: input.NextToken,
        badToken: () => new ServiceError('InvalidArgsException', 400, 'The NextToken is not valid.'),
      },
    );
    return {
      CertificateSummaryList: page.items.map((certificate) => toSummary(certificate, context)),
      NextToken: page.nextToken,
    };
  },
};

function isAskedFor(certificate: Certificate, input: ListCertificatesCommandInput, now: number): boolean {
  const { CertificateStatuses: statuses, CertificateKeyPairOrigins: origins, Includes } = input;
  const keyTypes = Includes?.keyTypes?.length ? Includes.keyTypes : defaultKeyTypes;
  return (
    keyTypes.includes(certificate.keyAlgorithm) &&
    (!statuses?.length || statuses.includes(certificateStatus(certificate, now))) &&
    (!origins?.length || origins.includes(originOf(certificate)))
  );
}

function originOf({ type }: Certificate) {
  return type === 'IMPORTED' ? 'CUSTOMER_PROVIDED' : 'AWS_MANAGED';
}

function toSummary(certificate: Certificate, context: OperationContext): CertificateSummary {
  const { arn, subjectAlternativeNames: names, type, issuedAt } = certificate;
  const isImported = type === 'IMPORTED';
  return {
    CertificateArn: arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNameSummaries: names.slice(0, maxNamesInSummary),
    HasAdditionalSubjectAlternativeNames: names.length > maxNamesInSummary,
    Status: certificateStatus(certificate, context.clock.now()),
    Type: type,
    KeyAlgorithm: shownKeyAlgorithm(certificate.keyAlgorithm),
    InUse: certificateUsers(arn, context).length > 0,
    RenewalEligibility: issuedAt && !isImported ? 'ELIGIBLE' : 'INELIGIBLE',
    NotBefore: certificate.notBefore,
    NotAfter: certificate.notAfter,
    CreatedAt: isImported ? undefined : certificate.createdAt,
    IssuedAt: isImported ? undefined : issuedAt,
    ImportedAt: isImported ? issuedAt : undefined,
    CertificateKeyPairOrigin: originOf(certificate),
  };
}
