import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { AccountReport, FleetReport } from '../report/fleet-report.ts';

/** A report that is written account by account, because one of ten thousand accounts fits into no memory. */
export interface ReportFile {
  add(accounts: readonly AccountReport[]): Promise<void>;
  /** Closes the document; nothing is added after that. */
  close(rest: Omit<FleetReport, 'accounts'>): Promise<{ readonly bytes: number; readonly open: () => Readable }>;
  remove(): Promise<void>;
}

export async function createReportFile(): Promise<ReportFile> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const path = join(folder, 'report.json');
  await writeFile(path, '{"accounts":[');
  let isFirst = true;
  return {
    async add(accounts) {
      if (accounts.length === 0) return;
      await appendFile(path, `${isFirst ? '' : ','}${accounts.map((account) => JSON.stringify(account)).join(',')}`);
      isFirst = false;
    },
    async close(rest) {
      await appendFile(path, `],${JSON.stringify(rest).slice(1)}`);
      return { bytes: (await stat(path)).size, open: () => createReadStream(path) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
