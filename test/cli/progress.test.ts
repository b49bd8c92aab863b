import { withProgress } from '../../cli/progress.ts';
import { type Line, paintLine } from '../../cli/styled-text.ts';
import type { Screen } from '../../cli/terminal.ts';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { AccountId } from '../../functions/reconciler/model/names.ts';
import { region } from '../support/edge-builders.ts';

function record(kind: Screen['kind']) {
  const printed: string[] = [];
  const drawn: string[] = [];
  const screen: Screen = {
    kind,
    columns: 100,
    print: (lines: readonly Line[]) => printed.push(...lines.map((line) => paintLine(line, 'off'))),
    live: (text) => drawn.push(text),
  };
  return { screen, printed, drawn };
}

/** Only what is told of a look. */
function look(domainName: string, findings = 0): EdgeLook {
  const verdicts = Array.from({ length: findings }, () => ({ verdict: 'drift' }));
  return { plan: { domainName, verdicts }, outcome: { kind: 'in-sync' } } as unknown as EdgeLook;
}

const session = {
  accountId: async () => '111111111111' as AccountId,
  requests: () => 42,
};
const watched = { session, regions: [region('eu-west-1')], doing: 'reading', looks: 'none' } as const;

describe('withProgress', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('on a terminal redraws one line while it reads, and clears it at the end', async () => {
    const { screen, printed, drawn } = record('terminal');

    const ended = await withProgress(screen, watched, async (onLook) => {
      await jest.advanceTimersByTimeAsync(250);
      onLook(look('api.example.com', 2), { done: 1, total: 2 });
      onLook(look('old.example.com', 1), { done: 2, total: 2 });
      return 'ended';
    });

    expect(ended).toBe('ended');
    expect(printed).toEqual([]);
    expect(drawn).toEqual([
      'reading account 111111111111, Region eu-west-1: 42 AWS requests',
      'reading account 111111111111, Region eu-west-1: 42 AWS requests, 1 of 2 edges, 2 findings; api.example.com: in sync',
      'reading account 111111111111, Region eu-west-1: 42 AWS requests, 2 of 2 edges, 3 findings; old.example.com: in sync',
      '',
    ]);
  });

  test('on a stream prints few lines', async () => {
    const { screen, printed } = record('stream');

    await withProgress(screen, watched, async (onLook) => {
      await jest.advanceTimersByTimeAsync(25_000);
      onLook(look('api.example.com', 2), { done: 1, total: 1 });
    });

    expect(printed).toEqual([
      'reading account 111111111111, Region eu-west-1',
      'reading account 111111111111, Region eu-west-1: 42 AWS requests',
      'reading account 111111111111, Region eu-west-1: 42 AWS requests',
      'reading account 111111111111, Region eu-west-1: 42 AWS requests, 1 of 1 edge, 2 findings',
    ]);
  });

  test.each([
    ['news', ['api.example.com: in sync']],
    ['every', ['api.example.com: in sync', 'api.example.com: in sync']],
  ] as const)('with %s on a stream tells of looks', async (looks, told) => {
    const { screen, printed } = record('stream');

    await withProgress(screen, { ...watched, looks }, async (onLook) => {
      onLook(look('api.example.com'), { done: 1, total: 1 });
      onLook(look('api.example.com'), { done: 1, total: 1 });
    });

    expect(printed.filter((line) => line.startsWith('api'))).toEqual(told);
  });

  test('ends with what fails, and goes on without an account that AWS does not name', async () => {
    const { screen, drawn } = record('terminal');
    const unnamed = { ...session, accountId: () => Promise.reject(new Error('denied')) };

    const run = withProgress(screen, { ...watched, session: unnamed }, async () => {
      await jest.advanceTimersByTimeAsync(250);
      throw new Error('broken');
    });

    await expect(run).rejects.toThrow('broken');
    expect(drawn).toEqual(['reading Region eu-west-1: 42 AWS requests', '']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
