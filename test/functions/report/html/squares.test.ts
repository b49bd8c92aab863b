import { renderToString } from 'preact-render-to-string';
import { drawSquares, squareSize } from '../../../../functions/report/html/squares.ts';
import { edgeWith } from '../sample-report.ts';

const IN_SYNC = Array.from({ length: 1000 }, () => edgeWith('in-sync'));

describe('a square', () => {
  test.each([
    [0, 1],
    [160, 1],
    [161, 2],
    [10_000, 100],
    [10_000_000, 62_500],
  ])('of %d edges stands for %d', (edges, each) => {
    expect(squareSize(edges, 160)).toBe(each);
  });

  test('is left for a single edge that is not in sync among a thousand', () => {
    const edges = [...IN_SYNC, edgeWith('drift')];

    const drawn = renderToString(drawSquares(edges, { each: 100, columns: 40, links: new Map() }));

    expect(drawn).toContain('aria-label="1 drift, 1,000 in sync"');
    expect(/class="square r-drift" d="([^"]*)"/.exec(drawn)?.[1]?.match(/M/g)).toHaveLength(1);
    expect(/class="square r-in-sync" d="([^"]*)"/.exec(drawn)?.[1]?.match(/M/g)).toHaveLength(10);
  });

  test('leads to the row of its edge', () => {
    const edge = edgeWith('drift', { domain: 'a&b.example.com' });

    const drawn = renderToString(drawSquares([edge], { each: 1, columns: 40, links: new Map([[edge, 'edge-7']]) }));

    expect(drawn).toContain('href="#edge-7"');
    expect(drawn).toContain('<title>a&amp;b.example.com: drift</title>');
  });

  test('takes a few bytes', () => {
    const drawn = renderToString(drawSquares(IN_SYNC, { each: 1, columns: 40, links: new Map() }));

    expect(drawn.length / IN_SYNC.length).toBeLessThan(20);
  });
});
