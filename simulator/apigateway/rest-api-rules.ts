import {
  ApiKeySourceType,
  type CreateRestApiRequest,
  EndpointAccessMode,
  type EndpointConfiguration,
  EndpointType,
  SecurityPolicy,
} from '@aws-sdk/client-api-gateway';
import { badRequest } from '../apigatewayv2/refusals.ts';
import { oneOf, required } from '../apigatewayv2/required.ts';
import { ServiceError } from '../core/service-error.ts';

const MAXIMUM_COMPRESSION_SIZE = 10_485_760;

export function checkRestApi(input: CreateRestApiRequest): void {
  required(input.name, 'name');
  oneOf(input.apiKeySource, ApiKeySourceType, 'apiKeySource');
  oneOf(input.securityPolicy, SecurityPolicy, 'securityPolicy');
  oneOf(input.endpointAccessMode, EndpointAccessMode, 'endpointAccessMode');
  if (input.cloneFrom !== undefined) {
    throw new ServiceError('NotSimulated', 501, 'the simulator does not clone REST APIs');
  }
  if (input.securityPolicy?.startsWith('SecurityPolicy_')) {
    required(input.endpointAccessMode, 'endpointAccessMode');
  }
  const size = input.minimumCompressionSize ?? 0;
  if (size < 0 || size > MAXIMUM_COMPRESSION_SIZE) {
    throw badRequest(`Invalid minimum compression size, must be between 0 and ${MAXIMUM_COMPRESSION_SIZE}`);
  }
}

/** The one endpoint type of a REST API, EDGE unless asked otherwise. */
export function endpointOf({ types = ['EDGE'], ...rest }: EndpointConfiguration = {}): EndpointConfiguration {
  const [type, ...others] = types;
  oneOf(type, EndpointType, 'endpointConfiguration.types');
  if (type === undefined || others.length > 0) {
    throw badRequest('Exactly one endpoint type must be specified for a REST API');
  }
  return { ...rest, types, ipAddressType: rest.ipAddressType ?? (type === 'PRIVATE' ? 'dualstack' : 'ipv4') };
}
