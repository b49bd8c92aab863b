import { createHash } from 'node:crypto';
import type { EdgeLocation } from './edge-locations.ts';

/** The `Via` of a location, after what others have written on the way. */
export function viaOf(location: EdgeLocation, httpVersion: string, before?: string): string {
  const name = createHash('sha256').update(location.pop).digest('hex').slice(0, 32);
  const own = `${httpVersion} ${name}.cloudfront.net (CloudFront)`;
  return before === undefined ? own : `${before}, ${own}`;
}
