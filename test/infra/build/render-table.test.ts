import { renderTable } from '../../../infra/build/render-table.ts';

describe('renderTable', () => {
  test('aligns names left and numbers right', () => {
    const table = renderTable(
      ['name', 'size'],
      [
        ['a', '1234.5 kB'],
        ['longer', '7 kB'],
      ],
    );

    expect(table).toBe('name         size\na       1234.5 kB\nlonger       7 kB\n');
  });
});
