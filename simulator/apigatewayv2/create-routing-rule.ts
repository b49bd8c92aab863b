import {
  CreateRoutingRule$,
  type CreateRoutingRuleRequest,
  type CreateRoutingRuleResponse,
  type RoutingRule,
  type RoutingRuleCondition,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation, OperationContext } from '../core/operation.ts';
import { findRegionalDomainName } from './find-domain-name.ts';
import { badRequest, conflict } from './refusals.ts';
import { required } from './required.ts';
import { apiGatewayOf, type DomainNameRecord } from './state.ts';

const MAXIMUM_RULES = 50;
const HIGHEST_PRIORITY_NUMBER = 1_000_000;

export const createRoutingRule: Operation<CreateRoutingRuleRequest, CreateRoutingRuleResponse> = {
  schema: CreateRoutingRule$,
  run(input, context) {
    const name = required(input.DomainName, 'DomainName');
    const record = findRegionalDomainName(context, name);
    const priority = required(input.Priority, 'Priority');
    checkPriority(priority, record);
    checkConditions(required(input.Conditions, 'Conditions'));
    checkActions(input, context);

    const id = context.ids.text(6, 'abcdefghijklmnopqrstuvwxyz0123456789');
    const rule: RoutingRule = {
      Actions: input.Actions,
      Conditions: input.Conditions,
      Priority: priority,
      RoutingRuleId: id,
      RoutingRuleArn: `arn:aws:apigateway:${context.region}:${context.account}:/domainnames/${name}/routingrules/${id}`,
    };
    record.routingRules.set(id, rule);
    return rule;
  },
};

function checkPriority(priority: number, { routingRules }: DomainNameRecord): void {
  if (!Number.isInteger(priority) || priority < 1 || priority > HIGHEST_PRIORITY_NUMBER) {
    throw badRequest(`Priority must be between 1 and ${HIGHEST_PRIORITY_NUMBER}`);
  }
  if ([...routingRules.values()].some((rule) => rule.Priority === priority)) {
    throw conflict('A routing rule with this priority already exists for this domain name');
  }
  if (routingRules.size >= MAXIMUM_RULES) {
    throw badRequest(`Maximum number of routing rules for this domain name has been reached (${MAXIMUM_RULES}).`);
  }
}

/** Up to two header conditions and one base path condition; none at all is the catch-all rule. */
function checkConditions(conditions: readonly RoutingRuleCondition[]): void {
  const headers = conditions.filter((each) => each.MatchHeaders !== undefined).length;
  const basePaths = conditions.filter((each) => each.MatchBasePaths !== undefined).length;
  if (headers > 2 || basePaths > 1) {
    throw badRequest('A routing rule can contain up to two matchHeaders conditions and one matchBasePaths condition');
  }
}

function checkActions(input: CreateRoutingRuleRequest, context: OperationContext): void {
  const [action, ...others] = input.Actions ?? [];
  if (action?.InvokeApi === undefined || others.length > 0) {
    throw badRequest('A routing rule must contain exactly one invokeApi action');
  }
  const { ApiId, Stage } = action.InvokeApi;
  const restApi = apiGatewayOf(context).restApis.get(ApiId ?? '');
  if (restApi === undefined) {
    throw badRequest('Routing rules can invoke REST APIs only');
  }
  if (!restApi.stages.has(Stage ?? '')) {
    throw badRequest('Invalid stage identifier specified');
  }
}
