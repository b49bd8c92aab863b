import type { DomainName, DomainNameConfiguration } from '@aws-sdk/client-apigatewayv2';
import type { OperationContext } from '../core/operation.ts';
import { apiGatewayOf, DOMAIN_NAME_UPDATE_SECONDS } from './state.ts';

/** Makes a domain name AVAILABLE once its change is through, unless it is deleted or changed again before that. */
export function settleDomainName(context: OperationContext, name: string): void {
  const { domainNames } = apiGatewayOf(context);
  const changed = domainNames.get(name)?.domainName;
  context.clock.after(DOMAIN_NAME_UPDATE_SECONDS, () => {
    const record = domainNames.get(name);
    if (record !== undefined && record.domainName === changed) {
      record.domainName = withStatus(record.domainName, 'AVAILABLE');
    }
  });
}

export function withStatus(
  domainName: DomainName,
  status: NonNullable<DomainNameConfiguration['DomainNameStatus']>,
): DomainName {
  const configurations = domainName.DomainNameConfigurations ?? [];
  return {
    ...domainName,
    DomainNameConfigurations: configurations.map((each) => ({ ...each, DomainNameStatus: status })),
  };
}
