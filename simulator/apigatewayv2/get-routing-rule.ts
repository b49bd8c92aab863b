import { GetRoutingRule$, type GetRoutingRuleRequest, type GetRoutingRuleResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findChild } from './find-child.ts';
import { findDomainName } from './find-domain-name.ts';
import { required } from './required.ts';

export const getRoutingRule: Operation<GetRoutingRuleRequest, GetRoutingRuleResponse> = {
  schema: GetRoutingRule$,
  run(input, context) {
    const { routingRules } = findDomainName(context, required(input.DomainName, 'DomainName'));
    return findChild(routingRules, input.RoutingRuleId, 'routing rule');
  },
};
