import type { ViewerCertificate } from '@aws-sdk/client-cloudfront';

const DEFAULT_CERTIFICATE: ViewerCertificate = {
  CloudFrontDefaultCertificate: true,
  SSLSupportMethod: 'vip',
  MinimumProtocolVersion: 'TLSv1',
  CertificateSource: 'cloudfront',
};

/**
 * The certificate as AWS answers it. The legacy pair `Certificate` and `CertificateSource` repeats what the newer members
 * say; a caller who still sends only the pair is understood.
 */
export function viewerCertificateDefaults(sent: ViewerCertificate | undefined): ViewerCertificate {
  const custom = customCertificate(sent);
  if (custom === undefined) return DEFAULT_CERTIFICATE;
  return {
    ...custom,
    CloudFrontDefaultCertificate: false,
    SSLSupportMethod: sent?.SSLSupportMethod,
    MinimumProtocolVersion: sent?.MinimumProtocolVersion ?? 'TLSv1',
  };
}

function customCertificate(sent: ViewerCertificate | undefined): ViewerCertificate | undefined {
  const legacy = sent?.CloudFrontDefaultCertificate ? undefined : sent?.Certificate;
  const acm = sent?.ACMCertificateArn || (sent?.CertificateSource === 'acm' ? legacy : undefined);
  if (acm) return { ACMCertificateArn: acm, Certificate: acm, CertificateSource: 'acm' };
  const iam = sent?.IAMCertificateId || (sent?.CertificateSource === 'iam' ? legacy : undefined);
  return iam ? { IAMCertificateId: iam, Certificate: iam, CertificateSource: 'iam' } : undefined;
}
