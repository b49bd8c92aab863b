import type { Certificate } from '../model/certificate.ts';
import { desiredToTags, outdatedTags } from '../model/desired-tags.ts';
import { type BehaviorAt, behaviorsOf, type Distribution } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { NewPolicy } from '../model/header-policies.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { ownerToTag } from '../model/owner-tags.ts';
import type { FieldChange, Step, Tags } from '../model/plan.ts';
import type { RuleId } from '../model/rules.ts';
import { TAG } from '../model/tags.ts';
import type { DistributionPlan } from './distribution.ts';
import { deployStep, updateStep } from './distribution-steps.ts';
import { sentHeadersTag, withoutFormerHeaders } from './former-headers.ts';
import { fallbackTag } from './header-allowlist.ts';
import { hstsTags } from './hsts-memory.ts';
import { hstsNotes } from './hsts-notes.ts';
import type { OriginWanted } from './origin.ts';
import type { WantedSecret } from './origin-secret.ts';
import { moderate } from './rule-modes.ts';
import { allowedMethods, errorCaching, strictTransportSecurity } from './rules/behavior-rules.ts';
import { couldCache, type Finding, type RuleInputs } from './rules/finding.ts';
import { forwardingRules } from './rules/forwarding-rules.ts';
import { leadsSomewhere, originDomains, withCorrectedOrigins } from './rules/origin-domain-rules.ts';
import { originProtocolPolicies, originSslProtocols } from './rules/origin-rules.ts';
import { originVerification } from './rules/origin-verify-rule.ts';
import {
  enabledAndNamed,
  MINIMUM_PROTOCOL_VERSION,
  minimumProtocolVersion,
  viewerCertificate,
  viewerProtocolPolicies,
} from './rules/viewer-rules.ts';
import { askedFor, ownOrigin } from './rules/wanted-rules.ts';
import { tagStep } from './tag-step.ts';

/** To serve, and served now where that one can be used. */
interface Certificates {
  readonly chosen: Certificate | undefined;
  readonly attached: Certificate | undefined;
}

/** Every rule on every behavior and origin, and one update of exactly what differs. */
export function correctDistribution(
  inputs: RuleInputs,
  certificates: Certificates,
  origin: Extract<OriginWanted, { kind: 'origin' }>,
  originSecret: WantedSecret | undefined,
): DistributionPlan {
  // Under EDGE-02 on report nothing is exchanged.
  const attachable = inputs.modeOf('EDGE-02') === 'enforce' ? certificates.chosen : certificates.attached;
  const origins = [...ownOrigin(inputs, origin), ...originDomains(inputs)];
  const corrected = withCorrectedOrigins(inputs, moderate(origins, inputs.modeOf));
  const judged = [
    ...viewerProtocolPolicies(inputs),
    ...viewerCertificate(inputs, certificates.chosen),
    ...minimumProtocolVersion(inputs, attachable),
    ...enabledAndNamed(inputs, attachable),
    ...originProtocolPolicies(corrected),
    ...originSslProtocols(corrected),
    ...origins,
    ...leadsSomewhere(corrected),
    ...forwardingRules(corrected),
    ...allowedMethods(corrected),
    ...errorCaching(corrected),
    ...strictTransportSecurity(corrected),
    ...originVerification(corrected, originSecret),
    ...askedFor(inputs),
    ...(isKept(inputs.edge, inputs.distribution) ? withoutFormerHeaders(inputs) : []),
  ];
  const findings = moderate(judged, inputs.modeOf);
  const changes = mergeCorrections(findings);
  const steps = [
    ...rememberStep(inputs, changes),
    ...updateStep(inputs.distribution, changes),
    ...deployStep(inputs.distribution, 'EDGE-04'),
  ];
  const verdicts = findings.map((finding) => finding.verdict).filter((verdict) => verdict !== undefined);
  const refusals = verdicts
    .filter((verdict) => verdict.verdict === 'refused' && inputs.modeOf(verdict.rule) === 'enforce')
    .map((verdict) => ({ rule: verdict.rule, detail: verdict.detail ?? verdict.subject }));
  return { part: { steps, verdicts, refusals, notes: hstsNotes(inputs, steps) }, newPolicies: newPoliciesOf(findings) };
}

