import {
  CreateOriginRequestPolicyCommand,
  CreateResponseHeadersPolicyCommand,
  DeleteOriginRequestPolicyCommand,
  DeleteResponseHeadersPolicyCommand,
  GetOriginRequestPolicyCommand,
  GetResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { toOriginRequestPolicyConfig, toResponseHeadersPolicyConfig } from '../aws/header-policies.ts';
import type { NewPolicy } from '../model/header-policies.ts';

/** Creates a policy once: that another look made the same one first is as good, because the name is its content. */
export async function createPolicy({ cloudFront }: AwsClients, policy: NewPolicy): Promise<Called<unknown>> {
  const answer: Called<unknown> =
    policy.kind === 'origin-request'
      ? await called('CloudFront.CreateOriginRequestPolicy', () =>
          cloudFront.send(
            new CreateOriginRequestPolicyCommand({ OriginRequestPolicyConfig: toOriginRequestPolicyConfig(policy) }),
          ),
        )
      : await called('CloudFront.CreateResponseHeadersPolicy', () =>
          cloudFront.send(
            new CreateResponseHeadersPolicyCommand({
              ResponseHeadersPolicyConfig: toResponseHeadersPolicyConfig(policy),
            }),
          ),
        );
  const exists = ['OriginRequestPolicyAlreadyExists', 'ResponseHeadersPolicyAlreadyExists'];
  return settled(answer, exists);
}

/** Deletes a policy of ours. Gone already, or taken into use by another edge meanwhile: both are fine. */
export async function deletePolicy(
  { cloudFront }: AwsClients,
  kind: NewPolicy['kind'],
  id: string,
): Promise<Called<unknown>> {
  const answer =
    kind === 'origin-request'
      ? await called('CloudFront.DeleteOriginRequestPolicy', async () => {
          const { ETag } = await cloudFront.send(new GetOriginRequestPolicyCommand({ Id: id }));
          return cloudFront.send(new DeleteOriginRequestPolicyCommand({ Id: id, IfMatch: ETag }));
        })
      : await called('CloudFront.DeleteResponseHeadersPolicy', async () => {
          const { ETag } = await cloudFront.send(new GetResponseHeadersPolicyCommand({ Id: id }));
          return cloudFront.send(new DeleteResponseHeadersPolicyCommand({ Id: id, IfMatch: ETag }));
        });
  return settled(answer, [
    'NoSuchOriginRequestPolicy',
    'NoSuchResponseHeadersPolicy',
    'OriginRequestPolicyInUse',
    'ResponseHeadersPolicyInUse',
  ]);
}

/** Refusals that mean "already as wanted". */
function settled(answer: Called<unknown>, fineCodes: readonly string[]): Called<unknown> {
  return answer.kind === 'failed' && fineCodes.includes(answer.failure.code)
    ? { kind: 'answered', value: undefined }
    : answer;
}
