import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { distributionArn } from '../cloudfront/identifiers.ts';
import { distributionPermissions } from './distribution-permissions.ts';
import { type AskedRequest, type Permission, type RequestTag, requestTags, tagKeys } from './permission.ts';

/** The members of CloudFront's inputs that say what a request touches. */
interface CloudFrontInput {
  readonly Id?: string;
  readonly DistributionId?: string;
  readonly DomainControlValidationResource?: { readonly DistributionId?: string };
  readonly DistributionConfig?: DistributionConfig;
  readonly DistributionConfigWithTags?: {
    readonly DistributionConfig: DistributionConfig;
    readonly Tags: { readonly Items?: readonly RequestTag[] };
  };
  readonly Resource?: string;
  readonly Tags?: { readonly Items?: readonly RequestTag[] };
  readonly TagKeys?: { readonly Items?: readonly string[] };
}

export function cloudFrontPermissions(asked: AskedRequest<CloudFrontInput>): readonly Permission[] {
  const { operation, input, context } = asked;
  const distribution = (id = '') => distributionArn(context.account, id);
  const on = (resource: string): Permission => ({ action: `cloudfront:${operation}`, resource });
  switch (operation) {
    case 'CreateDistribution':
      return [on('*'), ...distributionPermissions(input.DistributionConfig)];
    case 'CreateDistributionWithTags':
      return createWithTags(asked);
    case 'UpdateDistribution':
      return [on(distribution(input.Id)), ...distributionPermissions(input.DistributionConfig)];
    case 'GetDistribution':
    case 'GetDistributionConfig':
    case 'DeleteDistribution':
      return [on(distribution(input.Id))];
    case 'CreateInvalidation':
    case 'GetInvalidation':
    case 'ListInvalidations':
      return [on(distribution(input.DistributionId))];
    // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListConflictingAliases.html
    case 'ListConflictingAliases':
    case 'ListDomainConflicts': {
      const asking = distribution(input.DistributionId ?? input.DomainControlValidationResource?.DistributionId);
      return [on(asking), { action: 'cloudfront:GetDistribution', resource: asking }];
    }
    case 'ListTagsForResource':
      return [on(input.Resource ?? '')];
    case 'TagResource':
      return [{ ...on(input.Resource ?? ''), context: requestTags(input.Tags?.Items ?? []) }];
    case 'UntagResource':
      return [{ ...on(input.Resource ?? ''), context: tagKeys(input.TagKeys?.Items ?? []) }];
    default:
      return [on(policyArn(asked) ?? '*')];
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html */
function createWithTags({ input, context }: AskedRequest<CloudFrontInput>): readonly Permission[] {
  const { DistributionConfig, Tags } = input.DistributionConfigWithTags ?? {};
  const tags = requestTags(Tags?.Items ?? []);
  return [
    { action: 'cloudfront:CreateDistribution', resource: '*', context: tags },
    { action: 'cloudfront:TagResource', resource: distributionArn(context.account, '*'), context: tags },
    ...distributionPermissions(DistributionConfig),
  ];
}

const POLICY_KINDS = {
  CachePolicy: 'cache-policy',
  OriginRequestPolicy: 'origin-request-policy',
  ResponseHeadersPolicy: 'response-headers-policy',
} as const;

/** Of the policy that an operation names; to list and to create has no resource. */
function policyArn({ operation, input, context }: AskedRequest<CloudFrontInput>): string | undefined {
  const kind = Object.entries(POLICY_KINDS).find(([noun]) => operation.endsWith(noun))?.[1];
  return kind && input.Id && `arn:aws:cloudfront::${context.account}:${kind}/${input.Id}`;
}
