import type { GetResourcesCommandInput } from '@aws-sdk/client-resource-groups-tagging-api';
import { ServiceError } from '../core/service-error.ts';

const maxPageSize = 100;
const maxTagFilters = 50;
const maxTagValues = 20;
const maxArns = 100;

export function checkGetResources(input: GetResourcesCommandInput): void {
  checkPaging(input);
  checkTagFilters(input);
  checkArnList(input);
  for (const filter of input.ResourceTypeFilters ?? []) {
    if (!/^[\w-]+(:[\w.-]+)?$/.test(filter)) throw invalid(`Invalid resource type: ${filter}`);
  }
  if (input.ExcludeCompliantResources && !input.IncludeComplianceDetails) {
    throw invalid('ExcludeCompliantResources can only be used when IncludeComplianceDetails is true');
  }
}

function checkPaging({ ResourcesPerPage, TagsPerPage }: GetResourcesCommandInput): void {
  if (ResourcesPerPage !== undefined && (ResourcesPerPage < 1 || ResourcesPerPage > maxPageSize)) {
    throw invalid(`ResourcesPerPage must be between 1 and ${maxPageSize}, got ${ResourcesPerPage}`);
  }
  if (TagsPerPage !== undefined) {
    throw new ServiceError('NotSimulated', 501, 'the simulator does not page by TagsPerPage; use ResourcesPerPage');
  }
}

function checkTagFilters({ TagFilters = [] }: GetResourcesCommandInput): void {
  if (TagFilters.length > maxTagFilters) throw invalid(`A request can include up to ${maxTagFilters} tag keys`);
  for (const { Key, Values = [] } of TagFilters) {
    if (!Key || Key.length > 128) throw invalid('A tag filter must have a key of 1 to 128 characters');
    if (Values.length > maxTagValues) throw invalid(`Each key can include up to ${maxTagValues} values`);
  }
}

function checkArnList(input: GetResourcesCommandInput): void {
  const { ResourceARNList = [], ResourceTypeFilters, TagFilters, ResourcesPerPage, PaginationToken } = input;
  if (ResourceARNList.length === 0) return;
  if (ResourceARNList.length > maxArns) throw invalid(`ResourceARNList can have up to ${maxArns} ARNs`);
  if (ResourceTypeFilters?.length || TagFilters?.length || ResourcesPerPage || PaginationToken) {
    throw invalid('ResourceARNList cannot be combined with filters or pagination parameters');
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', 400, message);
}
