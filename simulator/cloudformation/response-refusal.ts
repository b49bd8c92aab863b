import type { IncomingMessage } from 'node:http';
import type { ResponseFault } from './response-fault.ts';
import { expiryOf } from './response-url.ts';

export interface Refusal {
  readonly status: number;
  readonly error: string;
}

export interface PutContext {
  /** Whether CloudFormation signed this very path and query. */
  readonly isPresigned: boolean;
  readonly fault: ResponseFault | undefined;
  readonly now: number;
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/** Why S3 does not store what it was sent. The presigned signature covers the method and an empty content type. */
export function refusalOf(request: IncomingMessage, { isPresigned, fault, now }: PutContext): Refusal | undefined {
  if (fault?.kind === 'status') return refusal(fault.status, 'SimulatedFault', 'A simulated fault.');
  const isAsSigned = request.method === 'PUT' && (request.headers['content-type'] ?? '') === '';
  if (!isPresigned || !isAsSigned) return refusal(403, 'SignatureDoesNotMatch', MISMATCH);
  const expiry = expiryOf(new URL(request.url ?? '', 'https://bucket'));
  return expiry !== undefined && now >= expiry ? refusal(403, 'AccessDenied', 'Request has expired') : undefined;
}

function refusal(status: number, code: string, message: string): Refusal {
  const error = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, error };
}
