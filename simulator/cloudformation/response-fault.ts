/** What befalls one PUT of an answer. */
export type ResponseFault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'disconnect-before-effect' }
  | { readonly kind: 'disconnect-after-effect' }
  /** On the way to the bucket, in simulated time; only through `through`. */
  | { readonly kind: 'delay'; readonly seconds: number };
