import {
  type CustomOriginConfig,
  type DistributionConfig,
  IpAddressType,
  type Origin,
  OriginProtocolPolicy,
  SslProtocol,
} from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { invalidArgument, isWithin, requireLength, requireOneOf, requireRange } from './invalid-argument.ts';
import { requireOriginCustomHeaders } from './origin-custom-header-rules.ts';
import { cloudFrontOf } from './state.ts';

const DNS_NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const S3_BUCKET = /\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$/i;

export function requireOrigins(config: DistributionConfig, context: OperationContext): void {
  const origins = config.Origins?.Items ?? [];
  if (origins.length === 0) throw invalidArgument('The parameter Origins is required.');
  if (origins.length > cloudFrontOf(context).quotas.originsPerDistribution) {
    throw new ServiceError('TooManyOrigins', 400, 'You cannot create more origins for the distribution.');
  }
  for (const origin of origins) requireOrigin(origin);
  if (new Set(origins.map(({ Id }) => Id)).size < origins.length) {
    throw invalidArgument('The parameter Origin Id contains duplicates.');
  }
}

function requireOrigin(origin: Origin): void {
  if (!origin.Id) throw invalidArgument('The parameter Id is required.');
  requireLength('Origin Id', origin.Id, 128);
  if (!DNS_NAME.test(origin.DomainName ?? '')) {
    throw invalidArgument('The parameter origin name must be a domain name.');
  }
  requireOriginPath(origin.OriginPath);
  requireKind(origin);
  requireOriginCustomHeaders(origin.CustomHeaders?.Items ?? []);
  requireRange('ConnectionAttempts', origin.ConnectionAttempts, 1, 3);
  requireRange('ConnectionTimeout', origin.ConnectionTimeout, 1, 10);
  if (origin.OriginShield?.Enabled && !origin.OriginShield.OriginShieldRegion) {
    throw invalidArgument('The parameter OriginShieldRegion is required.');
  }
}

function requireOriginPath(path: string | undefined): void {
  if (!path) return;
  requireLength('OriginPath', path, 255);
  if (!path.startsWith('/')) throw invalidArgument('The parameter OriginPath must begin with a slash (/).');
  if (path.endsWith('/')) throw invalidArgument('The parameter OriginPath must not end with a slash (/).');
}

/** An origin is of exactly one kind. */
function requireKind(origin: Origin): void {
  const kinds = [origin.S3OriginConfig, origin.CustomOriginConfig, origin.VpcOriginConfig].filter(Boolean);
  if (kinds.length !== 1) {
    throw invalidArgument('Exactly one of CustomOriginConfig, VpcOriginConfig, and S3OriginConfig must be specified.');
  }
  if (origin.S3OriginConfig && !S3_BUCKET.test(origin.DomainName ?? '')) {
    throw new ServiceError('InvalidOrigin', 400, 'The specified origin server does not exist or is not valid.');
  }
  if (origin.CustomOriginConfig) requireCustomOrigin(origin.CustomOriginConfig, origin.ResponseCompletionTimeout);
}

function requireCustomOrigin(config: CustomOriginConfig, responseCompletionTimeout: number | undefined): void {
  requirePort('HTTPPort', config.HTTPPort);
  requirePort('HTTPSPort', config.HTTPSPort);
  requireOneOf('OriginProtocolPolicy', config.OriginProtocolPolicy, OriginProtocolPolicy);
  requireOneOf('IpAddressType', config.IpAddressType, IpAddressType);
  const protocols = config.OriginSslProtocols?.Items ?? [];
  if (protocols.length === 0) throw invalidArgument('The parameter OriginSslProtocols is required.');
  for (const protocol of protocols) requireOneOf('OriginSslProtocols', protocol, SslProtocol);
  requireTimeouts(config, responseCompletionTimeout);
}

function requirePort(parameter: string, port: number | undefined): void {
  if (port === 80 || port === 443 || isWithin(Number(port), 1024, 65_535)) return;
  throw invalidArgument(`The parameter ${parameter} must be 80, 443, or in the range 1024-65535.`);
}

function requireTimeouts(config: CustomOriginConfig, responseCompletionTimeout: number | undefined): void {
  const readTimeout = Number(config.OriginReadTimeout);
  if (!isWithin(readTimeout, 1, 120)) {
    throw new ServiceError('InvalidOriginReadTimeout', 400, 'The read timeout specified for the origin is not valid.');
  }
  if (!isWithin(Number(config.OriginKeepaliveTimeout), 1, 300)) {
    throw new ServiceError(
      'InvalidOriginKeepaliveTimeout',
      400,
      'The keep alive timeout specified for the origin is not valid.',
    );
  }
  if (responseCompletionTimeout !== undefined && responseCompletionTimeout < readTimeout) {
    throw invalidArgument(
      'The parameter ResponseCompletionTimeout must be equal to or greater than OriginReadTimeout.',
    );
  }
}
