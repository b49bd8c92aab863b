import type { EdgeWords } from '../../../functions/notice/edge-words.ts';
import { knownAfter, type SeenAccount, zoneIndexAfter } from '../../../functions/notice/known-edges.ts';

function seen(id: string, covers: SeenAccount['covers'], words: Readonly<Record<string, EdgeWords>>): SeenAccount {
  return { id, covers, words };
}

const ONE = { 'api.example.com': { parts: ['api.example.com', 'e1'], zones: ['z1'] } };
const TWO = { 'api.example.org': { parts: ['api.example.org', 'e2'], zones: ['z2'] } };

describe('what the edges of an account are known by', () => {
  test('is what a look at the whole account saw', () => {
    expect(knownAfter(seen('1', 'whole', ONE), { words: ['e0'] }).words).toEqual(['api.example.com', 'e1', 'z1']);
  });

  test('is what was known before, too, where a part could not be seen', () => {
    expect(knownAfter(seen('1', 'part', ONE), { words: ['e0', 'e1'] }).words).toEqual([
      'api.example.com',
      'e0',
      'e1',
      'z1',
    ]);
  });

  test('is nothing for an account that nobody could ever enter: a look at it would end the same', () => {
    expect(knownAfter(seen('1', 'part', {}), undefined)).toEqual({ words: [] });
  });
});

describe('whose edges may be in zones of other accounts', () => {
  const before = new Map([
    ['api.example.com', ['1', '2']],
    ['gone.example.com', ['1']],
    ['kept.example.com', ['3']],
  ]);

  test.each([
    ['all', { 'api.example.com': ['1'], 'api.example.org': ['3'], 'kept.example.com': ['3'], z1: ['1'], z2: ['3'] }],
    [
      'some',
      { 'api.example.com': ['1', '2'], 'api.example.org': ['3'], 'kept.example.com': ['3'], z1: ['1'], z2: ['3'] },
    ],
  ] as const)('after a run over %s accounts', (accounts, expected) => {
    const after = zoneIndexAfter([seen('1', 'whole', ONE), seen('3', 'part', TWO)], accounts, before);

    expect(Object.fromEntries(after)).toEqual(expected);
  });
});
