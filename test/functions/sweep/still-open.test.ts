import { toFleetReport } from '../../../functions/report/summarize.ts';
import { stillOpen } from '../../../functions/sweep/still-open.ts';
import { edgeReport, RUN } from '../report/sample-report.ts';

const CALLS = { total: 0, byOperation: {} };
const DRIFT = edgeReport({ domain: 'api.example.com', result: 'drift' });
const OTHER = edgeReport({ domain: 'www.example.com', result: 'refused' });
const UNREAD = { what: 'the account', why: 'AccessDenied' };

function report(
  accounts: Readonly<
    Record<string, { readonly edges?: readonly (typeof DRIFT)[]; readonly notChecked?: readonly (typeof UNREAD)[] }>
  >,
) {
  const rows = Object.entries(accounts).map(([id, { edges = [], notChecked = [] }]) => ({
    id,
    regions: [],
    edges,
    notChecked,
    calls: CALLS,
  }));
  return toFleetReport(RUN, rows);
}

const BEFORE = report({ '111111111111': { edges: [DRIFT, OTHER] }, '222222222222': { edges: [DRIFT] } });

function remembered(...given: Parameters<typeof stillOpen>) {
  return Object.fromEntries(
    stillOpen(...given).accounts.map(({ id, edges }) => [id, edges.map(({ domain }) => domain)]),
  );
}

test('a whole run decides: what it does not have is gone, and what is in sync is nothing to remember', () => {
  const now = report({ '111111111111': { edges: [DRIFT, edgeReport({ domain: 'new.example.com' })] } });

  expect(remembered(now, BEFORE, { accounts: 'all', edges: 'all' })).toEqual({ '111111111111': ['api.example.com'] });
});

test('a run over some accounts keeps the others, in the order of their ids', () => {
  const now = report({ '222222222222': { edges: [] } });

  expect(remembered(now, BEFORE, { accounts: 'some', edges: 'all' })).toEqual({
    '111111111111': ['api.example.com', 'www.example.com'],
    '222222222222': [],
  });
});

test('a run over some domains keeps the others of the account', () => {
  const now = report({ '111111111111': { edges: [edgeReport({ domain: 'api.example.com', result: 'fixed' })] } });

  expect(remembered(now, BEFORE, { accounts: 'all', edges: 'some' })).toEqual({ '111111111111': ['www.example.com'] });
});

test('an account that could not be read keeps what is known of it', () => {
  const now = report({ '111111111111': { notChecked: [UNREAD] }, '222222222222': { edges: [DRIFT] } });

  expect(remembered(now, BEFORE, { accounts: 'all', edges: 'all' })).toEqual({
    '111111111111': ['api.example.com', 'www.example.com'],
    '222222222222': ['api.example.com'],
  });
});
