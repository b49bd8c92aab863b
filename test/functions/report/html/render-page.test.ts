import { createHash } from 'node:crypto';
import type { Verdict } from '../../../../functions/reconciler/model/plan.ts';
import type { EdgeResult, FleetReport } from '../../../../functions/report/fleet-report.ts';
import { renderPage } from '../../../../functions/report/html/render-page.ts';
import { toFleetReport } from '../../../../functions/report/summarize.ts';
import { accountReport, edgeWith, FINDINGS, fleetReport, PATH, RUN, reportOf } from '../sample-report.ts';
import { hostileEdge, hostileReport } from './hostile-report.ts';

const UNREAD = [{ what: 'hosted zones', why: 'Route 53 ListHostedZones: AccessDenied: no' }];

const headlineOf = (report: FleetReport) => /<h1>(.*?)<\/h1>/.exec(renderPage(report))?.[1];
const countRows = (page: string) => page.split('<li class="edge"').length - 1;

describe('the headline', () => {
  test.each<[string, FleetReport]>([
    ['All 2 edges are in sync.', reportOf([edgeWith('in-sync'), edgeWith('fixed')])],
    ['The only edge is in sync.', reportOf([edgeWith('in-sync')])],
    ['1 of 2 edges is not in sync.', reportOf([edgeWith('in-sync'), edgeWith('waiting')])],
    [
      '1 of 3 edges is not in sync, 1 could not be checked.',
      reportOf([edgeWith('in-sync'), edgeWith('drift'), edgeWith('not-checked')]),
    ],
    ['1 of 2 edges could not be checked.', reportOf([edgeWith('in-sync'), edgeWith('not-checked')])],
    ['No API domain was found.', reportOf([])],
    [
      'No edge was seen. The account could not be read completely.',
      toFleetReport(RUN, [accountReport({ notChecked: UNREAD })]),
    ],
    [
      'All 2 edges that could be read are in sync. 1 account could not be read completely.',
      toFleetReport(RUN, [
        accountReport({ edges: [edgeWith('in-sync'), edgeWith('in-sync')] }),
        accountReport({ id: '222222222222', notChecked: UNREAD }),
      ]),
    ],
    [
      'A guard stopped this run. 1 of 1 edge is not in sync.',
      toFleetReport(RUN, [accountReport({ edges: [edgeWith('drift')] })], 'too much'),
    ],
  ])('is: %s', (sentence, report) => {
    expect(headlineOf(report)).toBe(sentence);
  });
});

