import {
  type DistributionConfig,
  MinimumProtocolVersion,
  SSLSupportMethod,
  type ViewerCertificate,
} from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { certificateCovers } from './certificate-covers.ts';
import { invalidArgument, requireMembers, requireOneOf } from './invalid-argument.ts';
import { findUsableCertificate } from './viewer-certificate.ts';

const DEDICATED_IP_VERSIONS: readonly unknown[] = ['SSLv3', 'TLSv1'];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export function requireViewerCertificate(
  config: DistributionConfig,
  sent: ViewerCertificate | undefined,
  context: OperationContext,
): void {
  const names = config.Aliases?.Items ?? [];
  const certificate = config.ViewerCertificate;
  requireOneSource(sent);
  if (certificate?.CloudFrontDefaultCertificate !== true) {
    requireProtocolVersion(certificate);
    requireCoverage(names, certificate, context);
  } else if (names.length > 0 && config.ConnectionMode !== 'tenant-only') {
    throw invalidViewerCertificate(
      'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements',
    );
  }
}

function requireOneSource(sent: ViewerCertificate | undefined): void {
  const sources = [sent?.CloudFrontDefaultCertificate, sent?.ACMCertificateArn, sent?.IAMCertificateId].filter(Boolean);
  if (sources.length <= 1) return;
  throw invalidArgument(
    'The parameter ViewerCertificate must specify only one of CloudFrontDefaultCertificate, ACMCertificateArn, and IAMCertificateId.',
  );
}

function requireProtocolVersion(certificate: ViewerCertificate | undefined): void {
  requireMembers(certificate, ['SSLSupportMethod']);
  requireOneOf('SSLSupportMethod', certificate?.SSLSupportMethod, SSLSupportMethod);
  const { MinimumProtocolVersion: version } = certificate ?? {};
  const isKnown = Object.values<unknown>(MinimumProtocolVersion).includes(version);
  const isDedicatedIp = certificate?.SSLSupportMethod !== 'sni-only';
  if (isKnown && (isDedicatedIp ? DEDICATED_IP_VERSIONS.includes(version) : version !== 'SSLv3')) return;
  throw new ServiceError('InvalidMinimumProtocolVersion', 400, 'The minimum protocol version specified is not valid.');
}

function requireCoverage(
  names: readonly string[],
  certificate: ViewerCertificate | undefined,
  context: OperationContext,
): void {
  const usable = findUsableCertificate(certificate?.ACMCertificateArn, context);
  if (usable === undefined) {
    throw invalidViewerCertificate(
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    );
  }
  if (names.every((name) => certificateCovers(usable.subjectAlternativeNames, name))) return;
  throw invalidViewerCertificate(
    "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
  );
}

function invalidViewerCertificate(message: string): ServiceError {
  return new ServiceError('InvalidViewerCertificate', 400, message);
}
