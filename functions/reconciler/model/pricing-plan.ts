/** The subscription to a flat-rate pricing plan that covers a distribution. */
export interface PricingPlan {
  readonly subscriptionArn: string;
  /** AWS's word for it, for example PRO. */
  readonly tier: string;
  /** AWS's word. Whatever it is, the distribution is spoken for until the subscription is gone from the list. */
  readonly status: string;
}

/** As the end of a sentence about a distribution. */
export function describePricingPlan({ tier, subscriptionArn, status }: PricingPlan): string {
  return `the flat-rate pricing plan ${tier} (${subscriptionArn}${status === 'ACTIVE' ? '' : `, ${status}`})`;
}
