import type {
  Api,
  ApiMapping,
  Authorizer,
  DomainName,
  Integration,
  Route,
  RoutingRule,
  Stage,
} from '@aws-sdk/client-apigatewayv2';
import type { OperationContext } from '../core/operation.ts';
import type { StateKey } from '../core/world.ts';

/** A custom domain name with what hangs on it; the tags are in the shared tag state. */
export interface DomainNameRecord {
  domainName: DomainName;
  readonly mappings: Map<string, ApiMapping>;
  readonly routingRules: Map<string, RoutingRule>;
}

/** An HTTP or WebSocket API with what hangs on it. */
export interface ApiRecord {
  api: Api;
  readonly routes: Map<string, Route>;
  readonly authorizers: Map<string, Authorizer>;
  readonly integrations: Map<string, Integration>;
  readonly stages: Map<string, Stage>;
}

/** A REST API: version 2 of the API cannot read it, but mappings may name it and the data plane serves it. */
export interface RestApiRecord {
  readonly restApiId: string;
  readonly name: string;
  readonly stages: ReadonlySet<string>;
  readonly disableExecuteApiEndpoint: boolean;
}

/** API Gateway of one account in one Region. */
export interface ApiGatewayState {
  readonly domainNames: Map<string, DomainNameRecord>;
  readonly apis: Map<string, ApiRecord>;
  readonly restApis: Map<string, RestApiRecord>;
  /** "Custom domain names per account per Region": an adjustable quota. */
  domainNameQuota: number;
}

export const apiGatewayState: StateKey<ApiGatewayState> = {
  name: 'apigatewayv2',
  create: () => ({ domainNames: new Map(), apis: new Map(), restApis: new Map(), domainNameQuota: 120 }),
};

/** Deliberately small, so that a caller that ignores `NextToken` is noticed. */
export const DEFAULT_PAGE_SIZE = 3;
export const MAXIMUM_PAGE_SIZE = 500;

export const DOMAIN_NAME_UPDATE_SECONDS = 30;

export function apiGatewayOf(context: OperationContext): ApiGatewayState {
  return context.world.state(apiGatewayState, context.account, context.region);
}
