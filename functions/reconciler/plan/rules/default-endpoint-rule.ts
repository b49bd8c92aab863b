import type { ApiDomain, MappedApi } from '../../model/api-domain.ts';
import type { DesiredEdge } from '../../model/edge.ts';
import { describeFailure } from '../../model/failure.ts';
import type { Verdict } from '../../model/plan.ts';
import { verdict } from '../part-plan.ts';

/** EDGE-16: the API cannot be reached around the edge. Reported: only the owner knows who else calls the default endpoint. */
export function defaultEndpoints(edge: DesiredEdge, domain: ApiDomain): readonly Verdict[] {
  if (domain.apis.kind === 'unreadable') {
    return [verdict('EDGE-16', 'not-checked', 'default endpoints', { detail: describeFailure(domain.apis.failure) })];
  }
  const apis = domain.apis.kind === 'present' ? domain.apis.value : [];
  const byId = new Map(apis.map((api) => [api.apiId, api]));
  return [...byId.values()].map((api) => judge(edge, domain, api));
}

function judge({ originForm }: DesiredEdge, { region }: ApiDomain, api: MappedApi): Verdict {
  const subject = `default endpoint of API ${api.apiId}`;
  if (api.defaultEndpoint === 'disabled') {
    return verdict('EDGE-16', 'pass', subject, { before: 'disabled', after: 'disabled' });
  }
  const remedy =
    originForm === 'execute-api'
      ? 'this edge itself needs it open; with OriginForm regional-domain it could be closed'
      : `set disableExecuteApiEndpoint${api.protocol === 'REST' ? ' and deploy the API again' : ''} once nobody calls it`;
  const detail = `enabled: https://${api.apiId}.execute-api.${region}.amazonaws.com answers callers that never meet the edge; ${remedy}`;
  return verdict('EDGE-16', 'drift', subject, { before: 'enabled', after: 'disabled', detail });
}