describe('a page', () => {
  test('is the same for the same report', () => {
    const report = fleetReport({ edges: 40, accounts: 4 });

    expect(renderPage(report)).toBe(renderPage(report));
  });

  test('refers to nothing outside but the pages of AWS that explain the rules', () => {
    const addresses = renderPage(fleetReport({ edges: 40, accounts: 4, openPerThousand: 500 })).matchAll(
      /(?:src|href|action|srcset)="([^"#][^"]*)"|url\((?!#)/g,
    );

    const outside = [...addresses].map(([, address]) => address);
    expect(outside.every((address) => address?.startsWith('https://docs.aws.amazon.com/'))).toBe(true);
  });

  test('lets nothing run or load but the one style and the one script that it names', () => {
    const page = renderPage(hostileReport());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    const hashes = [...page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)].map(([, , text = '']) => {
      return `sha256-${createHash('sha256').update(text).digest('base64')}`;
    });

    expect(hashes).toHaveLength(2);
    expect(policy).toBe(
      `default-src 'none'; style-src '${hashes[0]}'; script-src '${hashes[1]}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/ style="| on[a-z]+="/);
  });

  test('names what was not checked, and never as in sync', () => {
    const page = renderPage(toFleetReport(RUN, [accountReport({ notChecked: UNREAD })]));

    expect(page).toContain('Not checked: it is not known whether this is in order');
    expect(page).toContain('Route 53 ListHostedZones: AccessDenied: no');
    expect(page).toContain('class="number">not known</td>');
  });

  test('says why a guard stopped', () => {
    const page = renderPage(toFleetReport(RUN, [], '42 % of the edges would change'));

    expect(page).toContain('Stopped by a guard: nothing was changed');
    expect(page).toContain('42 % of the edges would change');
  });

  test('says which policies were deleted, and nothing where none was', () => {
    const cleanedUp = ['delete origin request policy secure-api-edge-headers-0123'];

    expect(renderPage(toFleetReport(RUN, [accountReport({ cleanedUp })]))).toContain(`<bdi>${cleanedUp[0]}</bdi>`);
    expect(renderPage(toFleetReport(RUN, [accountReport()]))).not.toContain('that no distribution used any more');
  });

  test('draws the history only when there is one', () => {
    const earlier = reportOf([edgeWith('drift')], { finishedAt: '2026-11-19T06:00:00.000Z' });

    expect(renderPage(reportOf([]))).not.toContain('over time');
    expect(renderPage(reportOf([]), [earlier])).toContain('aria-label="edges not in sync in 2 runs, from 1 to 0"');
  });

  test('calls a hop in order only where no rule objects to it', () => {
    const missing = { ...PATH, broken: 'distribution', distribution: undefined } as const;
    const objection = { ...FINDINGS[0]!, rule: 'EDGE-14' } as const;
    const hopOf = (verdicts: readonly Verdict[]) =>
      /<li class="hop (\w+)">(?:(?!<li).)*DNS/.exec(
        renderPage(reportOf([edgeWith('drift', { path: missing, verdicts })])),
      )?.[1];

    expect(hopOf([])).toBe('ok');
    expect(hopOf([objection])).toBe('present');
  });

  test('says of an edge that no earlier report knows that it is new', () => {
    expect(renderPage(reportOf([edgeWith('drift', { firstSeen: RUN.finishedAt })]))).toContain('in this report');
  });

  test.each<[EdgeResult, string]>([
    ['drift', 'broken here'],
    ['not-checked', 'could not be checked'],
  ])('shows where the way of a request of an edge in %s goes wrong', (result, words) => {
    expect(renderPage(reportOf([edgeWith(result)]))).toContain(words);
  });
});

describe('a page about very many accounts', () => {
  test('gives the numbers of those that are not drawn, by Region', () => {
    const page = renderPage(fleetReport({ edges: 400, accounts: 40, openPerThousand: 500 }));

    const [, named = ''] = /The 28 other accounts by account and Region(.*?)<\/details>/s.exec(page) ?? [];
    expect(named.split('<tr>')).toHaveLength(2 + 28);
    expect(named).toMatch(/<div>eu-west-1: \d+ .*in sync/);
  });

  test('names no more than a thousand of them', () => {
    const page = renderPage(fleetReport({ edges: 1100, accounts: 1100 }));

    expect(page).toContain('and 88 more accounts; the JSON report has all.');
  });
});

describe('a page about very many edges', () => {
  test('lists what is not in sync, counts the rest, and stays small', () => {
    const report = fleetReport({ edges: 10_000, accounts: 160, openPerThousand: 30 });
    const { byResult } = report.summary;

    const page = renderPage(report);

    expect(countRows(page)).toBe(10_000 - byResult['in-sync']);
    expect(page).toContain('9,700 more edges not listed here: 9,700 in sync. The JSON report has them.');
    expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
  });

  test('lists the worst thousand when everything is wrong', () => {
    const page = renderPage(fleetReport({ edges: 10_000, accounts: 160, openPerThousand: 1000 }));

    expect(countRows(page)).toBe(1000);
    expect(page).toContain('9,000 more edges not listed here');
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
  });

  test('takes at most 4,500 bytes for an edge with findings', () => {
    const size = (count: number) =>
      Buffer.byteLength(renderPage(reportOf(Array.from({ length: count }, () => edgeWith('drift')))));

    expect((size(200) - size(100)) / 100).toBeLessThan(4500);
  });

  test('stays below its bound whatever the texts hold', () => {
    const page = renderPage(reportOf(Array.from({ length: 1000 }, () => hostileEdge('<"&\u202e'.repeat(3000)))));

    expect(countRows(page)).toBeGreaterThan(50);
    expect(page).toContain('more edges not listed here');
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
  });
});
