import type { SecureVersion } from 'node:tls';
import { findCertificate } from '../../acm/state.ts';
import type { Certificates } from '../certificates.ts';
import type { SimulatedState } from '../simulated-state.ts';
import type { TlsProfile } from '../tls-front.ts';
import { findDomain, regionalEndpointOf, type ServedDomain } from './served-domain.ts';

/** How API Gateway speaks TLS under a server name: as the custom domain name says, and with its own certificate under any other name. */
export async function tlsProfileOf(
  serverName: string | undefined,
  region: string,
  { world, clock }: SimulatedState,
  certificates: Certificates,
): Promise<TlsProfile> {
  const domain = serverName === undefined ? undefined : findDomain(serverName, region, world);
  const certificate = findCertificate(world, (domain && regionalEndpointOf(domain)?.CertificateArn) ?? '');
  const credentials =
    certificate === undefined
      ? await certificates.issue({ names: [`*.execute-api.${region}.amazonaws.com`] })
      : await certificates.ofAcm(certificate, clock.now());
  const asksClient = domain?.record.domainName.MutualTlsAuthentication !== undefined;
  return {
    credentials,
    minVersion: minVersionOf(domain),
    ...(asksClient && { clientRoot: certificates.clientRootCertificate }),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html */
function minVersionOf(domain: ServedDomain | undefined): SecureVersion {
  const policy = domain?.record.enhancedSecurity?.policy ?? (domain && regionalEndpointOf(domain)?.SecurityPolicy);
  if (policy === 'TLS_1_0') return 'TLSv1';
  return policy?.startsWith('SecurityPolicy_TLS13_1_3') ? 'TLSv1.3' : 'TLSv1.2';
}
