/**
 * Pricing Plan Manager, as far as it is asked: the one list that tells which resources are on a flat-rate plan.
 * https://docs.aws.amazon.com/pricingplanmanager/latest/APIReference/API_ListSubscriptions.html
 *
 * Operation and endpoint are the service's own. What sends them (credentials, signature, retries, REST-JSON) is a client that is here already: both
 * services speak the same protocol from one Region for all.
 */
import { AccountClient, type AccountClientConfig, type AccountClientResolvedConfig } from '@aws-sdk/client-account';
import { type Client, makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import type {
  EndpointV2,
  HttpHandlerOptions,
  MetadataBearer,
  StaticListSchema,
  StaticOperationSchema,
  StaticStructureSchema,
} from '@smithy/types';

export interface ListSubscriptionsInput {
  readonly nextToken?: string | undefined;
}

export interface ListSubscriptionsOutput extends MetadataBearer {
  readonly subscriptionSummaries?: readonly SubscriptionSummary[];
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/pricingplanmanager/latest/APIReference/API_SubscriptionSummary.html */
export interface SubscriptionSummary {
  readonly arn?: string;
  /** FREE, PRO, BUSINESS or PREMIUM. */
  readonly planTier?: string;
  /** PENDING_APPROVAL, ACTIVE, SYNC_IN_PROGRESS or FAILED. */
  readonly status?: string;
  readonly resourceArns?: readonly string[];
}

export type PricingPlanManagerClient = Client<
  HttpHandlerOptions,
  ListSubscriptionsInput,
  ListSubscriptionsOutput,
  AccountClientResolvedConfig
>;

const NAMESPACE = 'com.amazonaws.pricingplanmanager';
const ENDPOINT = 'https://pricingplanmanager.us-east-1.api.aws';

/** Nothing else of a look goes to this host. Where a network does not let it through, an attempt waits no longer than this. */
const PATIENCE = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

export function createPricingPlanManagerClient(config: AccountClientConfig): PricingPlanManagerClient {
  const client: unknown = new AccountClient({
    requestHandler: PATIENCE,
    ...config,
    serviceId: 'Pricing Plan Manager',
    endpointProvider: ({ Endpoint }) => endpointAt(String(Endpoint ?? ENDPOINT)),
    protocolSettings: { defaultNamespace: NAMESPACE, errorTypeRegistries: [] },
  });
  return client as PricingPlanManagerClient;
}

function endpointAt(url: string): EndpointV2 {
  const signature = { name: 'sigv4', signingName: 'pricingplanmanager', signingRegion: 'us-east-1', properties: {} };
  return { url: new URL(url), properties: { authSchemes: [signature] } };
}

/** A string, and a list of them, in the SDK's schemas. */
const TEXT = 0;
const TEXTS = 64;

const summary: StaticStructureSchema = [
  3,
  NAMESPACE,
  'SubscriptionSummary',
  0,
  ['arn', 'planTier', 'status', 'resourceArns'],
  [TEXT, TEXT, TEXT, TEXTS],
];
const summaries: StaticListSchema = [1, NAMESPACE, 'SubscriptionSummaryList', 0, () => summary];
const input: StaticStructureSchema = [3, NAMESPACE, 'ListSubscriptionsInput', 0, ['nextToken'], [TEXT]];
const output: StaticStructureSchema = [
  3,
  NAMESPACE,
  'ListSubscriptionsOutput',
  0,
  ['subscriptionSummaries', 'nextToken'],
  [() => summaries, TEXT],
];
const listSubscriptions: StaticOperationSchema = [
  9,
  NAMESPACE,
  'ListSubscriptions',
  { http: ['POST', '/v1/ListSubscriptions', 200] },
  () => input,
  () => output,
];

const command = makeBuilder<AccountClientResolvedConfig, ListSubscriptionsInput, ListSubscriptionsOutput>(
  { Endpoint: { type: 'builtInParams', name: 'endpoint' } },
  'PricingPlanManager',
  'PricingPlanManagerClient',
  getEndpointPlugin,
);

export class ListSubscriptionsCommand extends command<ListSubscriptionsInput, ListSubscriptionsOutput>(
  {},
  () => [],
  'ListSubscriptions',
  listSubscriptions,
) {}
