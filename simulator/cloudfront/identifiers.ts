import type { Ids } from '../core/ids.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function newDistributionId(ids: Ids): string {
  return `E${ids.text(13, UPPER)}`;
}

export function newEtag(ids: Ids): string {
  return `E${ids.text(13, UPPER)}`;
}

export function newInvalidationId(ids: Ids): string {
  return `I${ids.text(13, UPPER)}`;
}

export function newDistributionDomainName(ids: Ids): string {
  return `d${ids.text(13, LOWER)}.cloudfront.net`;
}

export function distributionArn(account: string, id: string): string {
  return `arn:aws:cloudfront::${account}:distribution/${id}`;
}

/** What AWS sends as `Location` with a created resource. */
export function location(path: string): string {
  return `https://cloudfront.amazonaws.com/2020-05-31/${path}`;
}
