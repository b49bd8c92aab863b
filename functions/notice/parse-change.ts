/**
 * Who changed what, as CloudTrail tells it through EventBridge. Only what may touch an edge is read; everything else is nobody's concern here.
 *
 * CloudFront and Route 53 are global: their events are in us-east-1. API Gateway's are in its own Region. Delivery is best effort, so a schedule stays.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
import * as z from 'zod';

export interface Change {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** `cloudfront UpdateDistribution`. */
  readonly what: string;
  /** Last part of the caller's ARN: `assumed-role/Admin/alice`. */
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
  /** What the request names, in lower case: distribution ids and ARNs' ids, domain names, zone ids. */
  readonly touches: readonly string[];
  /** It touches what no report names, so only a look can tell whether it matters. */
  readonly isNew: boolean;
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
    /^(Create|Update|Delete|Put|Import|Reimport)(DomainName|BasePathMapping|ApiMapping|RoutingRule|Api|RestApi|Authorizer|Route|Method|Stage|Deployment)\w*$/,
  ],
]);
/** What no report names: something new, the policies of a distribution, the inside of an API. */
const UNNAMED =
  /^(CreateDistribution|CopyDistribution|AssociateAlias|CreateDomainName|UpdateDistribution)|(OriginRequestPolicy|CachePolicy|ResponseHeadersPolicy)|HostedZone$|^(Create|Update|Delete|Put|Import|Reimport)(Api|RestApi|Authorizer|Route|Method|Stage|Deployment)(?!Mapping)/;

const EVENT = z.looseObject({
  id: z.string().max(128),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().max(32),
  detail: z.looseObject({
    eventSource: z.string().max(128),
    eventName: z.string().max(128),
    eventTime: z.string().max(64),
    readOnly: z.boolean().optional(),
    errorCode: z.string().optional(),
    recipientAccountId: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
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
  return {
    kind: 'change',
    change: {
      id,
      account: detail.recipientAccountId ?? account,
      region,
      what: `${service} ${detail.eventName}`,
      who: whoOf(detail.userIdentity),
      at: at.toISOString(),
      touches: wordsOf([detail.requestParameters, detail.responseElements]),
      isNew: UNNAMED.test(detail.eventName),
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

/** Every short text of a request, however CloudTrail spells its members; what is too deep or too much is left out. */
function wordsOf(value: unknown): readonly string[] {
  const words = new Set<string>();
  const visit = (one: unknown, depth: number) => {
    if (depth > DEEPEST || words.size >= MOST_WORDS) return;
    if (typeof one === 'string') {
      if (one.length <= LONGEST) for (const word of partsOf(one)) words.add(word);
    } else if (typeof one === 'object' && one !== null) {
      for (const inner of Object.values(one)) visit(inner, depth + 1);
    }
  };
  visit(value, 0);
  return [...words];
}

/** A name without its final dot, an id without its path: `/hostedzone/Z1`, `arn:…:distribution/E1`. */
function partsOf(text: string): readonly string[] {
  const plain = text.toLowerCase().replace(/\.$/, '');
  const last = plain.split('/').at(-1) ?? '';
  return last === plain ? [plain] : [plain, last];
}
