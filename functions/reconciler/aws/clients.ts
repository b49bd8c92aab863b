import { AccountClient } from '@aws-sdk/client-account';
import { ACMClient } from '@aws-sdk/client-acm';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { GLOBAL_REGION, type Region } from '../model/names.ts';
import type { ZoneRole } from '../model/zone-role.ts';
import { REQUEST_TIMEOUTS } from '../network/request-timeouts.ts';
import { assumedRole } from './assumed-role.ts';
import { type CallCounter, countCalls, createCallCounter } from './count-calls.ts';
import { createPricingPlanManagerClient, type PricingPlanManagerClient } from './pricing-plan-manager.ts';
import type { ZoneOwner } from './zone-owners.ts';

/**
 * The AWS clients of one account. CloudFront, Route 53 and the certificates that CloudFront serves live in us-east-1;
 * API Gateway is asked Region by Region. Endpoint and credentials come from the usual SDK chain (`AWS_ENDPOINT_URL` included).
 */
export interface AwsClients {
  readonly cloudFront: CloudFrontClient;
  readonly route53: Route53Client;
  /** Other accounts whose hosted zones may hold the names of edges. */
  readonly zoneOwners: readonly ZoneOwner[];
  readonly certificates: ACMClient;
  /** Certificates elsewhere: those that API Gateway serves. */
  readonly certificatesIn: (region: Region) => ACMClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly sts: STSClient;
  readonly account: AccountClient;
  /** Which distributions are on a flat-rate plan. */
  readonly pricingPlanManager: PricingPlanManagerClient;
  /** Version 2: HTTP and WebSocket APIs, mappings, routing rules. */
  readonly apiGateway: (region: Region) => ApiGatewayV2Client;
  /** Version 1: the richer inventory of custom domains, and REST APIs. */
  readonly apiGatewayV1: (region: Region) => APIGatewayClient;
  /** Values that origins are sent; asked only for edges with `OriginVerify`. */
  readonly secretsManager: (region: Region) => SecretsManagerClient;
  /** Requests sent so far, retries included. */
  readonly calls: CallCounter;
  readonly destroy: () => void;
}

type Credentials = AwsCredentialIdentity | AwsCredentialIdentityProvider;

export interface AwsClientOptions {
  /** @default the usual SDK chain */
  readonly credentials?: Credentials;
  /** Roles of other accounts whose hosted zones may hold the names of edges. @default none */
  readonly zoneRoles?: readonly ZoneRole[];
  /** Who assumes them: they trust this tool, not the account that it looks at. @default the usual SDK chain, whatever `credentials` are */
  readonly zoneRoleCredentials?: Credentials;
  /** The time by which assumed roles expire, in milliseconds. @default the machine's */
  readonly now?: () => number;
  /** Overrides the endpoint of every service. @default from the environment */
  readonly endpoint?: string;
  /** Attempts per request. @default 5 */
  readonly maxAttempts?: number;
}

/**
 * Clients for one account. CloudFront publishes no rate for its control API and throttles after a few writes a minute, so
 * retries adapt to what it answers.
 */
export function createAwsClients(options: AwsClientOptions = {}): AwsClients {
  const calls = createCallCounter();
  const { zoneRoles = [], zoneRoleCredentials, now = Date.now, ...given } = options;
  const common = { maxAttempts: 5, retryMode: 'adaptive', region: GLOBAL_REGION, ...given };
  const settings = { ...common, requestHandler: REQUEST_TIMEOUTS };
  const global = {
    cloudFront: countCalls(new CloudFrontClient(settings), calls),
    route53: countCalls(new Route53Client(settings), calls),
    certificates: countCalls(new ACMClient(settings), calls),
    tagging: countCalls(new ResourceGroupsTaggingAPIClient(settings), calls),
    sts: countCalls(new STSClient(settings), calls),
    account: countCalls(new AccountClient(settings), calls),
    pricingPlanManager: countCalls(createPricingPlanManagerClient(common), calls),
  };

  const assuming = countCalls(new STSClient({ ...settings, credentials: zoneRoleCredentials }), calls);
  const zoneOwners = zoneRoles.map((role) => ({
    account: role.account,
    route53: countCalls(new Route53Client({ ...settings, credentials: assumedRole(assuming, role, now) }), calls),
  }));

  const apiGateway = perRegion((region) => countCalls(new ApiGatewayV2Client({ ...settings, region }), calls));
  const certificatesIn = perRegion((region) => countCalls(new ACMClient({ ...settings, region }), calls));
  const apiGatewayV1 = perRegion((region) => countCalls(new APIGatewayClient({ ...settings, region }), calls));
  const secretsManager = perRegion((region) => countCalls(new SecretsManagerClient({ ...settings, region }), calls));
  const destroy = () => {
    const regional = [...certificatesIn.made(), ...apiGateway.made(), ...apiGatewayV1.made(), ...secretsManager.made()];
    const ofOwners = [assuming, ...zoneOwners.map(({ route53 }) => route53)];
    for (const client of [...Object.values(global), ...ofOwners, ...regional]) client.destroy();
  };

  return {
    ...global,
    zoneOwners,
    certificatesIn: certificatesIn.of,
    apiGateway: apiGateway.of,
    apiGatewayV1: apiGatewayV1.of,
    secretsManager: secretsManager.of,
    calls,
    destroy,
  };
}

/** One client per Region, made when it is first asked for. */
function perRegion<Client>(create: (region: Region) => Client) {
  const known = new Map<Region, Client>();
  const of = (region: Region): Client => {
    const client = known.get(region) ?? create(region);
    known.set(region, client);
    return client;
  };
  return { of, made: () => [...known.values()] };
}
