/**
 * Who changed what, as CloudTrail tells it through EventBridge. Only what may touch an edge is read; everything else is nobody's concern here.
 *
 * CloudFront and Route 53 are global: their events are in us-east-1. API Gateway's are in its own Region. Delivery is best effort, so a schedule stays.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
import * as z from 'zod';
import { ACCOUNT_ID } from '../doors/account-id.ts';
import { domainNameFromAws } from '../reconciler/model/names.ts';

export interface Change {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** `cloudfront`, `route53` or `apigateway`. */
  readonly service: string;
  /** `cloudfront UpdateDistribution`. */
  readonly what: string;
  /** Last part of the caller's ARN: `assumed-role/Admin/alice`. */
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
  /** What the request is about, in lower case: ids, the last parts of ARNs, domain names. Empty where CloudTrail does not tell. */
  readonly touches: readonly string[];
  /** Domain names below which every name may be answered differently: a wildcard record's, or one that is delegated. */
  readonly covers: readonly string[];
  /** What no sweep can know yet, and what may matter all the same. */
  readonly makes: 'distribution' | 'domain' | 'zone' | undefined;
}

/** Operations that may change how an edge answers. */
const OPERATIONS: ReadonlyMap<string, RegExp> = new Map([
  [
    'cloudfront.amazonaws.com',
    /^(Create|Update|Delete|Associate|Disassociate|Tag|Untag|Copy)(Distribution|DistributionWithTags|Alias|DomainAssociation|DistributionWebACL|Resource|OriginRequestPolicy|CachePolicy|ResponseHeadersPolicy)\w*$/,
  ],
  ['route53.amazonaws.com', /^(ChangeResourceRecordSets|CreateHostedZone|DeleteHostedZone)$/],
  [
    'apigateway.amazonaws.com',
    /^((Create|Update|Delete|Put|Import|Reimport)(DomainName|BasePathMapping|ApiMapping|RoutingRule|Api|RestApi|Authorizer|CorsConfiguration|Route|Method|Stage|Deployment)\w*|(Tag|Untag)Resource)$/,
  ],
]);
const MAKES: ReadonlyMap<string, Change['makes']> = new Map([
  ['CreateDistribution', 'distribution'],
  ['CreateDistributionWithTags', 'distribution'],
  ['CopyDistribution', 'distribution'],
  ['CreateDomainName', 'domain'],
  ['CreateHostedZone', 'zone'],
]);

const EVENT = z.looseObject({
  id: z.string().max(128),
  account: ACCOUNT_ID,
  region: z.string().max(32),
  detail: z.looseObject({
    eventSource: z.string().max(128),
    eventName: z.string().max(128),
    eventTime: z.string().max(64),
    readOnly: z.boolean().optional(),
    errorCode: z.string().optional(),
    recipientAccountId: ACCOUNT_ID.optional(),
    userIdentity: z
      .looseObject({
        arn: z.string().max(2048).optional(),
        type: z.string().max(64).optional(),
        invokedBy: z.string().max(128).optional(),
      })
      .optional(),
    requestParameters: z.unknown().optional(),
    responseElements: z.unknown().optional(),
  }),
});

export type ParsedChange =
  | { readonly kind: 'change'; readonly change: Change }
  /** It is none of those, or cannot be read; why, for the log. */
  | { readonly kind: 'ignored'; readonly because: string };

