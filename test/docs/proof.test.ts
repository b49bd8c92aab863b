import { CHECKS, PROOF_POLICIES } from '../../functions/reconciler/model/proof.ts';
import { PROBE } from '../../functions/reconciler/prove/requests.ts';
import { firstColumn, readDocument } from './documents.ts';

const PAGE = readDocument('docs/proof.md');

describe('docs/proof.md', () => {
  test('lists every check with its sentence and its rule, in their order', () => {
    const rows = [...PAGE.text.matchAll(/^\| `([a-z-]+)` \| (.+) \| (EDGE-\d\d) \|$/gm)].map(([, ...cells]) => cells);

    expect(rows).toEqual(Object.entries(CHECKS).map(([check, { sentence, rule }]) => [check, sentence, rule]));
  });

  test('lists every policy', () => {
    expect(firstColumn(PAGE, 'Who decides')).toEqual(PROOF_POLICIES);
  });

  test('names what the requests carry', () => {
    expect(PAGE.text).toContain(`\`User-Agent\` \`${PROBE}\``);
  });
});
