import { setTimeout } from 'node:timers/promises';
import { AccountClient } from '@aws-sdk/client-account';
import { ACMClient } from '@aws-sdk/client-acm';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53Client, type Route53ClientConfig } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../model/clock.ts';
import { type AccountId, GLOBAL_REGION, type Region } from '../model/names.ts';
import type { ZoneRole } from '../model/zone-role.ts';
import { assumedRole } from './assumed-role.ts';
import { ATTEMPTS, REQUEST_TIMEOUTS } from './client-settings.ts';
import { type CallCounter, countCalls, createCallCounter } from './count-calls.ts';
import { limitRate } from './limit-rate.ts';
import { createPricingPlanManagerClient, type PricingPlanManagerClient } from './pricing-plan-manager.ts';
import { createRateLimiter, partOf, type Rate, UNLIMITED } from './rate-limiter.ts';
import type { ZoneOwner } from './zone-owners.ts';

/**
 * Our share of Route 53, for each account: half of the 10 requests a second that it allows an account, and a fifth of the burst of 50. The rest is for
 * others, and for looks at the same account from elsewhere. The operations sent here have no lower limit of their own.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html
 */
export const ROUTE_53_SHARE: Rate = { perSecond: 5, burst: 10 };

const MACHINE_CLOCK: Clock = { now: () => new Date(), sleep: (seconds) => setTimeout(seconds * 1000) };

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
  /** By which assumed roles expire and requests keep to rates. @default the machine's */
  readonly clock?: Clock;
  /** Looks that ask the zone owners at the same time: each keeps to its part of the share. @default 1 */
  readonly looksAtOnce?: number;
  /** Overrides the endpoint of every service; without a `clock`, what is there has no rates to keep to. @default from the environment */
  readonly endpoint?: string;
  /** Attempts per request. @default 5 */
  readonly maxAttempts?: number;
}

/**
 * Clients for one account. CloudFront publishes no rate for its control API and throttles after a few writes a minute, so
 * retries adapt to what it answers. Requests to Route 53 keep to `ROUTE_53_SHARE` of each account that is asked.
 */
export function createAwsClients(options: AwsClientOptions = {}): AwsClients {
  const calls = createCallCounter();
  const { zoneRoles = [], zoneRoleCredentials, clock, looksAtOnce = 1, ...given } = options;
  const common = { ...ATTEMPTS, region: GLOBAL_REGION, ...given };
  const settings = { ...common, requestHandler: REQUEST_TIMEOUTS };
  const time = clock ?? MACHINE_CLOCK;
  const hasRates = given.endpoint === undefined || clock !== undefined;
  const shareOf = onePer((account: AccountId | 'own') => {
    const rate = account === 'own' ? ROUTE_53_SHARE : partOf(ROUTE_53_SHARE, looksAtOnce);
    return hasRates ? createRateLimiter(rate, time) : UNLIMITED;
  }).of;
  const route53In = (account: AccountId | 'own', config: Route53ClientConfig) =>
    limitRate(countCalls(new Route53Client(config), calls), shareOf(account));
  const global = {
    cloudFront: countCalls(new CloudFrontClient(settings), calls),
    route53: route53In('own', settings),
    certificates: countCalls(new ACMClient(settings), calls),
    tagging: countCalls(new ResourceGroupsTaggingAPIClient(settings), calls),
    sts: countCalls(new STSClient(settings), calls),
    account: countCalls(new AccountClient(settings), calls),
    pricingPlanManager: countCalls(createPricingPlanManagerClient(common), calls),
  };

  const assuming = countCalls(new STSClient({ ...settings, credentials: zoneRoleCredentials }), calls);
  const now = () => time.now().getTime();
  const zoneOwners = zoneRoles.map((role) => ({
    account: role.account,
    route53: route53In(role.account, { ...settings, credentials: assumedRole(assuming, role, now) }),
  }));

  const apiGateway = onePer((region: Region) => countCalls(new ApiGatewayV2Client({ ...settings, region }), calls));
  const certificatesIn = onePer((region: Region) => countCalls(new ACMClient({ ...settings, region }), calls));
  const apiGatewayV1 = onePer((region: Region) => countCalls(new APIGatewayClient({ ...settings, region }), calls));
  const secretsManager = onePer((region: Region) =>
    countCalls(new SecretsManagerClient({ ...settings, region }), calls),
  );
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

/** One for each key, made when it is first asked for. */
function onePer<Key, Made>(create: (key: Key) => Made) {
  const known = new Map<Key, Made>();
  const of = (key: Key): Made => {
    const made = known.get(key) ?? create(key);
    known.set(key, made);
    return made;
  };
  return { of, made: () => [...known.values()] };
}
