/**
 * Where the origins of a distribution lead, beside the one that this tool made (`wanted-rules.ts`). Only origins that a behavior uses are judged.
 *
 *   an origin that is                                       | verdict
 *   one of the distribution's own alternate domain names    | EDGE-17: every request comes back to the distribution, which answers 403
 *     and a custom domain with a regional endpoint          |   drift: that endpoint takes its place
 *     and other names may be answered through it            |   refused: as long as its records lead to the API itself, they are
 *     and anything else                                     |   refused: nobody knows what was meant
 *   the endpoint of this domain, or of another that was read | EDGE-07 judges Host, and nothing else
 *   an endpoint in a Region that was not read               | EDGE-07 not checked
 *   an endpoint of no custom domain, in another Region      | EDGE-07 not checked: another account may have the name there
 *   an endpoint of no custom domain, in the domain's Region | EDGE-07, because nobody but this account has the name there:
 *     and the distribution carries this name only           |   drift: the domain's own endpoint takes its place
 *     and other names too, by default                       |   refused: whose endpoint it should be is not known
 *     and other names too, on some paths                    |   not checked: it may be there for them
 *   none leads to the API                                   | EDGE-07 refused: which paths are meant for the API, only the owner knows
 */
import { type CustomDomain, defaultEndpointOf, endpointRegion, regionalEndpoint } from '../../model/api-domain.ts';
import { behaviorsOf, type Distribution, isApiOrigin, type Origin } from '../../model/distribution.ts';
import { describeFailure } from '../../model/failure.ts';
import { type DomainName, domainNameFromAws } from '../../model/names.ts';
import { isMadeByUs } from '../../model/owner-tags.ts';
import { leadsToApi, madeOrigin } from '../own-origins.ts';
import { cannotTell, drifts, type Finding, type RuleInputs, refuses } from './finding.ts';

export function originDomains(inputs: RuleInputs): readonly Finding[] {
  const { distribution } = inputs;
  const made = madeOrigin(distribution);
  return usedOrigins(distribution)
    .filter((origin) => origin !== made)
    .flatMap((origin) => (isOwnName(inputs, origin) ? [judgeLoop(inputs, origin)] : judgeEndpoint(inputs, origin)));
}

/** EDGE-17: an origin that is an alternate domain name of the same distribution. */
function judgeLoop(inputs: RuleInputs, origin: Origin): Finding {
  const { distribution } = inputs;
  const subject = domainNameAt(origin);
  const meant = customDomainMeant(inputs, origin);
  const endpoint = meant === undefined ? undefined : regionalEndpoint(meant)?.targetDomainName;
  // Without Host, which EDGE-07 corrects, the endpoint answers 403.
  if (endpoint !== undefined && isOfNoUse(inputs, origin) && inputs.modeOf('EDGE-07') === 'enforce') {
    const corrections = [{ path: subject, before: origin.domainName, after: endpoint }];
    return drifts('EDGE-17', subject, origin.domainName, endpoint, corrections);
  }
  const remedy =
    endpoint === undefined
      ? 'name the server itself as origin'
      : isOfNoUse(inputs, origin)
        ? `it is exchanged once EDGE-07, which forwards Host, is enforced: make ${endpoint} the origin, with Host forwarded`
        : `until then ${othersThan(origin.domainName, distribution).join(', ')} may be answered through it, so it is not exchanged: make ${endpoint} the origin, with Host forwarded, once each name has a custom domain of its own`;
  const found = `${subject}: is ${origin.domainName}, which distribution ${distribution.id} carries as alternate domain name, so its requests come back to it once the records of that name lead here`;
  return refuses('EDGE-17', subject, `${found}; ${remedy}`);
}

/** Whether nobody is answered through an origin that is a name of its own distribution: its records lead here, or no other name could use it. */
function isOfNoUse({ distribution, edge, callers }: RuleInputs, { domainName }: Origin): boolean {
  if (domainName === edge.domainName && callers === 'led-here') return true;
  return othersThan(domainName, distribution).length === 0;
}

function othersThan(name: DomainName, { settings }: Distribution): readonly DomainName[] {
  return settings.alternateDomainNames.filter((one) => one !== name);
}

/** The edge's own domain, or another one that was read. */
function customDomainMeant({ edge, api }: RuleInputs, { domainName, customDomain }: Origin): CustomDomain | undefined {
  if (domainName === edge.domainName) return { ...api.domain, endpoints: [api.endpoint] };
  return customDomain?.kind === 'present' ? customDomain.value : undefined;
}

