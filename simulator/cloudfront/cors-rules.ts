import {
  ResponseHeadersPolicyAccessControlAllowMethodsValues,
  type ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { invalidArgument, requireMembers, requireOneOf, requireRange } from './invalid-argument.ts';

const REQUIRED = [
  'AccessControlAllowOrigins',
  'AccessControlAllowHeaders',
  'AccessControlAllowMethods',
  'AccessControlAllowCredentials',
  'OriginOverride',
];

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyCorsConfig.html */
export function requireCors(cors: NonNullable<ResponseHeadersPolicyConfig['CorsConfig']>): void {
  requireMembers(cors, REQUIRED);
  const origins = cors.AccessControlAllowOrigins?.Items ?? [];
  const headers = cors.AccessControlAllowHeaders?.Items ?? [];
  const methods = cors.AccessControlAllowMethods?.Items ?? [];
  if (origins.length === 0) throw invalidArgument('The parameter AccessControlAllowOrigins is required.');
  if (headers.length === 0) throw invalidArgument('The parameter AccessControlAllowHeaders is required.');
  if (methods.length === 0) throw invalidArgument('The parameter AccessControlAllowMethods is required.');
  for (const method of methods) {
    requireOneOf('AccessControlAllowMethods', method, ResponseHeadersPolicyAccessControlAllowMethodsValues);
  }
  requireRange('AccessControlMaxAgeSec', cors.AccessControlMaxAgeSec, 0, 2_147_483_647);
}
