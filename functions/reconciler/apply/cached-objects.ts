import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { type Called, called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { TAG } from '../model/tags.ts';
import { tagDistribution } from './distribution.ts';

/** Sends the owed invalidation and then forgets the debt. Sent twice under one caller reference it is the same invalidation. */
export async function invalidate(
  clients: AwsClients,
  step: {
    readonly distributionId: string;
    readonly distributionArn: string;
    readonly callerReference: string;
    readonly paths: readonly string[];
  },
): Promise<Called<unknown>> {
  const answer = await called('CloudFront.CreateInvalidation', () =>
    clients.cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId: step.distributionId,
        InvalidationBatch: {
          CallerReference: step.callerReference,
          Paths: { Quantity: step.paths.length, Items: [...step.paths] },
        },
      }),
    ),
  );
  return answer.kind === 'failed'
    ? answer
    : tagDistribution(clients, step.distributionArn, {}, [TAG.pendingInvalidation]);
}
