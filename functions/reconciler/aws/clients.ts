import { AccountClient } from '@aws-sdk/client-account';
import { ACMClient } from '@aws-sdk/client-acm';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { GLOBAL_REGION, type Region } from '../model/names.ts';
import { type CallCounter, countCalls, createCallCounter } from './count-calls.ts';

/**
 * The AWS clients of one account. CloudFront, Route 53 and the certificates that CloudFront serves live in us-east-1;
 * API Gateway is asked Region by Region. Endpoint and credentials come from the usual SDK chain (`AWS_ENDPOINT_URL` included).
 */
export interface AwsClients {
  readonly cloudFront: CloudFrontClient;
  readonly route53: Route53Client;
  readonly certificates: ACMClient;
  /** Certificates elsewhere: those that API Gateway serves. */
  readonly certificatesIn: (region: Region) => ACMClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly sts: STSClient;
  readonly account: AccountClient;
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

export interface AwsClientOptions {
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
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
  const settings = { maxAttempts: 5, retryMode: 'adaptive', region: GLOBAL_REGION, ...options };
  const global = {
    cloudFront: countCalls(new CloudFrontClient(settings), calls),
    route53: countCalls(new Route53Client(settings), calls),
    certificates: countCalls(new ACMClient(settings), calls),
    tagging: countCalls(new ResourceGroupsTaggingAPIClient(settings), calls),
    sts: countCalls(new STSClient(settings), calls),
    account: countCalls(new AccountClient(settings), calls),
  };

  const apiGateway = perRegion((region) => countCalls(new ApiGatewayV2Client({ ...settings, region }), calls));
  const certificatesIn = perRegion((region) => countCalls(new ACMClient({ ...settings, region }), calls));
  const apiGatewayV1 = perRegion((region) => countCalls(new APIGatewayClient({ ...settings, region }), calls));
  const secretsManager = perRegion((region) => countCalls(new SecretsManagerClient({ ...settings, region }), calls));
  const destroy = () => {
    const regional = [...certificatesIn.made(), ...apiGateway.made(), ...apiGatewayV1.made(), ...secretsManager.made()];
    for (const client of [...Object.values(global), ...regional]) client.destroy();
  };

  return {
    ...global,
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
