/**
 * Guards against: a page that only looks right in its source. It is opened in Debian's Chromium; `.ci/install-browser` gets it where apt can.
 */
import type { Page } from 'playwright-core';
import { renderPage } from '../../../../functions/report/html/render-page.ts';
import { edgeWith, fleetReport, reportOf } from '../sample-report.ts';
import { isBrowserInstalled, useBrowser } from './browser.ts';
import { contrastsOf } from './contrasts.ts';
import { hostileReport } from './hostile-report.ts';

const inBrowser = isBrowserInstalled ? describe : describe.skip; // skipped without /usr/bin/chromium: it comes by apt, which not every machine has, and .ci/run names the suite as NOT RUN
if (!isBrowserInstalled) {
  const reason = '/usr/bin/chromium is not installed; run .ci/install-browser';
  process.stderr.write(`skipped: tests of the report's page in a browser: ${reason}\n`);
}

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } as const;

const FEW = renderPage(
  reportOf([
    edgeWith('in-sync', { domain: 'calm.example.com' }),
    edgeWith('drift', { domain: 'api.example.com' }),
    edgeWith('refused', { domain: 'partner.example.com', region: 'us-east-1' }),
    edgeWith('failed', { domain: 'orders.example.com' }),
    edgeWith('not-checked', { domain: 'users.example.com' }),
    edgeWith('fixed', { domain: 'media.example.com' }),
    edgeWith('waiting', { domain: 'stock.example.com' }),
  ]),
  [reportOf([edgeWith('drift')], { finishedAt: '2026-11-19T06:00:00.000Z' })],
);
const MANY = renderPage(fleetReport({ edges: 500, accounts: 12, openPerThousand: 60 }));

inBrowser('the page in a browser', () => {
  const open = useBrowser();

  test.each<[string, string]>([
    ['a few edges', FEW],
    ['many edges', MANY],
    ['hostile texts', renderPage(hostileReport())],
  ])('with %s asks for nothing and complains about nothing', async (_, markup) => {
    const { page, requests, complaints } = await open(markup);
    await page.click('#open-all');

    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('shows what is not in sync first, and says how many of all', async () => {
    const { page } = await open(FEW);

    expect(await domainsShown(page)).toEqual([
      'orders.example.com',
      'users.example.com',
      'partner.example.com',
      'api.example.com',
      'stock.example.com',
      'media.example.com',
    ]);
    expect(await page.textContent('#shown')).toBe('6 of 7 edges shown');
  });

  test('narrows the list by result, Region, rule and search', async () => {
    const { page } = await open(FEW);

    await page.uncheck('[name=result][value=failed]');
    await page.selectOption('#region', 'eu-west-1');
    await page.selectOption('#rule', 'EDGE-01');
    await page.fill('#search', 'TLSv1.2_2021 API');

    expect(await domainsShown(page)).toEqual(['api.example.com']);
    expect(await page.textContent('#shown')).toBe('1 of 7 edges shown');
  });

  test('narrows the list by account', async () => {
    const { page } = await open(MANY);

    await page.selectOption('#account', { label: 'events-staging' });

    const accounts = await page.$$eval('.edge:not([hidden])', (rows) =>
      rows.map((row) => row.getAttribute('data-account')),
    );
    expect(new Set(accounts)).toEqual(new Set(['111111111370']));
  });

  test('goes back to the usual list with Reset', async () => {
    const { page } = await open(FEW);
    await page.fill('#search', 'nothing like that');
    expect(await domainsShown(page)).toEqual([]);

    await page.click('[type=reset]');
    await page.locator('#shown', { hasText: '6 of 7' }).waitFor();

    expect(await domainsShown(page)).toHaveLength(6);
  });

  test('can be used with the keyboard alone', async () => {
    const { page } = await open(FEW);

    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    await pressUntil(page, 'Tab', 'document.activeElement.matches(".edge summary")');
    await page.keyboard.press('Enter');

    expect(await page.isVisible('.edge:not([hidden]) .path')).toBe(true);
  });

  test('leads from a square to its row, even one that is filtered out', async () => {
    const { page } = await open(FEW);
    await page.fill('#search', 'nothing like that');

    await page.click('.squares a[href="#edge-1"]');
    await page.locator('#shown', { hasText: '6 of 7' }).waitFor();

    expect(await page.isVisible('#edge-1 .path')).toBe(true);
  });

  test('opens the row that the address names, even one in sync, which the usual list leaves out', async () => {
    const { page } = await open(FEW);

    await page.evaluate('location.hash = "#edge-7"');
    await page.locator('#shown', { hasText: '7 of 7' }).waitFor();

    expect(await page.isVisible('#edge-7 .path')).toBe(true);
  });

  test('shows every row without JavaScript, and nothing that would need it', async () => {
    const { page } = await open(FEW, { javaScriptEnabled: false });

    expect(await page.locator('.edge:visible').count()).toBe(7);
    expect(await page.isVisible('#filter')).toBe(false);
    await page.click('.edge summary');
    expect(await page.isVisible('.edge .path')).toBe(true);
  });

  test.each<[string, string]>([
    ['a few edges', FEW],
    ['many edges', MANY],
    ['hostile texts', renderPage(hostileReport())],
  ])('with %s fits a phone without scrolling sideways', async (_, markup) => {
    const { page } = await open(markup, PHONE);
    await page.click('#open-all');

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('runs nothing of what names, tags and sentences say', async () => {
    const { page } = await open(renderPage(hostileReport()));
    await page.click('#open-all');
    await page.hover('.edge summary');

    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(await page.locator('.edge').count()).toBe(14);
    expect(await page.locator('main img, main script, main b, main i').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)(
    'has texts with a contrast of 4.5 and marks with one of 3 in %s colours',
    async (colorScheme) => {
      const { page } = await open(FEW, { colorScheme });
      await page.check('[name=result][value=in-sync]');
      await page.click('#open-all');

      const contrasts = await contrastsOf(page);

      expect(contrasts.texts.length).toBeGreaterThan(30);
      expect(contrasts.texts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
      expect(contrasts.marks.filter(({ contrast }) => contrast < 3)).toEqual([]);
    },
  );

  test('prints what is not in sync opened, in light colours, and without its controls', async () => {
    const { page } = await open(FEW, { colorScheme: 'dark' });

    await page.emulateMedia({ media: 'print' });
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');

    expect(await page.isVisible('#filter')).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.edge:visible .findings:visible').count()).toBe(5);
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000);
  });

  test('has landmarks, one first heading, and a name for every control', async () => {
    const { page } = await open(FEW);

    const unnamed = await page.$$eval(
      'input, select, button, section, table, svg[role=img]',
      (elements) =>
        elements.filter((element) => {
          const labels = 'labels' in element ? [...(element.labels as Iterable<{ textContent: string }>)] : [];
          const name =
            element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby') ?? labels[0]?.textContent;
          return !name && !element.textContent?.trim();
        }).length,
    );
    expect(unnamed).toBe(0);
    expect(await page.locator('header, main, footer, [role=search]').count()).toBe(4);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('table:not(:has(th[scope=col]))').count()).toBe(0);
  });
});

async function domainsShown(page: Page): Promise<readonly string[]> {
  return page.$$eval('.edge:not([hidden]) .domain', (names) => names.map((name) => name.textContent ?? ''));
}

async function pressUntil(page: Page, key: string, condition: string): Promise<void> {
  for (let presses = 0; presses < 40 && !(await page.evaluate(condition)); presses += 1) await page.keyboard.press(key);
}
