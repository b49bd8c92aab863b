/** The service's model, as far as it is simulated, in the form of the SDK's schemas: it has no client among the packages here. */
import type { StaticListSchema, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';

export const SHAPE_NAMESPACE = 'com.amazonaws.pricingplanmanager';

/** How the schemas write a text, a list of texts and a timestamp in ISO 8601. */
const TEXT = 0;
const TEXTS = 64;
const DATE_TIME = 5;

/** https://docs.aws.amazon.com/pricingplanmanager/latest/APIReference/API_ScheduledChange.html */
const ScheduledChange$: StaticStructureSchema = [
  3,
  SHAPE_NAMESPACE,
  'ScheduledChange',
  0,
  ['changeType', 'effectiveDate', 'planTier', 'usageLevel'],
  [TEXT, DATE_TIME, TEXT, TEXT],
];

/** https://docs.aws.amazon.com/pricingplanmanager/latest/APIReference/API_SubscriptionSummary.html */
const SubscriptionSummary$: StaticStructureSchema = [
  3,
  SHAPE_NAMESPACE,
  'SubscriptionSummary',
  0,
  [
    'arn',
    'planFamily',
    'planTier',
    'status',
    'resourceArns',
    'createdAt',
    'updatedAt',
    'eTag',
    'usageLevel',
    'scheduledChange',
    'statusReason',
  ],
  [TEXT, TEXT, TEXT, TEXT, TEXTS, DATE_TIME, DATE_TIME, TEXT, TEXT, () => ScheduledChange$, TEXT],
];

const SubscriptionSummaryList$: StaticListSchema = [
  1,
  SHAPE_NAMESPACE,
  'SubscriptionSummaryList',
  0,
  () => SubscriptionSummary$,
];

const ListSubscriptionsInput$: StaticStructureSchema = [
  3,
  SHAPE_NAMESPACE,
  'ListSubscriptionsInput',
  0,
  ['nextToken'],
  [TEXT],
];

const ListSubscriptionsOutput$: StaticStructureSchema = [
  3,
  SHAPE_NAMESPACE,
  'ListSubscriptionsOutput',
  0,
  ['subscriptionSummaries', 'nextToken'],
  [() => SubscriptionSummaryList$, TEXT],
];

/** https://docs.aws.amazon.com/pricingplanmanager/latest/APIReference/API_ListSubscriptions.html */
export const ListSubscriptions$: StaticOperationSchema = [
  9,
  SHAPE_NAMESPACE,
  'ListSubscriptions',
  { http: ['POST', '/v1/ListSubscriptions', 200] },
  () => ListSubscriptionsInput$,
  () => ListSubscriptionsOutput$,
];
