import type { ApiDomainEstate, ApiMappingEstate } from './estate.ts';
import type { Seeding } from './seeding.ts';

/** The API and stage that a mapping or a routing rule names; the API's first stage where it names none. */
export function apiTarget(
  seeding: Seeding,
  { region }: ApiDomainEstate,
  { api, stage }: Pick<ApiMappingEstate, 'api' | 'stage'>,
  path: string,
) {
  const { account, names } = seeding;
  const { id = '', stages = [] } = names.find({ kind: 'api', name: api, account, region }, `${path}.api`);
  return { apiId: id, stage: stage ?? stages[0] ?? '' };
}
