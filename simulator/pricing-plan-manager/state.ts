import type { StateKey, World } from '../core/world.ts';

export const planTiers = ['FREE', 'PRO', 'BUSINESS', 'PREMIUM'] as const;
export const subscriptionStatuses = ['PENDING_APPROVAL', 'ACTIVE', 'SYNC_IN_PROGRESS', 'FAILED'] as const;

/** As AWS summarizes it; the only plan family is `CloudFront`. */
export interface Subscription {
  readonly arn: string;
  readonly planFamily: string;
  readonly planTier: (typeof planTiers)[number];
  readonly status: (typeof subscriptionStatuses)[number];
  readonly statusReason?: string;
  readonly resourceArns: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly eTag: string;
  readonly usageLevel?: string;
  readonly scheduledChange?: {
    readonly changeType: 'DOWNGRADE' | 'CANCELLATION';
    readonly effectiveDate?: Date;
    readonly planTier?: string;
    readonly usageLevel?: string;
  };
}

/** An account's subscriptions by ARN. The service has one Region for all. */
export const subscriptions: StateKey<Map<string, Subscription>> = {
  name: 'pricing-plan-subscriptions',
  create: () => new Map(),
};

/** Deliberately small: AWS does not say how large its pages are, and a caller cannot ask. */
export const PAGE_SIZE = 2;

export type SubscriptionFields = Partial<Omit<Subscription, 'arn'>> & Pick<Subscription, 'resourceArns'>;

/** Seeds a subscription, as an estate's starting point, and returns its ARN. */
export function putSubscription(world: World, account: string, fields: SubscriptionFields): string {
  const known = world.state(subscriptions, account);
  const { createdAt = new Date('2026-01-01T00:00:00Z'), updatedAt = createdAt } = fields;
  const id = `00000000-0000-4000-8000-${String(known.size + 1).padStart(12, '0')}`;
  const arn = `arn:aws:pricingplanmanager::${account}:subscription/${id}`;
  known.set(arn, {
    planFamily: 'CloudFront',
    planTier: 'PRO',
    status: 'ACTIVE',
    eTag: `etag-${known.size + 1}`,
    ...fields,
    arn,
    createdAt,
    updatedAt,
  });
  return arn;
}

/** The end of a subscription: after a cancellation once the billing period is over, before its approval at once. */
export function endSubscription(world: World, account: string, arn: string): void {
  world.state(subscriptions, account).delete(arn);
}

/** Whether CloudFront treats the distribution as one with a pricing plan: from its approval until the subscription ends. */
export function isCovered(world: World, account: string, distributionArn: string): boolean {
  const covering = [...world.state(subscriptions, account).values()].filter(({ resourceArns }) =>
    resourceArns.includes(distributionArn),
  );
  return covering.some(({ status }) => status === 'ACTIVE' || status === 'SYNC_IN_PROGRESS');
}
