import {
  type CreateDomainNameRequest,
  EndpointAccessMode,
  EndpointType,
  SecurityPolicy,
} from '@aws-sdk/client-api-gateway';
import { checkNoMutualTls } from '../apigatewayv2/domain-name-rules.ts';
import { badRequest } from '../apigatewayv2/refusals.ts';
import { oneOf, required } from '../apigatewayv2/required.ts';
import type { EnhancedSecurity } from '../apigatewayv2/state.ts';
import { ServiceError } from '../core/service-error.ts';

/** REGIONAL or PRIVATE; AWS's own default, EDGE, is put in place by `putDomainName` instead. */
export function onlyEndpointType(types: readonly EndpointType[] = ['EDGE']): 'REGIONAL' | 'PRIVATE' {
  const [type, ...others] = types;
  oneOf(type, EndpointType, 'endpointConfiguration.types');
  if (type === undefined || others.length > 0) {
    throw badRequest('Only one endpoint type can be specified when a domain name is created');
  }
  if (type === 'EDGE') {
    throw new ServiceError('NotSimulated', 501, 'the simulator does not create EDGE domain names; seed one instead');
  }
  return type;
}

/** The policy and access mode that were asked for, where the policy is an enhanced one. */
export function enhancedSecurityOf(input: CreateDomainNameRequest): EnhancedSecurity | undefined {
  const { securityPolicy, endpointAccessMode } = input;
  oneOf(securityPolicy, SecurityPolicy, 'securityPolicy');
  oneOf(endpointAccessMode, EndpointAccessMode, 'endpointAccessMode');
  if (!securityPolicy?.startsWith('SecurityPolicy_')) {
    return undefined;
  }
  if (securityPolicy.endsWith('_EDGE')) {
    throw badRequest(`The security policy ${securityPolicy} is supported for the endpoint type EDGE only`);
  }
  checkNoMutualTls(input.mutualTlsAuthentication?.truststoreUri);
  return { policy: securityPolicy, accessMode: required(endpointAccessMode, 'endpointAccessMode') };
}
