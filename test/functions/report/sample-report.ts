/** Reports of any size with every kind of result, made without a look: what a page or a schema is given in tests. */
import type { Verdict } from '../../../functions/reconciler/model/plan.ts';
import type {
  AccountReport,
  EdgeReport,
  EdgeResult,
  FleetReport,
  RunFacts,
} from '../../../functions/report/fleet-report.ts';
import { toFleetReport } from '../../../functions/report/summarize.ts';

export const RUN: RunFacts = {
  id: 'c1b2a3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
  mode: 'detect',
  trigger: 'schedule',
  startedAt: '2026-11-20T06:00:00.000Z',
  finishedAt: '2026-11-20T06:04:10.000Z',
  toolVersion: '0.1.0',
};

export const NOT_SET = { before: undefined, after: undefined, detail: undefined } as const;

/** An edge with everything in order. */
export function edgeReport(facts: Partial<EdgeReport> = {}): EdgeReport {
  return {
    domain: 'api.example.com',
    region: 'eu-west-1',
    owner: 'remediator',
    result: 'in-sync',
    text: 'in sync',
    verdicts: [],
    passed: 17,
    applied: [],
    planned: [],
    path: PATH,
    ...facts,
  };
}

export const PATH: EdgeReport['path'] = {
  dns: {
    zone: 'example.com',
    records: ['A alias d111abcdef8.cloudfront.net', 'AAAA alias d111abcdef8.cloudfront.net'],
  },
  distribution: {
    id: 'E2QWRUHAPOMQZL',
    domainName: 'd111abcdef8.cloudfront.net',
    status: 'Deployed',
    tags: { 'secure-api-edge:owner': 'remediator' },
  },
  api: { endpoint: 'd-a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com', kind: 'REGIONAL HTTP' },
  notChecked: [],
};

export const FINDINGS: readonly Verdict[] = [
  {
    ...NOT_SET,
    rule: 'EDGE-01',
    verdict: 'drift',
    subject: 'DefaultCacheBehavior.ViewerProtocolPolicy',
    before: 'allow-all',
    after: 'redirect-to-https',
  },
  {
    ...NOT_SET,
    rule: 'EDGE-03',
    verdict: 'drift',
    subject: 'ViewerCertificate.MinimumProtocolVersion',
    before: 'TLSv1',
    after: 'TLSv1.2_2021',
  },
  {
    ...NOT_SET,
    rule: 'EDGE-16',
    verdict: 'drift',
    subject: 'default endpoint of API a1b2c3d4e5',
    detail: 'the default endpoint is enabled: callers can reach the API around the edge',
    reportedOnly: true,
  },
];

const WRONG: Readonly<Record<EdgeResult, Partial<EdgeReport>>> = {
  'in-sync': {},
  fixed: {
    text: 'fixed: update distribution E2QWRUHAPOMQZL',
    verdicts: FINDINGS.slice(0, 1).map((found) => ({ ...found, verdict: 'fixed' })),
    applied: ['update distribution E2QWRUHAPOMQZL'],
    proof: {
      kind: 'taken',
      takenAt: '2026-11-20T06:03:00.000Z',
      through: 'dns',
      passed: true,
      requests: 48,
      failed: [],
    },
  },
  drift: {
    text: 'drift: 2 steps planned',
    verdicts: FINDINGS,
    planned: ['update distribution E2QWRUHAPOMQZL', 'invalidate cached objects of distribution E2QWRUHAPOMQZL'],
    path: { ...PATH, broken: 'distribution' },
    firstSeen: '2026-11-17T06:04:00.000Z',
    changedBy: {
      who: 'arn:aws:sts::111111111111:assumed-role/Operations/jo',
      what: 'UpdateDistribution',
      at: '2026-11-17T05:12:00.000Z',
    },
  },
  waiting: {
    text: 'waiting for distribution E2QWRUHAPOMQZL to be Deployed',
    planned: ['invalidate cached objects of distribution E2QWRUHAPOMQZL'],
    path: { ...PATH, distribution: { ...PATH.distribution!, status: 'InProgress' } },
  },
  refused: {
    text: 'refused: EDGE-17: mutual TLS is on, and the edge cannot present the client certificate; turn it off',
    verdicts: [{ ...NOT_SET, rule: 'EDGE-17', verdict: 'refused', subject: 'API domain', detail: 'mutual TLS is on' }],
    path: { dns: PATH.dns!, api: PATH.api!, broken: 'api', notChecked: [] },
  },
  failed: {
    text: 'failed: CloudFront UpdateDistribution: AccessDenied: not authorized to perform cloudfront:UpdateDistribution',
    verdicts: FINDINGS.slice(0, 1),
    planned: ['update distribution E2QWRUHAPOMQZL'],
    path: { ...PATH, broken: 'distribution' },
    proof: {
      kind: 'taken',
      takenAt: '2026-11-20T06:02:00.000Z',
      through: 'edge',
      passed: false,
      requests: 24,
      failed: [
        {
          check: 'authorization',
          at: '203.0.113.7',
          verdict: 'fail',
          expected: '200 as the API answers',
          received: '401 with another body',
        },
      ],
    },
  },
  'not-checked': {
    text: 'not checked: Route 53 ListResourceRecordSets: AccessDenied: not authorized',
    verdicts: [
      { ...NOT_SET, rule: 'EDGE-14', verdict: 'not-checked', subject: 'records of the name', detail: 'not authorized' },
    ],
    path: { distribution: PATH.distribution!, api: PATH.api!, notChecked: ['dns'] },
  },
};

