import { type DomainNameConfiguration, IpAddressType, RoutingMode, SecurityPolicy } from '@aws-sdk/client-apigatewayv2';
import type { OperationContext } from '../core/operation.ts';
import { ONLY_REGIONAL } from './find-domain-name.ts';
import { badRequest, conflict, tooMany } from './refusals.ts';
import { oneOf } from './required.ts';
import { apiGatewayOf, apiGatewayState } from './state.ts';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN_NAME = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})+$`);

/** A well-formed name that nobody else has in this Region, within the quota. */
export function checkNewDomainName(context: OperationContext, name: string): void {
  checkDomainNameForm(name);
  for (const { account, region, state } of context.world.states(apiGatewayState)) {
    if (region !== context.region) {
      continue;
    }
    if (state.domainNames.has(name)) {
      throw conflict('The domain name you provided already exists.');
    }
    if (account !== context.account && name.startsWith('*.') && coversOne(name, state.domainNames.keys())) {
      throw conflict('The domain name you provided conflicts with an existing domain name of another account.');
    }
  }
  const { domainNames, domainNameQuota } = apiGatewayOf(context);
  if (domainNames.size >= domainNameQuota) {
    throw tooMany(`Maximum number of domain names for this account has been reached (${domainNameQuota}).`);
  }
}

export function checkDomainNameForm(name: string): void {
  if (!DOMAIN_NAME.test(name) || name.length > 253) {
    throw badRequest(`Invalid domain name: ${name}`);
  }
}

/** The one configuration that version 2 of the API accepts: a regional one. */
export function onlyConfiguration(configurations: DomainNameConfiguration[] | undefined): DomainNameConfiguration {
  const [configuration, ...others] = configurations ?? [];
  if (configuration === undefined || others.length > 0) {
    throw badRequest('Invalid input. Expected one domain name configuration');
  }
  if (configuration.EndpointType !== undefined && configuration.EndpointType !== 'REGIONAL') {
    throw badRequest(ONLY_REGIONAL);
  }
  oneOf(configuration.SecurityPolicy, SecurityPolicy, 'securityPolicy');
  oneOf(configuration.IpAddressType, IpAddressType, 'ipAddressType');
  return configuration;
}

export function checkRoutingMode(mode: RoutingMode | undefined): void {
  oneOf(mode, RoutingMode, 'routingMode');
}

export function checkMutualTls(truststoreUri: string | undefined, configuration: DomainNameConfiguration): void {
  if (truststoreUri === undefined || truststoreUri === '') {
    return;
  }
  if (!/^s3:\/\/[^/]+\/.+$/.test(truststoreUri)) {
    throw badRequest('Invalid truststoreUri specified. It must be an S3 URI: s3://bucket-name/key-name');
  }
  if (configuration.SecurityPolicy === 'TLS_1_0') {
    throw badRequest('Mutual TLS authentication requires security policy TLS_1_2');
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html */
export function checkNoMutualTls(truststoreUri: string | undefined): void {
  if (truststoreUri !== undefined && truststoreUri !== '') {
    throw badRequest('Mutual TLS authentication is not supported with an enhanced security policy');
  }
}

function coversOne(wildcard: string, names: Iterable<string>): boolean {
  return [...names].some((name) => name.endsWith(wildcard.slice(1)));
}
