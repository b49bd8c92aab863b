import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RuleModes } from '../../functions/reconciler/model/rules.ts';
import { renderValue } from '../../functions/reconciler/plan/render.ts';
import { edgeStateOf } from '../edge-state.ts';
import type { HeadersExplanation } from '../explain/explain-headers.ts';
import type { ProofExplanation } from '../explain/explain-proof.ts';
import { RULE_WORDS, type RuleExplanation, type SeenSymptom } from '../explain/explain-rules.ts';
import type { Fix } from '../explain/fix.ts';
import { BLANK, type Line, type Style, styled, wrapLine } from '../styled-text.ts';
import { layOutAccount, layOutNotChecked } from './account.ts';
import { layOutChanges } from './changes.ts';
import { layOutHeaders } from './headers.ts';
import { layOutStanding } from './standing.ts';

/** What is told of one domain beside the look itself. */
export interface Explained {
  readonly rules: readonly RuleExplanation[];
  readonly proof: ProofExplanation | undefined;
  readonly headers: HeadersExplanation | undefined;
  /** What the look was given. */
  readonly modes: RuleModes;
}

/** One domain: what stands there, every rule's word, and of what is not in order the symptom, the cause and the fix. */
export function layOutExplanation(
  look: AccountLook,
  edge: EdgeLook,
  { rules, proof, headers, modes }: Explained,
  width: number,
): readonly Line[] {
  return [
    ...layOutAccount(look),
    BLANK,
    ...layOutState(edge, rules, width),
    ...layOutStanding(edge, width, COLUMN),
    ...layOutProofToCome(proof, width),
    BLANK,
    ...rules.filter(({ why }) => why === undefined).flatMap((rule) => layOutWord(rule, width)),
    ...layOutNotEvaluated(rules, width),
    ...rules.filter(({ cause }) => cause.length > 0).flatMap((rule) => [BLANK, ...layOutWrong(rule, width)]),
    ...layOutNeededHeaders(headers, width),
    ...layOutNotes(edge, width),
    ...layOutNotChecked(look.notChecked, width),
    ...layOutWayOn(look, edge, modes, width),
    BLANK,
    [summarizeRules(rules)],
  ];
}

const COLUMN = 16;
const WORD_WIDTH = Math.max(...RULE_WORDS.map((word) => word.length));
const STYLES: Readonly<Record<RuleExplanation['word'], Style>> = {
  refused: 'red',
  drift: 'yellow',
  'not-checked': 'red',
  pass: 'green',
  'not-evaluated': 'dim',
};

/** Where the edge stands. Reasons that a rule below gives as its cause are left to it. */
function layOutState(edge: EdgeLook, rules: readonly RuleExplanation[], width: number): readonly Line[] {
  const { words, style, reasons } = edgeStateOf(edge, 'create');
  const told = rules.flatMap(({ cause }) => cause.flatMap(({ detail }) => detail ?? []));
  return [
    [styled('bold', edge.plan.domainName), '  ', styled(style, words)],
    ...reasons
      .filter((reason) => !told.some((detail) => reason.includes(detail)))
      .flatMap((reason) => wrapLine([`  ${reason}`], width, 2)),
  ];
}

function layOutProofToCome(proof: ProofExplanation | undefined, width: number): readonly Line[] {
  if (proof === undefined) return [];
  if (proof.policy === 'skip') return layOutNamed('proof', [['nothing is tried: Proof is skip']], width);
  const byRule = [...Map.groupBy(proof.checks, ({ rule }) => rule)].map(
    ([rule, checks]) => `${checks.map(({ check }) => check).join(', ')} → ${rule}`,
  );
  const accepted = proof.checks.filter(({ word }) => word === 'accepted').map(({ check }) => check);
  return layOutNamed(
    'proof',
    [
      [`${proof.when} (${proof.policy})`],
      [`GET, HEAD and OPTIONS of ${proof.path} on the real name, over HTTP and HTTPS, beside the API's own answers`],
      [`a check that fails points to its rule: ${byRule.join('; ')}`],
      ...(accepted.length === 0 ? [] : [[`accepted, whatever comes: ${accepted.join(', ')}`]]),
    ],
    width,
  );
}

function layOutWord({ rule, word, sentence }: RuleExplanation, width: number): readonly Line[] {
  const lead = `${rule}  `;
  const shown = word.replace('-', ' ').padEnd(WORD_WIDTH);
  return wrapLine([lead, styled(STYLES[word], shown), `  ${sentence}`], width, lead.length + WORD_WIDTH + 2);
}

