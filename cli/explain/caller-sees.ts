import type { MappedApi } from '../../functions/reconciler/model/api-domain.ts';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { Verdict } from '../../functions/reconciler/model/plan.ts';
import { API_KINDS, type ApiKind, SYMPTOMS, type Symptom } from '../../functions/reconciler/model/symptoms.ts';
import { renderValue } from '../../functions/reconciler/plan/render.ts';

/** What callers notice of a finding, as far as what was found there and the APIs behind the domain allow. */
export function symptomsOf(verdict: Verdict, look: EdgeLook): readonly Symptom[] {
  const kinds = apiKindsOf(look);
  return SYMPTOMS[verdict.rule].filter(
    (symptom) => fitsFinding(symptom, verdict) && (symptom.api === undefined || kinds.includes(symptom.api)),
  );
}

function fitsFinding({ at, found, notFound }: Symptom, { subject, before }: Verdict): boolean {
  const value = renderValue(before);
  if (at !== undefined && !at.some((name) => subject.includes(name))) return false;
  if (found !== undefined && !value.includes(found)) return false;
  return notFound === undefined || !value.includes(notFound);
}

/** Where an API cannot be read nothing is left out: a symptom too many misleads less than one too few. */
function apiKindsOf({ observed }: EdgeLook): readonly ApiKind[] {
  const domains = observed.apiDomains.kind === 'present' ? observed.apiDomains.value : [];
  const apis = domains.map((domain) => domain.apis);
  if (apis.length === 0 || apis.some(({ kind }) => kind === 'unreadable')) return API_KINDS;
  return apis.flatMap((observed) => (observed.kind === 'present' ? observed.value.flatMap(kindsOf) : []));
}

function kindsOf({ protocol, authorization, apiKey, corsAllowHeaders }: MappedApi): readonly ApiKind[] {
  const kinds: Readonly<Record<ApiKind, boolean>> = {
    http: protocol === 'HTTP',
    rest: protocol === 'REST',
    websocket: protocol === 'WEBSOCKET',
    authorizer: authorization.some((kind) => kind !== 'NONE' && kind !== 'AWS_IAM'),
    iam: authorization.includes('AWS_IAM'),
    'rest-iam': protocol === 'REST' && authorization.includes('AWS_IAM'),
    'http-iam': protocol === 'HTTP' && authorization.includes('AWS_IAM'),
    'api-key': apiKey === 'required',
    cors: corsAllowHeaders.length > 0,
  };
  return API_KINDS.filter((kind) => kinds[kind]);
}
