import { S3Client } from '@aws-sdk/client-s3';
import { type BucketDeclaration, declareBucket } from '../../../simulator/s3/state.ts';
import type { ClientScope, SimulatedAws } from '../../support/simulated-aws.ts';

export const Bucket = 'reports';

export function s3(aws: SimulatedAws, scope?: ClientScope): S3Client {
  return aws.client(S3Client, scope);
}

export function declareReports({ simulator }: SimulatedAws, declaration: Partial<BucketDeclaration> = {}): void {
  declareBucket(simulator.world, { name: Bucket, account: '111111111111', ...declaration });
}
