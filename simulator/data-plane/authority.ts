import { certify, createIdentity, type Identity, type Period, privateKeyOf } from './certify.ts';

/** On the wall clock. */
export type Validity = 'valid' | 'expired' | 'not-yet-valid';

/** What a TLS peer shows, in PEM. */
export interface Credentials {
  /** The certificate, then the chain without the root. */
  readonly cert: string;
  readonly key: string;
}

export interface LeafRequest {
  readonly names: readonly string[];
  readonly validity: Validity;
  readonly usage: 'server' | 'client';
}

export interface Authority {
  /** PEM. */
  readonly rootCertificate: string;
  issue(request: LeafRequest): Promise<Credentials>;
}

const DAY_MILLIS = 86_400_000;

/** A root and the intermediate authority that it signed, which signs everything else. */
export async function createAuthority(name: string, wallClock: () => number): Promise<Authority> {
  const root = await createIdentity(`${name} Root`);
  const intermediate = await createIdentity(`${name} Intermediate`);
  const period = periodOf('valid', wallClock());
  const intermediateCertificate = await certify(intermediate, root, period, { kind: 'authority' });

  return {
    rootCertificate: await certify(root, root, period, { kind: 'authority' }),
    async issue(request) {
      const subject = await createIdentity(commonNameOf(request));
      const { cert, key } = await toCredentials(subject, intermediate, request, wallClock());
      return { cert: `${cert}${intermediateCertificate}`, key };
    },
  };
}

export async function issueSelfSigned(request: LeafRequest, wallClock: () => number): Promise<Credentials> {
  const subject = await createIdentity(commonNameOf(request));
  return toCredentials(subject, subject, request, wallClock());
}

async function toCredentials(
  subject: Identity,
  issuer: Identity,
  { names, usage, validity }: LeafRequest,
  now: number,
): Promise<Credentials> {
  return {
    cert: await certify(subject, issuer, periodOf(validity, now), { kind: usage, names }),
    key: privateKeyOf(subject),
  };
}

function periodOf(validity: Validity, now: number): Period {
  const bounds = { valid: [-365, 3650], expired: [-365, -1], 'not-yet-valid': [1, 365] } as const;
  const [start, end] = bounds[validity];
  return { notBefore: now + start * DAY_MILLIS, notAfter: now + end * DAY_MILLIS };
}

/** A common name has 64 characters at most; it is the alternative names that are checked. */
function commonNameOf({ names }: LeafRequest): string {
  return (names[0] ?? '').slice(0, 64);
}
