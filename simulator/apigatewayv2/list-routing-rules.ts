import {
  ListRoutingRules$,
  type ListRoutingRulesRequest,
  type ListRoutingRulesResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findDomainName } from './find-domain-name.ts';
import { page } from './page.ts';
import { required } from './required.ts';

export const listRoutingRules: Operation<ListRoutingRulesRequest, ListRoutingRulesResponse> = {
  schema: ListRoutingRules$,
  run(input, context) {
    const { routingRules } = findDomainName(context, required(input.DomainName, 'DomainName'));
    const { items, nextToken } = page(routingRules, input, context.world);
    return { RoutingRules: items, NextToken: nextToken };
  },
};
