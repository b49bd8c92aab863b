/** What stacks go through, from nothing to nothing, and what they come to: each story creates one stack and ends with its deletion. */

import { FUNCTIONS, functionArn } from '../../infra/simulated/deployed-door.ts';
import type { CustomResourceRequest } from '../../simulator/cloudformation/custom-resource-request.ts';
import type { StackDescription } from '../../simulator/cloudformation/describe-stack.ts';
import type { Properties, ResourceDefinition } from '../../simulator/cloudformation/template.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { DOMAIN, distributionOf, estateOf, frontedEstate } from '../support/estates.ts';
import { edge, sibling } from '../support/stacks/templates.ts';
import type { Stacks } from '../support/stacks/use-stacks.ts';

export const OTHER_DOMAIN = 'shop.example.com';

export interface StackStory {
  readonly title: string;
  readonly estate: Estate;
  /** The resources of each template in turn; the stack is deleted in the end. */
  readonly templates: readonly Readonly<Record<string, ResourceDefinition>>[];
  /** What each operation comes to, the deletion included. */
  readonly statuses: readonly string[];
  /** To each request of CloudFormation, in their order. `unanswered`: CloudFormation stopped waiting, and nobody else may be without an answer. */
  readonly answers: readonly string[];
  /** Part of the reason of every FAILED answer. @default none fails */
  readonly reason?: string;
  /** What is not as it was before the stack, by the names of `accountState`. @default nothing */
  readonly leaves?: readonly string[];
  /** Operations of this stack write nothing. @default they may */
  readonly writesNothing?: (operation: number) => boolean;
  /** How long CloudFront is at a deployment. @default 40 */
  readonly deploymentSeconds?: number;
  /** How Lambda delivers requests. @default each once and at once */
  readonly deliveries?: Deliveries;
  /** Where edges are tried on their real names. @default nowhere */
  readonly proofs?: 'data plane';
}

type Deliveries = { readonly kind: 'twice' } | { readonly kind: 'late'; readonly first: 'Create' | 'Update' };

const HEADERS = 'policy secure-api-edge-headers-b148ed2b64cc';
const HSTS_300 = 'policy secure-api-edge-hsts-300';
const HSTS_600 = 'policy secure-api-edge-hsts-600';

const FAILS_LATE = { Seconds: 1500, Fail: 'no capacity' };
const FAILS_EARLY = { Seconds: 20, Fail: 'no capacity' };
const FAILS_SOON = { Seconds: 100, Fail: 'no capacity' };

const TWO_DOMAINS = estateOf({ names: [DOMAIN, OTHER_DOMAIN] });
const WITHOUT_CERTIFICATE = estateOf({
  account: { certificates: { regional: { region: 'eu-west-1', names: [DOMAIN] } } },
});
const SECRET = 'edge/origin-verify';
const WITH_SECRET = estateOf({ account: { secrets: { [SECRET]: { region: 'eu-west-1', value: 'first-value' } } } });
/** Made by hand, with one mistake. */
const MADE_BY_HAND = frontedEstate(distributionOf({ PriceClass: 'PriceClass_200' }));
const OF_ANOTHER_STACK = frontedEstate(
  distributionOf({}, { 'secure-api-edge:owner': 'stack/aaaa/1111', 'secure-api-edge:domain': DOMAIN }),
);

const withTable = (properties: Properties, table: Properties = {}) => ({
  Edge: edge(properties),
  Table: sibling(table),
});

