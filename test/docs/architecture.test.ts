import { PARTS } from '../../functions/reconciler/model/plan.ts';
import { TAG } from '../../functions/reconciler/model/tags.ts';
import { firstColumn, readDocument } from './documents.ts';

const PAGE = readDocument('docs/architecture.md');

describe('docs/architecture.md', () => {
  test('lists the tags that the code knows', () => {
    const tags = Object.values(TAG).map((key) => key.replace('secure-api-edge:', ''));

    expect(firstColumn(PAGE, 'What is remembered').toSorted()).toEqual(tags.toSorted());
  });

  test('lists the parts of an edge in their order', () => {
    expect(firstColumn(PAGE, 'Parts')).toEqual(PARTS);
  });
});
