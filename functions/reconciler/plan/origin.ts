import type { MappedApi } from '../model/api-domain.ts';
import type { DesiredEdge } from '../model/edge.ts';
import { type DomainName, domainNameFromAws } from '../model/names.ts';
import type { FrontableApi } from './api-domain.ts';

export type OriginWanted =
  | {
      readonly kind: 'origin';
      readonly domainName: DomainName;
      readonly path: string;
      readonly host: 'forwarded' | 'replaced';
    }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * The origin of an edge. `regional-domain`: the domain's own endpoint with the viewer's Host, so that mappings, routing rules and signatures
 * stay intact. `execute-api`: the API's default endpoint with its stage as path, which knows no mappings: one API, mapped at the root.
 */
export function planOrigin(edge: DesiredEdge, api: FrontableApi, apis: readonly MappedApi[]): OriginWanted {
  if (edge.originForm === 'regional-domain') {
    return { kind: 'origin', domainName: api.endpoint.targetDomainName, path: '', host: 'forwarded' };
  }
  if (api.domain.routingMode !== 'API_MAPPING_ONLY')
    return refused(`goes around the routing rules of ${edge.domainName}, got ${api.domain.routingMode}`);
  const [mapped, ...others] = apis;
  if (mapped === undefined || others.length > 0 || mapped.mappingKey !== '') {
    const found = apis.map((one) => `${one.apiId} at /${one.mappingKey}`).join(', ');
    return refused(
      `needs exactly one API mapped at the root of ${edge.domainName}, got ${found === '' ? 'none' : found}`,
    );
  }
  if (mapped.defaultEndpoint === 'disabled')
    return refused(`API ${mapped.apiId} has its default endpoint disabled, so that origin answers 403`);
  return {
    kind: 'origin',
    domainName: domainNameFromAws(`${mapped.apiId}.execute-api.${api.domain.region}.${suffixOf(api)}`),
    path: mapped.stage === '$default' ? '' : `/${mapped.stage}`,
    host: 'replaced',
  };
}

function refused(detail: string): OriginWanted {
  return { kind: 'refused', detail: `OriginForm: execute-api ${detail}; use regional-domain` };
}

/** `amazonaws.com`, or the suffix of the partition that the endpoint is in. */
function suffixOf(api: FrontableApi): string {
  return api.endpoint.targetDomainName.endsWith('.cn') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
