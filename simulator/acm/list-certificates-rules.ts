import {
  CertificateStatus,
  KeyAlgorithm,
  type ListCertificatesCommandInput,
  SortBy,
  SortOrder,
} from '@aws-sdk/client-acm';
import { ServiceError } from '../core/service-error.ts';
import { notSimulated, violation } from './refusals.ts';
import { maxPageSize } from './state.ts';

export function checkListCertificates(input: ListCertificatesCommandInput): void {
  const { MaxItems, CertificateStatuses = [], Includes = {}, SortBy: sortBy, SortOrder: sortOrder } = input;
  if (MaxItems !== undefined && MaxItems < 1) {
    throw violation(MaxItems, 'maxItems', 'Member must have value greater than or equal to 1');
  }
  if (MaxItems !== undefined && MaxItems > maxPageSize) {
    throw violation(MaxItems, 'maxItems', `Member must have value less than or equal to ${maxPageSize}`);
  }
  checkEnum(CertificateStatuses, CertificateStatus, 'certificateStatuses');
  checkEnum(Includes.keyTypes ?? [], KeyAlgorithm, 'includes.keyTypes');
  checkEnum(sortBy ? [sortBy] : [], SortBy, 'sortBy');
  checkEnum(sortOrder ? [sortOrder] : [], SortOrder, 'sortOrder');
  if ((sortBy === undefined) !== (sortOrder === undefined)) {
    throw new ServiceError('ValidationException', 400, 'SortBy and SortOrder must be specified together.');
  }
  const { keyTypes, ...otherFilters } = Includes;
  const [filter] = Object.keys(otherFilters);
  if (filter !== undefined) throw notSimulated(`ListCertificates with Includes.${filter}`);
}

function checkEnum(values: readonly string[], known: Readonly<Record<string, string>>, member: string): void {
  const unknown = values.find((value) => !Object.values(known).includes(value));
  if (unknown !== undefined) {
    throw violation(unknown, member, `Member must satisfy enum value set: [${Object.values(known).join(', ')}]`);
  }
}
