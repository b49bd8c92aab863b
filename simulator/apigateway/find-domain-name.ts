import type { DomainName } from '@aws-sdk/client-api-gateway';
import type { ApiMapping } from '@aws-sdk/client-apigatewayv2';
import { notFound } from '../apigatewayv2/refusals.ts';
import { apiGatewayOf } from '../apigatewayv2/state.ts';
import type { OperationContext } from '../core/operation.ts';
import { fromPrivateDomainName, fromPublicDomainName } from './to-domain-name.ts';

/** A domain name as version 1 of the API sees it: every public one, and the private ones too. */
export interface VisibleDomainName {
  /** Unique, unlike the name alone: private domain names may share theirs. */
  readonly key: string;
  readonly domainName: DomainName;
  readonly mappings: Map<string, ApiMapping>;
  readonly isPrivate: boolean;
}

export function visibleDomainNames(context: OperationContext): readonly VisibleDomainName[] {
  const { domainNames, privateDomainNames } = apiGatewayOf(context);
  const open = [...domainNames].map(([name, record]) => ({
    key: name,
    domainName: fromPublicDomainName(context, record),
    mappings: record.mappings,
    isPrivate: false,
  }));
  const closed = [...privateDomainNames].map(([id, record]) => ({
    key: `${record.domainName.domainName}+${id}`,
    domainName: fromPrivateDomainName(context, record),
    mappings: record.mappings,
    isPrivate: true,
  }));
  return [...open, ...closed];
}

/** Without an id only a public domain name is meant. */
export function findDomainName(
  context: OperationContext,
  name: string,
  domainNameId: string | undefined,
): VisibleDomainName {
  const key = domainNameId === undefined ? name : `${name}+${domainNameId}`;
  const found = visibleDomainNames(context).find((each) => each.key === key);
  if (found === undefined) {
    throw notFound('Invalid domain name identifier specified');
  }
  return found;
}
