import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { Permission } from './permission.ts';

/**
 * What CloudFront checks in the name of whoever writes a distribution with these settings, whatever the change.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export function distributionPermissions(config: Partial<DistributionConfig> = {}): readonly Permission[] {
  return [...webAclPermissions(config), ...loggingPermissions(config), ...functionPermissions(config)];
}

/** A web ACL of AWS WAF Classic is an id and no ARN: it is not checked. */
function webAclPermissions({ WebACLId = '' }: Partial<DistributionConfig>): readonly Permission[] {
  return WebACLId.startsWith('arn:') ? [{ action: 'wafv2:GetWebACL', resource: WebACLId }] : [];
}

function loggingPermissions({ Logging }: Partial<DistributionConfig>): readonly Permission[] {
  if (!Logging?.Enabled || !Logging.Bucket) return [];
  const resource = `arn:aws:s3:::${Logging.Bucket.replace(/\.s3\..*$/, '')}`;
  return ['s3:GetBucketAcl', 's3:PutBucketAcl'].map((action) => ({ action, resource }));
}

function functionPermissions({ DefaultCacheBehavior, CacheBehaviors }: Partial<DistributionConfig>) {
  const behaviors = [DefaultCacheBehavior, ...(CacheBehaviors?.Items ?? [])].filter((one) => one !== undefined);
  return behaviors.flatMap(functionsOf).flatMap(onFunction);
}

function functionsOf({ LambdaFunctionAssociations }: DefaultCacheBehavior | CacheBehavior): readonly string[] {
  return (LambdaFunctionAssociations?.Items ?? []).map(({ LambdaFunctionARN = '' }) => LambdaFunctionARN);
}

function onFunction(resource: string): readonly Permission[] {
  return ['lambda:GetFunction', 'lambda:EnableReplication', 'lambda:DisableReplication'].map((action) => ({
    action,
    resource,
  }));
}
