// The X.509 library wants it loaded first.
import 'reflect-metadata';
import { KeyObject, type webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** Who a certificate is for, or who signs it. */
export interface Identity {
  readonly commonName: string;
  readonly keys: CryptoKeyPair;
}

export interface Period {
  readonly notBefore: number;
  readonly notAfter: number;
}

export type Purpose =
  | { readonly kind: 'authority' }
  | { readonly kind: 'server' | 'client'; readonly names: readonly string[] };

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' };
const EXTENDED_KEY_USAGE = { server: ExtendedKeyUsage.serverAuth, client: ExtendedKeyUsage.clientAuth };

/** P-256: its keys are quick to make. */
export async function createIdentity(commonName: string): Promise<Identity> {
  return { commonName, keys: await crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']) };
}

/** An X.509 certificate in PEM. */
export async function certify(subject: Identity, issuer: Identity, period: Period, purpose: Purpose): Promise<string> {
  const certificate = await X509CertificateGenerator.create({
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    publicKey: subject.keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: SIGNATURE_ALGORITHM,
    notBefore: new Date(period.notBefore),
    notAfter: new Date(period.notAfter),
    extensions: [
      ...extensionsFor(purpose),
      await SubjectKeyIdentifierExtension.create(subject.keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** In PEM. */
export function privateKeyOf({ keys }: Identity): string {
  return KeyObject.from(keys.privateKey as webcrypto.CryptoKey)
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

function nameOf({ commonName }: Identity) {
  return [{ CN: [commonName] }];
}

function extensionsFor(purpose: Purpose): Extension[] {
  if (purpose.kind === 'authority') {
    return [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
  }
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([EXTENDED_KEY_USAGE[purpose.kind]]),
    new SubjectAlternativeNameExtension(purpose.names.map((value) => ({ type: 'dns' as const, value }))),
  ];
}
