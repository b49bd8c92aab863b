import { type Cors, IpAddressType } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from './refusals.ts';
import { oneOf } from './required.ts';

export interface ApiSettings {
  readonly Name?: string | undefined;
  readonly CorsConfiguration?: Cors | undefined;
  readonly RouteSelectionExpression?: string | undefined;
  readonly ApiKeySelectionExpression?: string | undefined;
  readonly DisableSchemaValidation?: boolean | undefined;
  readonly IpAddressType?: IpAddressType | undefined;
}

const HTTP_ROUTE_SELECTION = '$' + '{request.method} $' + '{request.path}';

/** What an API of this protocol may be set to, at creation and at each update. */
export function checkApiSettings(protocol: string, settings: ApiSettings): void {
  if (settings.Name !== undefined && (settings.Name.length < 1 || settings.Name.length > 128)) {
    throw badRequest('API name must be between 1 and 128 characters');
  }
  oneOf(settings.IpAddressType, IpAddressType, 'ipAddressType');
  if (protocol === 'WEBSOCKET') {
    checkWebSocketSettings(settings);
  } else {
    checkHttpSettings(settings);
  }
}

export function defaultRouteSelection(protocol: string, given: string | undefined): string | undefined {
  return protocol === 'HTTP' ? HTTP_ROUTE_SELECTION : given;
}

function checkWebSocketSettings(settings: ApiSettings): void {
  if (settings.CorsConfiguration !== undefined) {
    throw badRequest('CORS configuration is only supported for HTTP protocol Apis');
  }
  if (settings.RouteSelectionExpression !== undefined && !settings.RouteSelectionExpression.startsWith('$')) {
    throw badRequest('Invalid routeSelectionExpression specified. It must start with $request.body');
  }
}

function checkHttpSettings(settings: ApiSettings): void {
  const expression = settings.RouteSelectionExpression;
  if (expression !== undefined && expression !== HTTP_ROUTE_SELECTION) {
    throw badRequest(`For HTTP protocol Apis, routeSelectionExpression must be ${HTTP_ROUTE_SELECTION}`);
  }
  if (settings.DisableSchemaValidation === true) {
    throw badRequest('DisableSchemaValidation is only supported for WEBSOCKET protocol Apis');
  }
  if (settings.CorsConfiguration !== undefined) {
    checkCors(settings.CorsConfiguration);
  }
}

function checkCors(cors: Cors): void {
  for (const origin of cors.AllowOrigins ?? []) {
    if (origin !== '*' && !/^(https?:\/\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(origin)) {
      throw badRequest(`Invalid format for origin ${origin}`);
    }
  }
  if (cors.AllowCredentials === true && cors.AllowOrigins?.includes('*')) {
    throw badRequest('allowCredentials is not supported when allowOrigins includes *');
  }
  if (cors.MaxAge !== undefined && (cors.MaxAge < -1 || cors.MaxAge > 86_400)) {
    throw badRequest('Invalid maxAge specified. It must be between -1 and 86400');
  }
}
