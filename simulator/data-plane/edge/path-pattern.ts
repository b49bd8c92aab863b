/**
 * Whether a path pattern of a cache behavior matches: `*` stands for any characters, `?` for one. Letters' case counts, a leading slash does not, and
 * dot segments are resolved first.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function matchesPathPattern(pattern: string, path: string): boolean {
  return wildcardExpression(pattern.replace(/^\//, '')).test(withoutDotSegments(path).replace(/^\//, ''));
}

/** `*` and `?` as CloudFront means them in path patterns and in names of cookies. */
export function wildcardExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

function withoutDotSegments(path: string): string {
  return new URL(`http://viewer${path}`).pathname;
}
