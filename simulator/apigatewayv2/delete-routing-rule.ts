import { DeleteRoutingRule$, type DeleteRoutingRuleRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findChild } from './find-child.ts';
import { findRegionalDomainName } from './find-domain-name.ts';
import { required } from './required.ts';

export const deleteRoutingRule: Operation<DeleteRoutingRuleRequest, object> = {
  schema: DeleteRoutingRule$,
  run(input, context) {
    const { routingRules } = findRegionalDomainName(context, required(input.DomainName, 'DomainName'));
    const { RoutingRuleId = '' } = findChild(routingRules, input.RoutingRuleId, 'routing rule');

    routingRules.delete(RoutingRuleId);
    return {};
  },
};
