import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

export const isBrowserInstalled = existsSync(EXECUTABLE);

const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page as a browser shows it, and what it asked for and complained about on the way. */
export interface OpenPage {
  readonly page: Page;
  /** Addresses that it asked for, itself not included. */
  readonly requests: readonly string[];
  /** What it wrote to the console, and what it threw. */
  readonly complaints: readonly string[];
}

/** Opens pages in a browser with a profile of its own (Playwright makes an empty one), started and stopped around the tests of a file. */
export function useBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: SWITCHES });
  }, 60_000);
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  return async (markup: string, options: BrowserContextOptions = {}): Promise<OpenPage> => {
    const file = join(folder, 'report.html');
    writeFileSync(file, markup);
    const context = await browser!.newContext(options);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    const address = String(pathToFileURL(file));
    await page.goto(address);
    return {
      page,
      complaints,
      get requests() {
        return requests.filter((url) => url !== address);
      },
    };
  };
}
