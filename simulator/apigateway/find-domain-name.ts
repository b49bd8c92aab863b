import type { DomainName } from '@aws-sdk/client-api-gateway';
import type { ApiMapping } from '@aws-sdk/client-apigatewayv2';
import { notFound } from '../apigatewayv2/refusals.ts';
import { apiGatewayOf, type DomainNameRecord, type PrivateDomainNameRecord } from '../apigatewayv2/state.ts';
import type { OperationContext } from '../core/operation.ts';
import { fromPrivateDomainName, fromPublicDomainName } from './to-domain-name.ts';

/** A domain name as version 1 of the API sees it: every public one, and the private ones too. */
export interface VisibleDomainName {
  /** Unique, unlike the name alone: private domain names may share theirs. */
  readonly key: string;
  readonly domainName: DomainName;
  readonly mappings: Map<string, ApiMapping>;
}

export function visibleDomainNames(context: OperationContext): readonly VisibleDomainName[] {
  const { domainNames, privateDomainNames } = apiGatewayOf(context);
  return [
    ...[...domainNames.values()].map((record) => seenPublic(context, record)),
    ...[...privateDomainNames.values()].map((record) => seenPrivate(context, record)),
  ];
}

/** Without an id only a public domain name is meant. */
export function findDomainName(
  context: OperationContext,
  name: string,
  domainNameId: string | undefined,
): VisibleDomainName {
  const { domainNames, privateDomainNames } = apiGatewayOf(context);
  const open = domainNameId === undefined ? domainNames.get(name) : undefined;
  const closed = privateDomainNames.get(domainNameId ?? '');
  if (open !== undefined) return seenPublic(context, open);
  if (closed?.domainName.domainName === name) return seenPrivate(context, closed);
  throw notFound('Invalid domain name identifier specified');
}

function seenPublic(context: OperationContext, record: DomainNameRecord): VisibleDomainName {
  const { domainName, mappings } = record;
  return { key: domainName.DomainName ?? '', domainName: fromPublicDomainName(context, record), mappings };
}

function seenPrivate(context: OperationContext, record: PrivateDomainNameRecord): VisibleDomainName {
  const { domainName, domainNameId } = record.domainName;
  return {
    key: `${domainName}+${domainNameId}`,
    domainName: fromPrivateDomainName(context, record),
    mappings: record.mappings,
  };
}
