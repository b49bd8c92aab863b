import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { buildFunction } from '../../../infra/build/build-function.ts';
import { invokeFunction } from '../../../infra/build/invoke-function.ts';
import type { DeclaredFunction } from '../../../infra/build/template.ts';

const SOURCE = `
export async function handler(event: { ask: string }, context: { awsRequestId: string; getRemainingTimeInMillis(): number }) {
  console.log('asked', event.ask);
  if (event.ask === 'fail') throw new TypeError('broken');
  if (event.ask === 'leave') process.exit(7);
  if (event.ask === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (event.ask === 'nothing') return;
  return { mode: process.env.MODE, shell: process.env.SHELL, inTime: context.getRemainingTimeInMillis() <= 5000 };
}
`;

const declared: DeclaredFunction = {
  logicalId: 'Asked',
  handler: 'asked.handler',
  runtime: 'nodejs24.x',
  timeoutSeconds: 5,
  memoryMegabytes: 128,
  environment: {},
  build: { EntryPoints: ['asked.ts'] },
};

describe('invokeFunction', () => {
  const folder = mkdtempSync(join(tmpdir(), 'invoke-function-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const invoke = async (ask: string, changed: Partial<DeclaredFunction> = {}) => {
    writeFileSync(join(folder, 'asked.ts'), SOURCE);
    const asked = { ...declared, ...changed };
    const built = await buildFunction(asked, folder, join(folder, 'dist'));
    const log = new PassThrough();
    const reply = await invokeFunction(asked, built, {
      event: { ask },
      environment: { MODE: 'detect' },
      runner: resolve('infra/build/run-handler.ts'),
      log,
    });
    return { reply, log: String(log.read() ?? '') };
  };

  test('returns what the handler returns and keeps its log apart', async () => {
    const { reply, log } = await invoke('answer');

    expect(reply).toEqual({ kind: 'result', value: { mode: 'detect', inTime: true } });
    expect(log).toBe('asked answer\n');
  });

  test('returns a result when the handler returns nothing', async () => {
    const { reply } = await invoke('nothing');

    expect(reply).toEqual({ kind: 'result' });
  });

  test('fails with the error of the handler', async () => {
    const { reply } = await invoke('fail');

    expect(reply).toMatchObject({ kind: 'error', errorType: 'TypeError', errorMessage: 'broken' });
  });

  test('fails when the function leaves without an answer', async () => {
    const { reply } = await invoke('leave');

    expect(reply).toMatchObject({ kind: 'error', errorType: 'Runtime.ExitError' });
  });

  test('fails when the time is up', async () => {
    const { reply } = await invoke('hang', { timeoutSeconds: 0.2 });

    expect(reply).toMatchObject({ kind: 'error', errorMessage: 'Task timed out after 0.20 seconds' });
  });

  test('fails when the file does not export the handler', async () => {
    const { reply } = await invoke('answer', { handler: 'asked.nobody' });

    expect(reply).toMatchObject({ kind: 'error', errorMessage: 'nobody is undefined or not exported' });
  });
});
