/** How long an answer that is an alias record lives, and within about what time Route 53 reaches its servers. */
const ALIAS_TTL_SECONDS = 60;

/** In a simulation it is less: `drainSeconds`. */
export function aliasTtlSeconds(drainSeconds: number): number {
  return Math.min(ALIAS_TTL_SECONDS, drainSeconds);
}
