import type { Tag } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';

const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** The tags as they are stored, or the refusal. */
export function acceptTags(tags: readonly Tag[]): Map<string, string> {
  for (const { Key = '', Value = '' } of tags) {
    if (isReserved(Key)) throw invalidTagging('aws: prefixed tag key names are not allowed for external use.');
    if (!KEY.test(Key) || !VALUE.test(Value)) throw invalidTagging('The tagging specified is not valid.');
  }
  const accepted = new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  if (accepted.size < tags.length) throw invalidTagging('The tag keys specified contain duplicates.');
  return accepted;
}

export function requireTagKeys(keys: readonly string[]): void {
  if (keys.every((key) => KEY.test(key) && !isReserved(key))) return;
  throw invalidTagging('The tagging specified is not valid.');
}

export function requireTagQuota(count: number, maximum: number): void {
  if (count > maximum) throw invalidTagging(`The number of tags exceeds the maximum of ${maximum}.`);
}

function isReserved(key: string): boolean {
  return key.toLowerCase().startsWith('aws:');
}

function invalidTagging(message: string): ServiceError {
  return new ServiceError('InvalidTagging', 400, message);
}
