import { accessKeySessions } from './access-key-sessions.ts';
import { ServiceError } from './service-error.ts';
import type { WireRequest } from './wire-codec.ts';
import type { World } from './world.ts';

/** Who signed a request, for which service and Region. */
export interface Caller {
  readonly accessKeyId: string;
  readonly account: string;
  readonly region: string;
  /** Signing name. */
  readonly service: string;
}

export const defaultAccount = '111111111111';

/** The one IAM user of every simulated account. */
export function callerUserArn(account: string): string {
  return `arn:aws:iam::${account}:user/simulator`;
}

/** Reads the credential scope of the `Authorization` header or of a presigned query. The signature itself is not verified. */
export function readCaller(request: WireRequest, world: World): Caller {
  const header = /^AWS4-HMAC-SHA256 .*Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  const [accessKeyId, , region, service, end] = (header ?? request.query.get('X-Amz-Credential') ?? '').split('/');
  if (!accessKeyId || !region || !service || end !== 'aws4_request') {
    throw new ServiceError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  return { accessKeyId, account: accountOf(accessKeyId, world), region, service };
}

function accountOf(accessKeyId: string, world: World): string {
  const session = world.state(accessKeySessions, '*').get(accessKeyId);
  if (session) return session.account;
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccount;
}
