/**
 * What must be remembered between looks is a tag on the distribution, one per fact, readable in the console. Nothing is
 * remembered anywhere else.
 *
 * Tag values may hold letters, digits, spaces and `+ - = . _ : / @` only, 256 characters at most:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
const PREFIX = 'secure-api-edge:';

/** Characters. */
export const LONGEST_TAG_VALUE = 256;

export const TAG = {
  owner: `${PREFIX}owner`,
  domain: `${PREFIX}domain`,
  /** Present on a distribution that this tool did not create; letting go leaves it in place. */
  adopted: `${PREFIX}adopted`,
  /** The owner before, while a new owner's edge is not in sync yet: a failed take-over is given back. */
  takenFrom: `${PREFIX}taken-from`,
  apiRegion: `${PREFIX}api-region`,
  certificate: `${PREFIX}certificate`,
  requestCertificate: `${PREFIX}request-certificate`,
  hostedZone: `${PREFIX}hosted-zone`,
  viewerProtocolPolicy: `${PREFIX}viewer-protocol-policy`,
  minimumProtocolVersion: `${PREFIX}minimum-protocol-version`,
  headerForwarding: `${PREFIX}header-forwarding`,
  headers: `${PREFIX}headers`,
  /** `all-viewer`: CloudFront refused the derived list, so every header is sent. */
  headerFallback: `${PREFIX}header-fallback`,
  originForm: `${PREFIX}origin-form`,
  hsts: `${PREFIX}hsts`,
  /** `1` to `5` on the ramp, or `brake`. */
  hstsStep: `${PREFIX}hsts-step`,
  /** ISO 8601: since when the edge is in sync on this step; absent until it is. */
  hstsSince: `${PREFIX}hsts-since`,
  /** Seconds: the longest age that callers were given before a shorter one took its place. */
  hstsLongestAge: `${PREFIX}hsts-longest-age`,
  /** `X-Origin-Verify edge/origin-verify`: header and secret; never a value. */
  originVerify: `${PREFIX}origin-verify`,
  /** Headers that origins send because this tool wrote them, separated by spaces. */
  originVerifySent: `${PREFIX}origin-verify-sent`,
  webAcl: `${PREFIX}web-acl`,
  priceClass: `${PREFIX}price-class`,
  onDelete: `${PREFIX}on-delete`,
  proof: `${PREFIX}proof`,
  probePath: `${PREFIX}probe-path`,
  /** Checks of a proof, separated by spaces. */
  acceptedDifferences: `${PREFIX}accepted-differences`,
  /** `EDGE-13=off EDGE-01=report`: rules that are not enforced on this edge. */
  rules: `${PREFIX}rules`,
  /** `absent`, `alias A AAAA` or `cname 300`: what the name held before the cut-over; on a distribution that nobody claimed with its name: `absent for api.example.com`. */
  dnsBefore: `${PREFIX}dns-before`,
  /** Id of the zone in which the name was moved here. */
  dnsZone: `${PREFIX}dns-zone`,
  /** Route 53 change submitted last, with the account of a zone that is in another one: `C2682N5HXP0BZ4 222222222222`. Removed once it is INSYNC. */
  dnsChange: `${PREFIX}dns-change`,
  /** `in 60`: seconds after INSYNC; then ISO 8601, from when on callers use the new records; then `failed: http-get …` until the records are back. Absent once that is proven. On a distribution that nobody claimed with its name: `in 60 for api.example.com`. */
  cutOver: `${PREFIX}cut-over`,
  /** ETag before a correction of an edge in use, and what failed in its proof then: `E2QWRUHAPOMQZL ok`; then `regressed: answer`, then `undone: E13V1IB3VIYZZH answer` with the ETag before it is undone. */
  baseline: `${PREFIX}baseline`,
  /** Caller reference of an invalidation owed once the change is Deployed. */
  pendingInvalidation: `${PREFIX}pending-invalidation`,
  /** Why the remediator stopped touching this edge. */
  held: `${PREFIX}held`,
  /** A delete has been asked for; any later look finishes it. */
  deleting: `${PREFIX}deleting`,
  /** ISO 8601: until then resolvers may still send callers to the distribution. */
  drainUntil: `${PREFIX}drain-until`,
} as const;

/** Beside `owner` and `domain` on a certificate that this tool requested. */
export const CERTIFICATE_TAG = {
  /** Hosted zone that this tool wrote the validation record to; without it the record was there before. */
  validationZone: `${PREFIX}validation-zone`,
} as const;

/** On an API Gateway custom domain, written by people only. */
export const API_DOMAIN_TAG = {
  /** `no`: looks at an account leave the domain alone; `yes`: they may change it also where only such domains are. */
  manage: `${PREFIX}manage`,
} as const;
