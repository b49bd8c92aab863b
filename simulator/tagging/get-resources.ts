import type {
  GetResourcesCommandInput,
  GetResourcesCommandOutput,
  ResourceTagMapping,
  TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetResources$ } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Operation, OperationContext } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { checkGetResources } from './get-resources-rules.ts';
import { regionOf, resourceTypeMatches } from './resource-arn.ts';

type Output = Omit<GetResourcesCommandOutput, '$metadata'>;
type TaggedResource = readonly [arn: string, tags: ReadonlyMap<string, string>];

/** Small, so that paging is always exercised. AWS returns 50 when nothing is asked. */
const defaultPageSize = 3;

export const getResources: Operation<GetResourcesCommandInput, Output> = {
  schema: GetResources$,
  run(input, context) {
    checkGetResources(input);
    const found = resourcesOf(context).filter((resource) => isAskedFor(resource, input));
    if (input.ResourceARNList?.length) return { PaginationToken: '', ResourceTagMappingList: found.map(toMapping) };
    const page = pageOf(found, {
      key: ([arn]) => arn,
      size: input.ResourcesPerPage ?? defaultPageSize,
      world: context.world,
      token: input.PaginationToken,
      badToken: () => new ServiceError('InvalidParameterException', 400, 'Invalid pagination token'),
    });
    return { PaginationToken: page.nextToken ?? '', ResourceTagMappingList: page.items.map(toMapping) };
  },
};

/** The API is bound to a Region; global resources are found in us-east-1. */
function resourcesOf({ world, account, region }: OperationContext): TaggedResource[] {
  return [...world.state(resourceTags, account)].filter(([arn]) => regionOf(arn) === region);
}

function isAskedFor([arn, tags]: TaggedResource, input: GetResourcesCommandInput): boolean {
  const { ResourceARNList, ResourceTypeFilters, TagFilters = [] } = input;
  if (ResourceARNList?.length && !ResourceARNList.includes(arn)) return false;
  if (ResourceTypeFilters?.length && !ResourceTypeFilters.some((filter) => resourceTypeMatches(arn, filter))) {
    return false;
  }
  return TagFilters.every((filter) => hasTag(tags, filter));
}

function hasTag(tags: ReadonlyMap<string, string>, { Key = '', Values }: TagFilter): boolean {
  const value = tags.get(Key);
  return value !== undefined && (!Values?.length || Values.includes(value));
}

function toMapping([arn, tags]: TaggedResource): ResourceTagMapping {
  return { ResourceARN: arn, Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
