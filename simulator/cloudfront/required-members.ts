import type { DefaultCacheBehavior, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { invalidArgument, requireMembers } from './invalid-argument.ts';

/*
 * An update replaces the whole configuration, so it asks for more members than a creation does.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-overview-required-fields.html
 */

const CONFIG_ON_UPDATE = [
  'Aliases',
  'DefaultRootObject',
  'CacheBehaviors',
  'CustomErrorResponses',
  'Logging',
  'PriceClass',
  'ViewerCertificate',
  'Restrictions',
  'WebACLId',
  'HttpVersion',
];
const BEHAVIOR_ON_UPDATE = [
  'AllowedMethods',
  'SmoothStreaming',
  'Compress',
  'LambdaFunctionAssociations',
  'FieldLevelEncryptionId',
];
const ORIGIN_ON_UPDATE = ['OriginPath', 'CustomHeaders'];
const CUSTOM_ORIGIN_ON_UPDATE = ['OriginSslProtocols', 'OriginReadTimeout', 'OriginKeepaliveTimeout'];

export function requireMembersOnCreate(config: DistributionConfig): void {
  requireMembers(config, ['CallerReference', 'Origins', 'DefaultCacheBehavior', 'Comment', 'Enabled']);
  if (config.CallerReference === '') throw invalidArgument('The parameter CallerReference is required.');
  for (const origin of config.Origins?.Items ?? []) requireOriginMembers(origin);
  for (const behavior of behaviorsOf(config)) requireMembers(behavior, ['TargetOriginId', 'ViewerProtocolPolicy']);
  for (const behavior of config.CacheBehaviors?.Items ?? []) requireMembers(behavior, ['PathPattern']);
  for (const response of config.CustomErrorResponses?.Items ?? []) requireMembers(response, ['ErrorCode']);
}

export function requireMembersOnUpdate(config: DistributionConfig): void {
  requireForUpdate(config, CONFIG_ON_UPDATE);
  for (const behavior of behaviorsOf(config)) {
    requireForUpdate(behavior, BEHAVIOR_ON_UPDATE);
    requireForUpdate(behavior.AllowedMethods, ['CachedMethods']);
  }
  for (const origin of config.Origins?.Items ?? []) {
    requireForUpdate(origin, ORIGIN_ON_UPDATE);
    if (origin.CustomOriginConfig) requireForUpdate(origin.CustomOriginConfig, CUSTOM_ORIGIN_ON_UPDATE);
  }
  for (const response of config.CustomErrorResponses?.Items ?? []) {
    if (response.ResponsePagePath !== undefined && response.ResponseCode !== undefined) continue;
    throw illegalUpdate('The specified list of custom error responses does not exist or is not valid.');
  }
}

export function illegalUpdate(message: string): ServiceError {
  return new ServiceError('IllegalUpdate', 400, message);
}

/** The default behavior and the others. */
export function behaviorsOf(config: DistributionConfig): DefaultCacheBehavior[] {
  const others = config.CacheBehaviors?.Items ?? [];
  return config.DefaultCacheBehavior === undefined ? others : [config.DefaultCacheBehavior, ...others];
}

function requireOriginMembers(origin: Origin): void {
  requireMembers(origin, ['Id', 'DomainName']);
  if (origin.CustomOriginConfig) {
    requireMembers(origin.CustomOriginConfig, ['HTTPPort', 'HTTPSPort', 'OriginProtocolPolicy']);
  }
  if (origin.S3OriginConfig) requireMembers(origin.S3OriginConfig, ['OriginAccessIdentity']);
}

function requireForUpdate(record: object | undefined, names: readonly string[]): void {
  const missing = names.find((name) => (record as Record<string, unknown> | undefined)?.[name] === undefined);
  if (missing !== undefined) throw illegalUpdate(`${missing} is required for updates.`);
}
