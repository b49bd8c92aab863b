import { constants } from 'node:fs';
import { access, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { shownValue } from '../../functions/doors/shown-value.ts';
import { invalid } from '../given-options.ts';
import { toJson } from '../terminal.ts';
import { isPlanFile, parseJson, parsePlanFile } from './parse-plan-file.ts';
import type { PlanFile } from './plan-file.ts';

/** For whoever wrote it: it names accounts, domains and certificates, and whoever can change it says what is applied. */
const MODE = 0o600;

export async function readPlanFile(path: string): Promise<PlanFile> {
  return parsePlanFile(path, await attempt(path, 'read', () => readFile(path, 'utf8')));
}

/** Before AWS is asked anything: an earlier plan may be replaced, and nothing else. */
export async function requireWritable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return attempt(path, 'written', () => access(dirname(path), constants.W_OK));
  if (found.isFile() && isPlanFile(parseJson(await attempt(path, 'read', () => readFile(path, 'utf8'))))) return;
  const message = `${shownValue(path)} is there already and is not a plan file; name another file, or remove it`;
  throw invalid({ path: '--plan', message });
}

/** Whole or not at all: half a plan must not look like one. */
export async function writePlanFile(path: string, file: PlanFile): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  await attempt(path, 'written', async () => {
    try {
      await writeFile(unfinished, `${toJson(file)}\n`, { mode: MODE, flag: 'wx' });
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { force: true });
    }
  });
}

async function attempt<T>(path: string, what: 'read' | 'written', action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw invalid({ path: '--plan', message: `${shownValue(path)} cannot be ${what}, got ${code}` });
  }
}