/** An edge with what is typical of a result. */
export function edgeWith(result: EdgeResult, facts: Partial<EdgeReport> = {}): EdgeReport {
  return edgeReport({ result, ...WRONG[result], ...facts });
}

export function accountReport(facts: Partial<AccountReport> = {}): AccountReport {
  return {
    id: '111111111111',
    regions: ['eu-west-1'],
    edges: [],
    notChecked: [],
    calls: { total: 31, byOperation: { 'CloudFront.ListDistributions': 31 } },
    ...facts,
  };
}

export function reportOf(edges: readonly EdgeReport[], run: Partial<RunFacts> = {}): FleetReport {
  return toFleetReport({ ...RUN, ...run }, [accountReport({ edges })]);
}

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2'] as const;
const NAMES = [
  'orders',
  'billing',
  'search',
  'users',
  'media',
  'partner',
  'reports',
  'events',
  'login',
  'stock',
] as const;

export interface FleetSize {
  readonly edges: number;
  readonly accounts: number;
  /** Of a thousand edges, how many are not in sync. @default 40 */
  readonly openPerThousand?: number;
  readonly run?: Partial<RunFacts>;
}

/** A fleet with a bit of everything, the same each time. One account in twenty could not be read completely. */
export function fleetReport({ edges, accounts, openPerThousand = 40, run = {} }: FleetSize): FleetReport {
  const all = Array.from({ length: edges }, (_, at) => ({ at: at % accounts, edge: nthEdge(at, openPerThousand) }));
  return toFleetReport(
    { ...RUN, ...run },
    Array.from({ length: accounts }, (_, at) =>
      accountReport({
        id: String(111111111111 + at * 37),
        name: `${NAMES[at % NAMES.length]}-${at % 3 === 0 ? 'production' : 'staging'}${at < 10 ? '' : `-${at}`}`,
        organizationalUnit: at % 3 === 0 ? '/platform/production' : '/platform/staging',
        regions: REGIONS,
        edges: all.filter((one) => one.at === at).map(({ edge }) => edge),
        notChecked:
          at % 20 === 13
            ? [
                {
                  what: 'API Gateway domains in ap-southeast-2',
                  why: 'API Gateway GetDomainNames: AccessDenied: denied by a policy',
                },
              ]
            : [],
      }),
    ),
  );
}

const OPEN: readonly EdgeResult[] = ['drift', 'drift', 'drift', 'waiting', 'refused', 'fixed', 'failed', 'not-checked'];

function nthEdge(at: number, openPerThousand: number): EdgeReport {
  const turn = (at * 619) % 1000;
  const result = turn < openPerThousand ? OPEN[at % OPEN.length]! : 'in-sync';
  const region = REGIONS[Math.floor(at / 7) % 3]!;
  return edgeWith(result, { domain: `${NAMES[at % NAMES.length]}-${at}.example.com`, region });
}
