import {
  type DomainNames,
  GetDomainNames$,
  type GetDomainNamesRequest,
  ResourceOwner,
} from '@aws-sdk/client-api-gateway';
import { oneOf } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { visibleDomainNames } from './find-domain-name.ts';
import { page } from './page.ts';

export const getDomainNames: Operation<GetDomainNamesRequest, DomainNames> = {
  schema: GetDomainNames$,
  run(input, context) {
    oneOf(input.resourceOwner, ResourceOwner, 'resourceOwner');
    // Nothing is shared between accounts here.
    const all = input.resourceOwner === 'OTHER_ACCOUNTS' ? [] : visibleDomainNames(context);
    const { items, position } = page(all, ({ key }) => key, input, context.world);
    return { items: items.map(({ domainName }) => domainName), position };
  },
};
