import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import { ListSubscriptionsCommand, type SubscriptionSummary } from '../aws/pricing-plan-manager.ts';
import { isApiOrigin, type ListedDistribution, servedAs } from '../model/distribution.ts';
import type { DomainName } from '../model/names.ts';
import { ABSENT, mapObserved, type Observed, present } from '../model/observed.ts';
import { taggedDomain } from '../model/owner-tags.ts';
import type { PricingPlan } from '../model/pricing-plan.ts';

type PricingPlans = Observed<ReadonlyMap<string, PricingPlan>>;

/** What covers each distribution, by its ARN. Asked once for all, and only where one of them may be the edge of one of `names`. */
export async function observePricingPlans(
  { pricingPlanManager }: AwsClients,
  distributions: readonly ListedDistribution[],
  names: 'all' | readonly DomainName[],
): Promise<(arn: string) => Observed<PricingPlan>> {
  if (!distributions.some((one) => mayBeEdge(one, names))) return () => ABSENT;
  const subscriptions = await readPages(
    'PricingPlanManager.ListSubscriptions',
    () =>
      pages(
        (nextToken: string | undefined) => pricingPlanManager.send(new ListSubscriptionsCommand({ nextToken })),
        (page) => page.nextToken || undefined,
      ),
    (page) => page.subscriptionSummaries ?? [],
  );
  const plans = mapObserved(subscriptions, (all) => new Map(all.flatMap(byResource)));
  return (arn) => planOf(arn, plans);
}

function planOf(arn: string, plans: PricingPlans): Observed<PricingPlan> {
  if (plans.kind !== 'present') return plans;
  const plan = plans.value.get(arn);
  return plan === undefined ? ABSENT : present(plan);
}

/** Whether `findDistribution` could choose it for one of the names. */
function mayBeEdge({ settings, tags }: ListedDistribution, names: 'all' | readonly DomainName[]): boolean {
  if (names === 'all') return true;
  const tagged = taggedDomain(tags);
  const carried = settings.alternateDomainNames;
  return (
    names.some((name) => servedAs(settings, name) !== undefined) ||
    (tagged !== undefined && names.includes(tagged)) ||
    (carried.length === 0 && settings.origins.some(isApiOrigin))
  );
}

function byResource({ arn = '', planTier = '', status = '', resourceArns = [] }: SubscriptionSummary) {
  const plan: PricingPlan = { subscriptionArn: arn, tier: planTier, status };
  return resourceArns.map((resource) => [resource, plan] as const);
}
