/** A cache policy, origin request policy or response headers policy, as an account sees it. */
export interface StoredPolicy<Config> {
  readonly id: string;
  readonly etag: string;
  readonly type: 'managed' | 'custom';
  readonly lastModifiedTime: Date;
  readonly config: Config;
}

/** One of the policies that AWS offers to every account. */
export function managedPolicy<Config>(id: string, config: Config): StoredPolicy<Config> {
  return { id, etag: 'E23ZP02F085DFQ', type: 'managed', lastModifiedTime: new Date('2024-01-01T00:00:00Z'), config };
}
