import { type AliasRecords, describeRecordSet } from '../../functions/reconciler/model/alias-records.ts';
import type { ApiDomain } from '../../functions/reconciler/model/api-domain.ts';
import { describeFailure } from '../../functions/reconciler/model/failure.ts';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { mapObserved, type Observed } from '../../functions/reconciler/model/observed.ts';
import { type Line, wrapLine } from '../styled-text.ts';

/** What stands behind a name: its API, its distribution and its records, or that there is none. */
export function layOutStanding({ observed }: EdgeLook, width: number, column: number): readonly Line[] {
  const { domainName, regions, apiDomains, distribution, aliasRecords } = observed;
  const noApi = `${domainName} is not an API Gateway custom domain in ${regions.join(', ')}`;
  const described = mapObserved(
    distribution,
    ({ id, domainName, status, settings }) =>
      `${id} ${domainName}, ${status}${settings.enabled ? '' : ', not enabled'}`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['API domain', textOf(mapObserved(apiDomains, describeApiDomains), noApi)],
    ['distribution', textOf(described, 'none')],
    ['DNS', textOf(mapObserved(aliasRecords, describeRecords), 'no public zone of this account holds the name')],
  ];
  return facts.flatMap(([name, text]) => wrapLine([`  ${name.padEnd(column - 2)}${text}`], width, column));
}

function describeApiDomains(domains: readonly ApiDomain[]): string {
  const lines = domains.map(({ region, endpoints }) => {
    return `in ${region}, ${endpoints.map(({ type, targetDomainName }) => `${type} ${targetDomainName}`).join(', ')}`;
  });
  return lines.join('; ');
}

function describeRecords({ zone, recordSets }: AliasRecords): string {
  const records = recordSets.length === 0 ? 'no record at the name' : recordSets.map(describeRecordSet).join(', ');
  return `${records}; zone ${zone.id} (${zone.name})`;
}

function textOf(observed: Observed<string>, none: string): string {
  if (observed.kind === 'unreadable') return `not checked: ${describeFailure(observed.failure)}`;
  return observed.kind === 'absent' || observed.value === '' ? none : observed.value;
}
