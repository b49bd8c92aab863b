import type { Operation } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { ServiceError } from '../core/service-error.ts';
import { ListSubscriptions$ } from './schemas.ts';
import { PAGE_SIZE, type Subscription, subscriptions } from './state.ts';

interface Input {
  readonly nextToken?: string;
}

interface Output {
  readonly subscriptionSummaries: readonly Subscription[];
  readonly nextToken: string | undefined;
}

/** https://docs.aws.amazon.com/pricingplanmanager/latest/APIReference/API_ListSubscriptions.html */
export const listSubscriptions: Operation<Input, Output> = {
  schema: ListSubscriptions$,
  run({ nextToken }, { account, world }) {
    const page = pageOf([...world.state(subscriptions, account).values()], {
      key: ({ arn }) => arn,
      size: PAGE_SIZE,
      world,
      token: nextToken,
      badToken: () => new ServiceError('ValidationException', 400, 'The nextToken is not valid.'),
    });
    return { subscriptionSummaries: page.items, nextToken: page.nextToken };
  },
};