/** Reads one event. Never throws: a malformed event is one log line, not a stop. */
export function parseChange(event: unknown): ParsedChange {
  const parsed = EVENT.safeParse(event);
  if (!parsed.success) return ignored('not an event of CloudTrail');
  const { id, account, region, detail } = parsed.data;
  const at = new Date(detail.eventTime);
  if (Number.isNaN(at.getTime())) return ignored('an event without a time');
  if (detail.readOnly === true) return ignored('nothing was written');
  if (detail.errorCode !== undefined) return ignored('it was refused');
  if (OPERATIONS.get(detail.eventSource)?.test(detail.eventName) !== true)
    return ignored('it touches no part of an edge');
  const service = detail.eventSource.split('.')[0] ?? '';
  const touches = service === 'route53' ? recordWords(detail.requestParameters) : partWords(detail);
  // Of what API Gateway lets be tagged, looks read the tags of custom domains only.
  if (service === 'apigateway' && detail.eventName.endsWith('Resource') && !touches.includes('domainnames'))
    return ignored('it touches no part of an edge');
  return {
    kind: 'change',
    change: {
      id,
      account: detail.recipientAccountId ?? account,
      region,
      service,
      what: `${service} ${detail.eventName}`,
      who: whoOf(detail.userIdentity),
      at: at.toISOString(),
      touches,
      covers: service === 'route53' ? coveredNames(detail.requestParameters) : [],
      makes: MAKES.get(detail.eventName),
    },
  };
}

function ignored(because: string): ParsedChange {
  return { kind: 'ignored', because };
}

function whoOf(identity: z.infer<typeof EVENT>['detail']['userIdentity']): string {
  const arn = identity?.arn?.split(':').slice(5).join(':');
  return arn || identity?.invokedBy || identity?.type || 'unknown';
}

const MOST_WORDS = 2000;
const DEEPEST = 12;
const LONGEST = 512;

/** Policies are shared: what a distribution refers to is not what the request is about. */
function partWords({ requestParameters, responseElements }: z.infer<typeof EVENT>['detail']): readonly string[] {
  return wordsOf([requestParameters, responseElements], (name) => !/policyId$/i.test(name));
}

/** Names of records and zones, and ids of zones; not the zone of a record, nor where it leads. */
function recordWords(request: unknown): readonly string[] {
  return wordsOf(request, (name, value) => typeof value !== 'string' || name === 'name' || name === 'id');
}

const RECORD_CHANGES = z.looseObject({
  changeBatch: z.looseObject({
    changes: z.array(
      z.looseObject({ resourceRecordSet: z.looseObject({ name: z.string().max(1024), type: z.string().max(16) }) }),
    ),
  }),
});

function coveredNames(request: unknown): readonly string[] {
  const parsed = RECORD_CHANGES.safeParse(request);
  const changes = parsed.success ? parsed.data.changeBatch.changes : [];
  const names = changes.slice(0, MOST_WORDS).flatMap(({ resourceRecordSet: { name, type } }) => {
    const plain = domainNameFromAws(name);
    if (plain.startsWith('*.')) return [plain.slice('*.'.length)];
    return type === 'NS' || type === 'DNAME' ? [plain] : [];
  });
  return [...new Set(names)];
}

/**
 * Every short text below the members that `counts` lets through; what is too deep or too much is left out. In place of what is too large for it,
 * CloudTrail says `omitted`.
 */
function wordsOf(value: unknown, counts: (name: string, value: unknown) => boolean): readonly string[] {
  const words = new Set<string>();
  const visit = (one: unknown, depth: number) => {
    if (depth > DEEPEST || words.size >= MOST_WORDS) return;
    if (typeof one === 'string') {
      if (one.length <= LONGEST) for (const word of partsOf(one)) words.add(word);
    } else if (typeof one === 'object' && one !== null && !('omitted' in one)) {
      for (const [name, inner] of Object.entries(one)) if (counts(name, inner)) visit(inner, depth + 1);
    }
  };
  visit(value, 0);
  return [...words];
}

/** A name without its final dot and escapes, and the parts of a path: `/hostedzone/Z1`, `arn:…:distribution/E1`, `arn:…:/domainnames/api.example.com`. */
function partsOf(text: string): readonly string[] {
  const plain = domainNameFromAws(text);
  const parts = plain.split(/\/|%2f/).filter((part) => part !== '');
  return parts.length > 1 ? [plain, ...parts] : parts;
}