/** EDGE-07: an endpoint that no custom domain has. */
function judgeEndpoint(inputs: RuleInputs, origin: Origin): readonly Finding[] {
  const region = endpointRegion(origin.domainName);
  const { api, distribution, edge } = inputs;
  if (region === undefined || leadsToApi(origin, api) || origin.customDomain?.kind === 'present') return [];
  const subject = domainNameAt(origin);
  const own = api.endpoint.targetDomainName;
  if (origin.customDomain === undefined) {
    const detail = `${subject}: is ${origin.domainName}, and custom domains in ${region} were not asked for; look at that Region too (Regions in the template, --region in a terminal)`;
    return [cannotTell('EDGE-07', subject, detail)];
  }
  if (origin.customDomain.kind === 'unreadable') {
    const detail = `${subject}: is ${origin.domainName}, and whose endpoint that is could not be read: ${describeFailure(origin.customDomain.failure)}`;
    return [cannotTell('EDGE-07', subject, detail)];
  }
  const found = `${subject}: is ${origin.domainName}, the endpoint of no custom domain of this account in ${region}`;
  if (region !== api.domain.region) {
    const detail = `${found}; unless another account has ${edge.domainName} there, it answers nobody: make ${own} the origin, with Host forwarded`;
    return [cannotTell('EDGE-07', subject, detail)];
  }
  const others = othersThan(edge.domainName, distribution);
  if (others.length === 0)
    return [
      drifts('EDGE-07', subject, origin.domainName, own, [{ path: subject, before: origin.domainName, after: own }]),
    ];
  const carries = `distribution ${distribution.id} carries ${others.join(', ')} too`;
  if (distribution.settings.defaultCacheBehavior.targetOriginId !== origin.id)
    return [cannotTell('EDGE-07', subject, `${found}; ${carries}, and it may be there for them`)];
  const detail = `${found}, so it answers nobody who asks for ${edge.domainName}; ${carries}, so the origin is not exchanged: make ${own} the origin, with Host forwarded, or lead each name to its own`;
  return [refuses('EDGE-07', subject, detail)];
}

/**
 * EDGE-07 on a distribution that this tool did not make: some behavior leads to the API. Callers of the name otherwise get answers of something else.
 * A site with the API below one path is its owner's choice.
 */
export function leadsSomewhere(inputs: RuleInputs): readonly Finding[] {
  const { api, distribution, edge } = inputs;
  const origins = usedOrigins(distribution);
  if (isMadeByUs(distribution) || origins.some((origin) => mayLead(inputs, origin))) return [];
  const subject = 'DefaultCacheBehavior.TargetOriginId';
  const { targetOriginId } = distribution.settings.defaultCacheBehavior;
  const found = origins.length === 0 ? targetOriginId : origins.map((origin) => origin.domainName).join(', ');
  for (const { customDomain, domainName } of origins) {
    if (customDomain?.kind !== 'unreadable') continue;
    const detail = `${subject}: whether ${domainName} is a custom domain could not be read: ${describeFailure(customDomain.failure)}`;
    return [cannotTell('EDGE-07', subject, detail)];
  }
  const detail = `distribution ${distribution.id}: no behavior leads to the API of ${edge.domainName}, got ${found}; make ${api.endpoint.targetDomainName} an origin of it and lead the default behavior there, with Host forwarded, or the paths of the API by behaviors of their own`;
  return [refuses('EDGE-07', subject, detail)];
}

/** To this API, or to a custom domain whose endpoint or name has a word of its own. Another API's default endpoint is not this API. */
function mayLead(inputs: RuleInputs, origin: Origin): boolean {
  if (leadsToApi(origin, inputs.api) || isOwnName(inputs, origin)) return true;
  return isApiOrigin(origin) && defaultEndpointOf(origin.domainName) === undefined;
}

/** The inputs as they are once the origins are corrected: Host has to change in the same update, or every request in between fails. */
export function withCorrectedOrigins(inputs: RuleInputs, findings: readonly Finding[]): RuleInputs {
  const corrections = findings.flatMap((finding) => finding.corrections);
  const { distribution } = inputs;
  const origins = distribution.settings.origins.map((origin) => {
    const domainName = afterOf(corrections, domainNameAt(origin));
    const path = afterOf(corrections, `Origins[${origin.id}].OriginPath`);
    if (domainName === undefined && path === undefined) return origin;
    const { customDomain: _, ...settings } = origin;
    return {
      ...settings,
      domainName: domainName === undefined ? origin.domainName : domainNameFromAws(domainName),
      path: path ?? origin.path,
    };
  });
  return { ...inputs, distribution: { ...distribution, settings: { ...distribution.settings, origins } } };
}

function afterOf(corrections: Finding['corrections'], path: string): string | undefined {
  const after = corrections.find((correction) => correction.path === path)?.after;
  return typeof after === 'string' ? after : undefined;
}

function domainNameAt({ id }: Origin): string {
  return `Origins[${id}].DomainName`;
}

/** The edge's own name is one in any case, or is about to be. */
function isOwnName({ distribution, edge }: RuleInputs, { domainName }: Origin): boolean {
  return domainName === edge.domainName || distribution.settings.alternateDomainNames.includes(domainName);
}

/** Origins that a behavior targets, by itself or in a group. */
function usedOrigins({ settings }: Distribution): readonly Origin[] {
  const targets = behaviorsOf(settings).map(({ behavior }) => behavior.targetOriginId);
  const grouped = settings.originGroups.filter(({ id }) => targets.includes(id)).flatMap(({ originIds }) => originIds);
  return settings.origins.filter(({ id }) => targets.includes(id) || grouped.includes(id));
}
