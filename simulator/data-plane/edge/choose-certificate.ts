import { findCertificate } from '../../acm/state.ts';
import type { Credentials } from '../authority.ts';
import type { SimulatedState } from '../simulated-state.ts';
import type { EdgeGround } from './edge-ground.ts';
import type { EdgeLocation } from './edge-locations.ts';
import { findServed } from './served-distributions.ts';

/** The certificate that a location shows for a server name, and under which conditions. */
export interface ServedCertificate {
  readonly names: readonly string[];
  /** Of the distribution it stands on; undefined for CloudFront's own certificate. */
  readonly account: string | undefined;
  readonly arn: string | undefined;
  readonly minimumProtocolVersion: string;
}

const CLOUDFRONT_CERTIFICATE: ServedCertificate = {
  names: ['*.cloudfront.net', 'cloudfront.net'],
  account: undefined,
  arn: undefined,
  minimumProtocolVersion: 'TLSv1',
};

/** That of the distribution that has the name as an alternate domain name; CloudFront's own for every other name and for none. */
export function chooseCertificate(
  serverName: string | undefined,
  location: EdgeLocation,
  simulator: SimulatedState,
): ServedCertificate {
  const served = serverName === undefined ? undefined : findServed(serverName, location, simulator);
  const { ACMCertificateArn: arn, MinimumProtocolVersion } = served?.config.ViewerCertificate ?? {};
  if (served === undefined || arn === undefined || served.distribution.domainName === serverName) {
    return CLOUDFRONT_CERTIFICATE;
  }
  return {
    names: findCertificate(simulator.world, arn)?.subjectAlternativeNames ?? [],
    account: served.account,
    arn,
    minimumProtocolVersion: MinimumProtocolVersion ?? 'TLSv1',
  };
}

export function credentialsOf({ arn, names }: ServedCertificate, ground: EdgeGround): Promise<Credentials> {
  const { certificates, simulator } = ground;
  const certificate = arn === undefined ? undefined : findCertificate(simulator.world, arn);
  return certificate === undefined
    ? certificates.issue({ names })
    : certificates.ofAcm(certificate, simulator.clock.now());
}
