import type { SecureVersion } from 'node:tls';

/**
 * What a viewer must speak at least. SSLv3 is in no TLS stack of today: that policy begins at TLS 1.0 here.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
export function minVersionOf(minimumProtocolVersion: string): SecureVersion {
  const [, version] = /^(TLSv1\.[123])_\d{4}$/.exec(minimumProtocolVersion) ?? [];
  return (version as SecureVersion | undefined) ?? 'TLSv1';
}