/** One change per path, with every rule that asks for it. */
function mergeCorrections(findings: readonly Finding[]): readonly FieldChange[] {
  const byPath = new Map<string, FieldChange>();
  for (const finding of findings) {
    for (const correction of finding.corrections) {
      const because = [...(byPath.get(correction.path)?.because ?? []), finding.because];
      byPath.set(correction.path, { ...correction, because: [...new Set(because)] });
    }
  }
  return [...byPath.values()];
}

function newPoliciesOf(findings: readonly Finding[]): readonly NewPolicy[] {
  return findings.flatMap((finding) => finding.newPolicies);
}

/** The tags come before the update: a crash in between leaves an invalidation too many, never one too few. */
function rememberStep(inputs: RuleInputs, changes: readonly FieldChange[]): readonly Step[] {
  const { distribution, edge } = inputs;
  const hsts = hstsTags(inputs);
  const sent = isKept(edge, distribution) ? sentHeadersTag(inputs, changes) : { set: {}, remove: [] };
  const wanted = {
    ...desiredTags(edge, distribution),
    ...owedInvalidation(inputs, changes),
    ...stillLowering(distribution, changes),
    ...fallbackTag(inputs.authorization),
    ...hsts.set,
    ...sent.set,
  };
  const outdated = isKept(edge, distribution)
    ? [...outdatedTags(distribution.tags, edge), ...inputs.formerTags, TAG.deleting, TAG.drainUntil]
    : [];
  return tagStep(distribution, wanted, [...outdated, ...hsts.remove, ...sent.remove]);
}

/**
 * EDGE-03 lowers only what the tag says was set by us, so the tag keeps the higher value until the lower one has been written: a failed update would
 * otherwise leave a value that looks like somebody's hand.
 */
function stillLowering({ tags }: Distribution, changes: readonly FieldChange[]): Tags {
  const remembered = tags[TAG.minimumProtocolVersion];
  const lowered = changes.some((change) => change.path === MINIMUM_PROTOCOL_VERSION && change.before === remembered);
  return lowered && remembered !== undefined ? { [TAG.minimumProtocolVersion]: remembered } : {};
}

/** A distribution that nobody made through this tool and that only the sweep looks at is corrected but not claimed. */
function isKept(edge: DesiredEdge, distribution: Distribution): boolean {
  return edge.owner.kind === 'stack' || distribution.tags[TAG.owner] !== undefined;
}

function desiredTags(edge: DesiredEdge, distribution: Distribution): Tags {
  if (!isKept(edge, distribution)) return {};
  const before = distribution.tags[TAG.owner];
  if (before === undefined) return { ...desiredToTags(edge), [TAG.adopted]: 'yes' };
  const takenFrom: Tags = before === ownerToTag(edge.owner) ? {} : { [TAG.takenFrom]: before };
  return { ...desiredToTags(edge), ...takenFrom };
}

/** Once the edge is in sync under its new owner there is nothing left to give back. */
export function settleTakeover({ distribution }: ObservedEdge): readonly Step[] {
  return distribution.kind === 'present' ? tagStep(distribution.value, {}, [TAG.takenFrom]) : [];
}

/** Rules whose correction may leave objects in the cache that came by an insecure or wrong way. */
const CACHE_RULES: readonly RuleId[] = ['EDGE-01', 'EDGE-05', 'EDGE-07', 'EDGE-08', 'EDGE-11', 'EDGE-17'];

/** EDGE-15: owed only where the earlier config could cache; the caller reference derives from the config that is left behind. */
function owedInvalidation(inputs: RuleInputs, changes: readonly FieldChange[]): Tags {
  const { distribution } = inputs;
  const relevant = changes.filter((change) =>
    change.because.some((reason) => CACHE_RULES.some((rule) => rule === reason)),
  );
  const affected = behaviorsOf(distribution.settings).filter((at) => relevant.some((change) => touches(change, at)));
  if (!affected.some((at) => couldCache(inputs, at))) return {};
  return { [TAG.pendingInvalidation]: `secure-api-edge-${distribution.etag}` };
}

function touches({ path }: FieldChange, at: BehaviorAt): boolean {
  return (
    path.startsWith(`${at.path}.`) ||
    path.startsWith(`Origins[${at.behavior.targetOriginId}].`) ||
    path.startsWith('CustomErrorResponses[')
  );
}
