import type { HeaderList } from './header-list.ts';

/** How CloudFront came by an answer, as its `X-Cache` header says. */
export type XCache =
  | 'Hit from cloudfront'
  | 'Miss from cloudfront'
  | 'RefreshHit from cloudfront'
  | 'Redirect from cloudfront'
  | 'Error from cloudfront';

export interface EdgeResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly xCache: XCache;
}
