import type { Change } from '@aws-sdk/client-route-53';
import { hostedZoneArn } from '../route53/hosted-zone-arn.ts';
import type { AskedRequest, ConditionKeys, Permission } from './permission.ts';

/** The members of Route 53's inputs that say what a request touches. */
interface Route53Input {
  readonly Id?: string;
  readonly HostedZoneId?: string;
  readonly ResourceId?: string;
  readonly ChangeBatch?: { readonly Changes?: readonly Change[] };
}

export function route53Permissions({ operation, input }: AskedRequest<Route53Input>): readonly Permission[] {
  const on = (resource: string): Permission => ({ action: `route53:${operation}`, resource });
  switch (operation) {
    case 'ChangeResourceRecordSets':
      return [{ ...on(zone(input.HostedZoneId)), context: changeKeys(input.ChangeBatch?.Changes ?? []) }];
    case 'GetChange':
      return [on(`arn:aws:route53:::change/${lastPart(input.Id)}`)];
    case 'CreateHostedZone':
    case 'ListHostedZones':
    case 'ListHostedZonesByName':
      return [on('*')];
    default:
      return [on(zone(input.HostedZoneId ?? input.Id ?? input.ResourceId))];
  }
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html */
function changeKeys(changes: readonly Change[]): ConditionKeys {
  const all = (value: (change: Change) => string | undefined) => [
    ...new Set(changes.map((change) => value(change) ?? '')),
  ];
  return {
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': all((one) => normalized(one.ResourceRecordSet?.Name)),
    'route53:ChangeResourceRecordSetsRecordTypes': all((one) => one.ResourceRecordSet?.Type),
    'route53:ChangeResourceRecordSetsActions': all((one) => one.Action),
  };
}

function normalized(name = ''): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function zone(id: string | undefined): string {
  return hostedZoneArn(lastPart(id));
}

/** Ids may be sent as Route 53 answers them: `/hostedzone/Z1`. */
function lastPart(id = ''): string {
  return id.split('/').at(-1) ?? '';
}