const CREATED = ['CREATE_COMPLETE', 'DELETE_COMPLETE'];
const UPDATED = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'DELETE_COMPLETE'];
const NOT_CREATED = ['ROLLBACK_COMPLETE', 'DELETE_COMPLETE'];
const NOT_UPDATED = ['CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'DELETE_COMPLETE'];

const CREATE_DELETE = ['Create Edge SUCCESS', 'Delete Edge SUCCESS'];
const CREATE_UPDATE_DELETE = ['Create Edge SUCCESS', 'Update Edge SUCCESS', 'Delete Edge SUCCESS'];
const REFUSED = ['Create Edge FAILED', 'Delete Edge SUCCESS'];

export const STACK_STORIES: readonly StackStory[] = [
  {
    title: 'create',
    estate: estateOf(),
    templates: [{ Edge: edge() }],
    statuses: CREATED,
    answers: CREATE_DELETE,
  },
  {
    title: 'create at a free name',
    estate: estateOf({ records: [] }),
    templates: [{ Edge: edge() }],
    statuses: CREATED,
    answers: CREATE_DELETE,
  },
  {
    title: 'proven',
    estate: estateOf(),
    templates: [{ Edge: edge() }],
    proofs: 'data plane',
    statuses: CREATED,
    answers: CREATE_DELETE,
  },
  {
    title: 'requested certificate',
    estate: WITHOUT_CERTIFICATE,
    templates: [{ Edge: edge({ RequestCertificate: true }) }],
    statuses: CREATED,
    answers: CREATE_DELETE,
  },
  {
    title: 'HSTS and headers, changed',
    estate: estateOf(),
    templates: [{ Edge: edge({ Hsts: 300 }) }, { Edge: edge({ Hsts: 600, AllowedHeaders: ['X-Tenant'] }) }],
    statuses: UPDATED,
    answers: CREATE_UPDATE_DELETE,
  },
  {
    title: 'secret header, renamed',
    estate: WITH_SECRET,
    templates: [
      { Edge: edge({ OriginVerify: { SecretId: SECRET } }) },
      { Edge: edge({ OriginVerify: { SecretId: SECRET, HeaderName: 'X-Edge' } }) },
    ],
    statuses: UPDATED,
    answers: CREATE_UPDATE_DELETE,
  },
  {
    title: 'unchanged',
    estate: estateOf(),
    templates: [{ Edge: edge() }, { Edge: edge({ ServiceTimeout: 1800 }) }],
    writesNothing: (operation) => operation === 1,
    statuses: UPDATED,
    answers: CREATE_UPDATE_DELETE,
  },
  {
    title: 'retained',
    estate: estateOf(),
    templates: [{ Edge: edge({ OnDelete: 'retain', Hsts: 300 }) }, { Edge: edge({ OnDelete: 'retain', Hsts: 600 }) }],
    statuses: UPDATED,
    answers: CREATE_UPDATE_DELETE,
    leaves: [
      'distribution api.example.com',
      HEADERS,
      HSTS_600,
      'record example.com. api.example.com. A ',
      'record example.com. api.example.com. AAAA ',
    ],
  },
  {
    title: 'taken over',
    estate: MADE_BY_HAND,
    templates: [{ Edge: edge({ PriceClass: 'PriceClass_100', Hsts: 300 }) }],
    statuses: CREATED,
    answers: CREATE_DELETE,
    leaves: ['distribution api.example.com', HSTS_300],
  },
  {
    title: 'another domain',
    estate: TWO_DOMAINS,
    templates: [{ Edge: edge() }, { Edge: edge({ DomainName: OTHER_DOMAIN }) }],
    statuses: UPDATED,
    answers: ['Create Edge SUCCESS', 'Update Edge SUCCESS', 'Delete Edge SUCCESS', 'Delete Edge SUCCESS'],
  },
  {
    title: 'another logical id',
    estate: estateOf(),
    templates: [{ Edge: edge() }, { Door: edge() }],
    statuses: UPDATED,
    answers: ['Create Edge SUCCESS', 'Create Door SUCCESS', 'Delete Edge SUCCESS', 'Delete Door SUCCESS'],
  },
  {
    title: 'refused',
    estate: OF_ANOTHER_STACK,
    templates: [{ Edge: edge({ Hsts: 300 }) }],
    writesNothing: () => true,
    statuses: NOT_CREATED,
    answers: REFUSED,
    reason: 'refused by ownership',
  },
  {
    title: 'out of time',
    estate: estateOf(),
    templates: [{ Edge: edge({ ServiceTimeout: 300, Hsts: 300 }) }],
    deploymentSeconds: 600,
    statuses: NOT_CREATED,
    answers: REFUSED,
    reason: 'time ran out while waiting for',
  },
  {
    title: 'create rolled back',
    estate: estateOf(),
    templates: [withTable({}, { Create: FAILS_LATE })],
    statuses: NOT_CREATED,
    answers: CREATE_DELETE,
  },
  {
    title: 'create cancelled',
    estate: estateOf(),
    templates: [withTable({}, { Create: FAILS_EARLY })],
    statuses: NOT_CREATED,
    answers: ['Create Edge unanswered', 'Delete Edge SUCCESS'],
  },
  {
    title: 'update rolled back',
    estate: estateOf(),
    templates: [withTable({ Hsts: 300 }), withTable({ Hsts: 600 }, { Update: FAILS_LATE })],
    statuses: NOT_UPDATED,
    answers: ['Create Edge SUCCESS', 'Update Edge SUCCESS', 'Update Edge SUCCESS', 'Delete Edge SUCCESS'],
  },
  {
    title: 'another domain, cancelled',
    estate: TWO_DOMAINS,
    templates: [withTable({}), withTable({ DomainName: OTHER_DOMAIN }, { Update: FAILS_EARLY })],
    statuses: NOT_UPDATED,
    answers: ['Create Edge SUCCESS', 'Update Edge unanswered', 'Update Edge SUCCESS', 'Delete Edge SUCCESS'],
  },
  {
    title: 'delivered twice',
    estate: estateOf(),
    templates: [{ Edge: edge() }, { Edge: edge({ PriceClass: 'PriceClass_100' }) }],
    deliveries: { kind: 'twice' },
    statuses: UPDATED,
    answers: CREATE_UPDATE_DELETE,
  },
  {
    title: 'create delivered late',
    estate: estateOf(),
    templates: [withTable({}, { Create: FAILS_SOON })],
    deliveries: { kind: 'late', first: 'Create' },
    statuses: NOT_CREATED,
    answers: ['Create Edge unanswered', 'Delete Edge SUCCESS'],
  },
  {
    title: 'update delivered late',
    estate: estateOf(),
    templates: [
      withTable({ PriceClass: 'PriceClass_200' }),
      withTable({ PriceClass: 'PriceClass_100' }, { Update: FAILS_SOON }),
    ],
    deliveries: { kind: 'late', first: 'Update' },
    statuses: NOT_UPDATED,
    answers: ['Create Edge SUCCESS', 'Update Edge unanswered', 'Update Edge SUCCESS', 'Delete Edge SUCCESS'],
  },
];

export interface PlayedOperation {
  readonly status: string;
  /** What was written to AWS until everything had come to rest. */
  readonly writes: readonly string[];
}

export async function playStory(story: StackStory, stacks: Stacks): Promise<readonly PlayedOperation[]> {
  const { cloudFormation } = stacks;
  const played: PlayedOperation[] = [];
  const play = async (operation: () => Promise<StackDescription>) => {
    if (story.deliveries?.kind === 'twice') stacks.lambda.duplicateNext(TAKING, AGAIN_SECONDS);
    stacks.forget();
    const { status } = await operation();
    await stacks.settled();
    played.push({ status, writes: stacks.writes().map(({ operation: name }) => name) });
  };
  const [first = {}, ...updates] = story.templates;
  await play(() => cloudFormation.createStack('orders', { Resources: first }));
  for (const Resources of updates) await play(() => cloudFormation.updateStack('orders', { Resources }));
  await play(() => cloudFormation.deleteStack('orders'));
  return played;
}

const TAKING = functionArn(FUNCTIONS.taking);
/** While the first delivery is worked off. */
const AGAIN_SECONDS = 60;
/** Until long after the stack has given up and rolled back. */
const LATE_SECONDS = 1200;

/** How long each request waits for its first delivery; requests have to come in their order. */
export function queueOf({ deliveries }: StackStory): (request: CustomResourceRequest) => number {
  let isHeld = false;
  return ({ RequestType }) => {
    if (deliveries?.kind !== 'late' || RequestType !== deliveries.first || isHeld) return 0;
    isHeld = true;
    return LATE_SECONDS;
  };
}
