/** What a person should know about the HSTS of an edge: where it stands, when it goes on, and what cannot be taken back. */
import type { DesiredEdge, Hsts } from '../model/edge.ts';
import type { Step, Tags } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { longestAgeOf, servedAge } from './hsts-memory.ts';
import { endOfInterval, type HstsStage, RAMP, sinceOf } from './hsts-stage.ts';
import type { RuleInputs } from './rules/finding.ts';

export function hstsNotes(inputs: RuleInputs, steps: readonly Step[]): readonly string[] {
  const { edge, distribution, hsts, modeOf } = inputs;
  if (modeOf('EDGE-13') !== 'enforce') return [];
  if (hsts.setting === undefined) return detachNotes(inputs, steps);
  const forgets = steps.some((step) => step.action === 'tag' && step.remove.includes(TAG.hstsSince));
  const stands = !forgets && distribution.tags[TAG.hstsStep] === hsts.step;
  return stageNotes(edge, hsts, stands ? distribution.tags : {}, longestAgeOf(distribution.tags));
}

/** `tags` are those that tell of this very step. */
export function stageNotes(edge: DesiredEdge, stage: HstsStage, tags: Tags = {}, longestAge = 0): readonly string[] {
  if (stage.setting === undefined) return [];
  const since = sinceOf(tags);
  const progress = {
    off: [],
    fixed: [],
    ramp: edge.hsts.kind === 'ramp' && stage.step !== undefined ? [rampNote(edge.hsts, Number(stage.step), since)] : [],
    brake: [brakeNote(since, longestAge)],
  }[edge.hsts.kind];
  return [...progress, ...reachNotes(edge, edge.hsts), ownHeaderNote(edge.hsts)];
}

function rampNote(ramp: Extract<Hsts, { kind: 'ramp' }>, step: number, since: number | undefined): string {
  const where = `HSTS: step ${step} of ${RAMP.length} (${RAMP[step - 1]?.length})`;
  if (since === undefined) return `${where}; its time begins when the edge is in sync`;
  if (step === RAMP.length) return `${where} since ${time(since)}; the last`;
  return `${where} since ${time(since)}; next on ${time(endOfInterval(ramp, since))}, or when the edge is in sync after that`;
}

function brakeNote(since: number | undefined, longestAge: number): string {
  if (since === undefined) return 'HSTS: the brake is to serve max-age=0; its time begins when the edge is in sync';
  const until =
    longestAge === 0
      ? 'keep it for as long as the longest age that was ever given out'
      : `keep it until ${time(since + longestAge * 1000)}, because callers were given max-age=${longestAge}`;
  return `HSTS: the brake serves max-age=0 since ${time(since)}; ${until}; then Hsts: off may detach it`;
}

function reachNotes({ domainName }: DesiredEdge, hsts: Hsts): readonly string[] {
  if (hsts.kind === 'off' || hsts.kind === 'brake') return [];
  const when = hsts.kind === 'ramp' ? `, from step ${RAMP.length} on,` : '';
  const subdomains = `HSTS: includeSubDomains${when} binds every name below ${domainName}, also those without HTTPS; browsers keep it until max-age is over, and nothing here takes it back`;
  const preload = `HSTS: preload${when} lets browsers ship the name as HTTPS only, and leaving their list takes months; the list takes registrable domains only, with max-age of a year or more and includeSubDomains; see hstspreload.org for whether ${domainName} is one`;
  return [...(hsts.includeSubdomains ? [subdomains] : []), ...(hsts.preload ? [preload] : [])];
}

function ownHeaderNote({ kind }: Hsts): string {
  const note = 'HSTS: a Strict-Transport-Security header that the API sends itself is not contradicted';
  return kind === 'brake' ? `${note}; such an API has to send max-age=0 itself` : note;
}

/** Taking the header away tells browsers nothing: what they were given runs on. */
function detachNotes(inputs: RuleInputs, steps: readonly Step[]): readonly string[] {
  const { tags } = inputs.distribution;
  if (!steps.some((step) => step.action === 'update' && step.because.includes('EDGE-13'))) return [];
  const served = servedAge(inputs);
  const longest = longestAgeOf(tags);
  if (served > 0)
    return [
      `HSTS: callers that were given max-age=${Math.max(served, longest)} keep to HTTPS for as long, because nothing tells them to forget; Hsts: brake does`,
    ];
  const since = sinceOf(tags);
  if (longest === 0 || since === undefined) return [];
  return [
    `HSTS: callers were given max-age=${longest} before the brake, and until ${time(since + longest * 1000)} some may not have heard of max-age=0`,
  ];
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
