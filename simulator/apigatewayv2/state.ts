import type {
  EndpointAccessMode,
  DomainName as PrivateDomainName,
  Resource,
  RestApi,
  Authorizer as RestAuthorizer,
  Stage as RestStage,
  SecurityPolicy,
} from '@aws-sdk/client-api-gateway';
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
  /** Absent under TLS_1_0 and TLS_1_2. */
  enhancedSecurity?: EnhancedSecurity | undefined;
}

/** A `SecurityPolicy_*`: version 2 of the API has no word for it, only version 1 shows it. */
export interface EnhancedSecurity {
  readonly policy: SecurityPolicy;
  readonly accessMode: EndpointAccessMode | undefined;
}

/** A PRIVATE custom domain name, which version 2 of the API does not know. Its name alone does not identify it. */
export interface PrivateDomainNameRecord {
  domainName: PrivateDomainName;
  readonly mappings: Map<string, ApiMapping>;
}

/** An HTTP or WebSocket API with what hangs on it. */
export interface ApiRecord {
  api: Api;
  readonly routes: Map<string, Route>;
  readonly authorizers: Map<string, Authorizer>;
  readonly integrations: Map<string, Integration>;
  readonly stages: Map<string, Stage>;
}

/** A REST API: only version 1 of the API reads it, but mappings and routing rules of both lead to it. */
export interface RestApiRecord {
  readonly restApiId: string;
  readonly api: RestApi;
  /** By id; the root is one of them. */
  readonly resources: Map<string, Resource>;
  readonly authorizers: Map<string, RestAuthorizer>;
  readonly stages: Map<string, RestStage>;
}

/** API Gateway of one account in one Region, as both versions of its API see it. */
export interface ApiGatewayState {
  readonly domainNames: Map<string, DomainNameRecord>;
  /** By domain name id. */
  readonly privateDomainNames: Map<string, PrivateDomainNameRecord>;
  readonly apis: Map<string, ApiRecord>;
  readonly restApis: Map<string, RestApiRecord>;
  /** "Public custom domain names per account per Region": an adjustable quota. */
  domainNameQuota: number;
  /** "Private custom domain names per account per Region": an adjustable quota. */
  privateDomainNameQuota: number;
}

export const apiGatewayState: StateKey<ApiGatewayState> = {
  name: 'apigatewayv2',
  create: () => ({
    domainNames: new Map(),
    privateDomainNames: new Map(),
    apis: new Map(),
    restApis: new Map(),
    domainNameQuota: 120,
    privateDomainNameQuota: 50,
  }),
};

/** Deliberately small, so that a caller that ignores `NextToken` is noticed. */
export const DEFAULT_PAGE_SIZE = 3;
export const MAXIMUM_PAGE_SIZE = 500;

export const DOMAIN_NAME_UPDATE_SECONDS = 30;

export function apiGatewayOf(context: OperationContext): ApiGatewayState {
  return context.world.state(apiGatewayState, context.account, context.region);
}