/** Rules that have no word for the same reason, together. */
function layOutNotEvaluated(rules: readonly RuleExplanation[], width: number): readonly Line[] {
  const silent = rules.filter(({ why }) => why !== undefined);
  return [...Map.groupBy(silent, ({ why }) => why)].flatMap(([why, members]) => {
    const ids = members.map(({ rule }) => rule).join(', ');
    return wrapLine([styled('dim', 'not evaluated'), `  ${ids}: ${why}`], width, 2);
  });
}

function layOutWrong({ rule, reason, cause, callersSee, fix }: RuleExplanation, width: number): readonly Line[] {
  const details = cause.flatMap(({ detail }) => detail ?? []);
  const isAdvice = fix?.kind === 'by-hand' && fix.advice.every((advice) => details.includes(advice));
  return [
    ...wrapLine([styled('bold', rule), `  ${reason}`], width, 9),
    ...layOutNamed('callers see', symptomLines(callersSee, cause), width),
    ...layOutNamed(isAdvice ? 'cause, fix' : 'cause', cause.map(causeLine), width),
    ...(isAdvice || fix === undefined ? [] : layOutFix(fix, width)),
  ];
}

/** Lines beside a name. */
function layOutNamed(name: string, lines: readonly Line[], width: number): readonly Line[] {
  return lines.flatMap((line, index) =>
    wrapLine([`  ${(index === 0 ? name : '').padEnd(COLUMN - 2)}`, ...line], width, COLUMN),
  );
}

function symptomLines(symptoms: readonly SeenSymptom[], cause: RuleExplanation['cause']): readonly Line[] {
  if (cause.every(({ verdict }) => verdict === 'not-checked')) return [['not known, because it could not be judged']];
  if (symptoms.length === 0) return [['nothing that could be told from the settings']];
  return symptoms.map(({ sees, from, when }) => {
    const source = from === undefined ? '' : ` (${from})`;
    return [`${sees}${source}${when === undefined ? '' : `, ${when}`}`];
  });
}

function causeLine({ subject, before, after, detail }: RuleExplanation['cause'][number]): Line {
  if (detail !== undefined) return [detail];
  return [`${subject}: found `, styled('red', renderValue(before)), ', wanted ', styled('green', renderValue(after))];
}

function layOutFix(fix: Fix, width: number): readonly Line[] {
  if (fix.kind === 'by-hand')
    return layOutNamed(
      'by hand',
      fix.advice.map((advice) => [advice]),
      width,
    );
  return fix.steps.flatMap(({ step, changes }, index) => [
    ...layOutNamed(index === 0 ? 'fix' : '', [[step]], width),
    ...layOutChanges(changes, width, COLUMN + 2),
  ]);
}

function layOutNeededHeaders(headers: HeadersExplanation | undefined, width: number): readonly Line[] {
  const lines = layOutHeaders(headers, width);
  return lines.length === 0 ? [] : [BLANK, ['headers that the API needs'], ...lines];
}

function layOutNotes({ plan }: EdgeLook, width: number): readonly Line[] {
  if (plan.notes.length === 0) return [];
  return [BLANK, ...plan.notes.flatMap((note) => wrapLine([styled('dim', `note: ${note}`)], width, 2))];
}

function layOutWayOn({ regions }: AccountLook, { plan }: EdgeLook, modes: RuleModes, width: number): readonly Line[] {
  if (plan.steps.length === 0) return [];
  const rules = Object.entries(modes).map(([rule, mode]) => ` --rule ${rule}=${mode}`);
  const options = [...regions.map((region) => ` --region ${region}`), ...rules].join('');
  // A shell would take the star of a wildcard domain for its own.
  const name = plan.domainName.startsWith('*') ? `'${plan.domainName}'` : plan.domainName;
  const command = `npx secure-api-edge apply --domain ${name}${options} --wait`;
  return [BLANK, ...wrapLine(['to apply these fixes: ', styled('cyan', command)], width, 2)];
}

/** `explain: of 17 rules 2 drift, 13 pass, 2 not evaluated`. */
export function summarizeRules(rules: readonly RuleExplanation[]): string {
  const counts = RULE_WORDS.map((word) => [word, rules.filter((rule) => rule.word === word).length] as const);
  const words = counts.filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word.replace('-', ' ')}`);
  return `explain: of ${rules.length} rules ${words.join(', ')}`;
}
