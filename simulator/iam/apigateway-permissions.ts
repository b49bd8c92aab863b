import type { HttpTrait } from '../core/operation-shape.ts';
import type { AskedRequest, Permission } from './permission.ts';

type ApiGatewayInput = Readonly<Record<string, unknown>>;

/**
 * API Gateway's actions are HTTP methods and its resources the paths of both versions, without an account. Routing rules came later and have
 * operations as actions, and an account.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
export function apiGatewayPermissions(
  { operation, input, context }: AskedRequest<ApiGatewayInput>,
  [method, template]: HttpTrait,
): readonly Permission[] {
  if (/RoutingRules?$/.test(operation)) {
    const { DomainName = '', RoutingRuleId = '*' } = input;
    const path = `/domainnames/${DomainName}/routingrules/${RoutingRuleId}`;
    const resource = `arn:aws:apigateway:${context.region}:${context.account}:${path}`;
    return [{ action: `apigateway:${operation}`, resource }];
  }
  const resource = `arn:aws:apigateway:${context.region}::${pathOf(template, input)}`;
  return [{ action: `apigateway:${method}`, resource }];
}

/** The path of the request, without its version and its query. */
function pathOf(template: string, input: ApiGatewayInput): string {
  const [path = ''] = template.split('?');
  return path
    .replace(/^\/v2/, '')
    .replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
}
