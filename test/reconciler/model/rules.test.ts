import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { VERDICTS } from '../../../functions/reconciler/model/plan.ts';
import { RULES, type RuleId } from '../../../functions/reconciler/model/rules.ts';
import { anyEdgeOfApi, anyObservedEdge } from '../../support/observed-arbitraries.ts';
import { planOf } from '../../support/plan-of.ts';

const page = readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8');

describe('docs/rules.md', () => {
  test.each(Object.entries(RULES))('prints %s as it is judged', (id, { sentence, reason, source }) => {
    const section = sectionOf(id);

    expect(section).toContain(`**${sentence}**`);
    expect(section).toContain(`- Why: ${reason}.`);
    expect(section).toContain(`- AWS: ${source}\n`);
    expect(section).toContain('- A caller sees');
  });

  test('has a section for every rule, in order, and for no other', () => {
    const headings = [...page.matchAll(/^## (EDGE-\d+)$/gm)].map(([, id]) => id);

    expect(headings).toEqual(Object.keys(RULES));
  });

  test('says of exactly the rules that no code judges that they are not evaluated', () => {
    const unjudged = Object.keys(RULES).filter((id) => sectionOf(id).includes('**Not evaluated yet.**'));

    const judged = new Set(
      fc
        .sample(fc.tuple(anyEdgeOfApi(), anyObservedEdge()), 500)
        .flatMap(([edge, observed]) => planOf(observed, edge).verdicts.map((verdict) => verdict.rule)),
    );
    expect(unjudged).toEqual(Object.keys(RULES).filter((id) => !judged.has(id as RuleId)));
  });

  test('explains every word of a verdict', () => {
    for (const word of VERDICTS) expect(page).toMatch(new RegExp(`^\\| \`${word}\` +\\|`, 'm'));
  });
});

/** A section's text with its lines joined, so that where a sentence is wrapped makes no difference. */
function sectionOf(id: string): string {
  const [, text = ''] = page.split(`## ${id}\n`);
  return `${text.split('\n## ')[0]}\n`.replace(/\n {2}/g, ' ');
}
