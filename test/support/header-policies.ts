import {
  CloudFrontClient,
  CreateOriginRequestPolicyCommand,
  type CreateOriginRequestPolicyCommandOutput,
  ListOriginRequestPoliciesCommand,
  ListResponseHeadersPoliciesCommand,
  type OriginRequestPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { ACCOUNT } from './estates.ts';
import type { SimulatedAws } from './simulated-aws.ts';

/** A name that this tool would give. No API needs what is in it. */
export const UNUSED_POLICY = 'secure-api-edge-headers-0123456789ab';

export function createPolicy(
  aws: SimulatedAws,
  name: string,
  headers: readonly string[],
  account = ACCOUNT,
): Promise<CreateOriginRequestPolicyCommandOutput> {
  const config: OriginRequestPolicyConfig = {
    Name: name,
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: headers.length, Items: [...headers] } },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  };
  return aws
    .client(CloudFrontClient, { account })
    .send(new CreateOriginRequestPolicyCommand({ OriginRequestPolicyConfig: config }));
}

/** Names of the account's custom policies: origin request, then response headers. */
export async function customPolicies(aws: SimulatedAws, account = ACCOUNT): Promise<readonly string[]> {
  const client = aws.client(CloudFrontClient, { account });
  const custom = { Type: 'custom', MaxItems: 100 } as const;
  const { OriginRequestPolicyList } = await client.send(new ListOriginRequestPoliciesCommand(custom));
  const { ResponseHeadersPolicyList } = await client.send(new ListResponseHeadersPoliciesCommand(custom));
  return [
    ...(OriginRequestPolicyList!.Items ?? []).map((one) => one.OriginRequestPolicy!.OriginRequestPolicyConfig!.Name!),
    ...(ResponseHeadersPolicyList!.Items ?? []).map(
      (one) => one.ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!.Name!,
    ),
  ];
}
