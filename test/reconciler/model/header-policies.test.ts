import { selects } from '../../../functions/reconciler/model/header-policies.ts';

describe('selects', () => {
  const names = ['authorization'];

  test.each([
    ['none', { kind: 'none' }, 'Authorization', false],
    ['all', { kind: 'all' }, 'X-Anything', true],
    ['only: a listed header', { kind: 'only', names }, 'Authorization', true],
    ['only: another header', { kind: 'only', names }, 'Host', false],
    ['all-except: a listed header', { kind: 'all-except', names }, 'AUTHORIZATION', false],
    ['all-except: another header', { kind: 'all-except', names }, 'Host', true],
  ] as const)('%s', (_, selection, header, expected) => {
    expect(selects(selection, header)).toBe(expected);
  });
});
