/** The scheduled look against the simulator. Every scenario asserts what is true in AWS afterwards, and what an operator was told. */
import { readFileSync } from 'node:fs';
import { IncompleteSweepError } from '../../../functions/drift-remediator/incomplete-sweep-error.ts';
import { UnreachableAccountError } from '../../../functions/reconciler/model/errors.ts';
import { generateEstate } from '../../../simulator/estates/generate-estate.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import {
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { captureLog } from './captured-log.ts';
import { type Swept, sweepAccount } from './swept-account.ts';

const aws = useSimulatedAws();
const written = captureLog();
const view = lookAtAws(aws);

/** api.example.com behind a distribution that somebody made in plain text. */
const DRIFTED = frontedEstate(
  distributionOf({ DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' } }),
);

async function distributionFor(name: string) {
  return (await view.distributions()).find((one) => one.aliases.includes(name))!;
}

function told(swept: Swept): readonly string[] {
  return swept.lines.map(({ level, message, facts }) => {
    const { edge, part } = facts as { edge?: { domain: string }; part?: { what: string } };
    return [level, message, edge?.domain ?? part?.what].filter((word) => word !== undefined).join(' | ');
  });
}

function publishedMetrics(): Record<string, unknown> {
  return written.lines().findLast((line) => line._aws !== undefined)!;
}

describe('a look that detects', () => {
  test('writes nothing and tells what it would do, on the schedule’s own event', async () => {
    seed(aws, readEstate('demo'));
    const event = JSON.parse(readFileSync('events/schedule.json', 'utf8'));

    const swept = await sweepAccount(aws, { MODE: 'detect' }, { event });

    expect(swept.writes).toEqual([]);
    expect(swept.summary).toEqual({
      edges: 8,
      inSync: 0,
      fixed: 0,
      drift: 4,
      waiting: 0,
      refused: 4,
      failed: 0,
      notChecked: 0,
    });
    expect(told(swept)).toEqual([
      'warn | looked at the account',
      'warn | edge has drifted | api.example.com',
      'warn | edge has drifted | chat.example.com',
      'warn | edge has drifted | legacy.example.com',
      'warn | edge is refused | old.example.com',
      'warn | edge has drifted | orders.example.com',
      'warn | edge is refused | partner.example.com',
      'warn | edge is refused | secret.example.com',
      'warn | edge is refused | taken.example.com',
    ]);
  });

  test('names the rule, the place, and the setting before and after', async () => {
    seed(aws, DRIFTED);

    const swept = await sweepAccount(aws, { MODE: 'detect' });

    expect(swept.lines.at(-1)!.facts).toMatchObject({
      edge: {
        domain: DOMAIN,
        result: 'drift',
        verdicts: expect.arrayContaining([
          expect.objectContaining({
            rule: 'EDGE-01',
            verdict: 'drift',
            before: 'allow-all',
            after: 'redirect-to-https',
          }),
        ]),
        applied: [],
        planned: expect.arrayContaining([expect.stringMatching(/^update distribution E/)]),
      },
    });
  });

  test('writes nothing when an event lowers the mode', async () => {
    seed(aws, DRIFTED);

    const swept = await sweepAccount(aws, { MODE: 'remediate' }, { event: { mode: 'detect' } });

    expect(swept.writes).toEqual([]);
    expect(swept.summary).toMatchObject({ drift: 1 });
  });

  test('looks only at the domains that an event names', async () => {
    seed(aws, readEstate('demo'));

    const swept = await sweepAccount(aws, { MODE: 'detect' }, { event: { domains: ['legacy.example.com'] } });

    expect(swept.summary).toMatchObject({ edges: 1, drift: 1 });
  });
});

describe('a look that remediates', () => {
  test('fixes the distribution that was made by hand, and only reports domains without one when told so', async () => {
    seed(aws, readEstate('demo'));

    const swept = await sweepAccount(aws, { NEW_EDGES: 'report' });

    const { id, arn } = await distributionFor('legacy.example.com');
    const config = await view.config(id);
    expect(swept.error).toBeUndefined();
    expect(swept.summary).toMatchObject({ edges: 8, fixed: 1, drift: 3, refused: 4 });
    expect(told(swept)).toContain('info | edge was fixed | legacy.example.com');
    expect(config.Comment).toBe('legacy api, set up by hand');
    expect(config.ViewerCertificate?.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    expect(config.Origins?.Items?.[0]?.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    });
    expect(config.CacheBehaviors?.Items?.[0]).toMatchObject({
      PathPattern: '/public/*',
      ViewerProtocolPolicy: 'redirect-to-https',
    });
    expect(await view.tags(arn)).toMatchObject({ team: 'legacy', 'made-by': 'hand' });
    expect(await view.tags(arn)).not.toHaveProperty('secure-api-edge:pending-invalidation');
    expect(await view.distributions()).toHaveLength(1);
  });

  test('writes nothing the second time', async () => {
    seed(aws, readEstate('demo'));
    const first = await sweepAccount(aws);

    const again = await sweepAccount(aws);

    expect(first.summary).toMatchObject({ edges: 8, fixed: 4, refused: 4 });
    expect(again.writes).toEqual([]);
    expect(again.summary).toMatchObject({ edges: 8, inSync: 4, refused: 4 });
  });

  test('puts an edge in front of a domain that has none, and is done with it', async () => {
    seed(aws, estateOf());

    const swept = await sweepAccount(aws);
    const again = await sweepAccount(aws);

    const { domainName } = await distributionFor(DOMAIN);
    expect(swept.summary).toMatchObject({ edges: 1, fixed: 1 });
    expect(await view.records(DOMAIN)).toEqual([`A ${domainName}`, `AAAA ${domainName}`]);
    expect(again.writes).toEqual([]);
    expect(again.summary).toMatchObject({ edges: 1, inSync: 1 });
    expect(told(again)).toEqual(['info | looked at the account']);
  });

  test('ends before Lambda does, and the next run goes on from there', async () => {
    seed(aws, estateOf());

    const first = await sweepAccount(aws, {}, { seconds: 130 });
    aws.simulator.clock.advance(3600);
    const second = await sweepAccount(aws);

    expect(first.error).toBeUndefined();
    expect(first.summary).toMatchObject({ waiting: 1 });
    expect(told(first)).toContain(`info | edge is waiting | ${DOMAIN}`);
    expect(second.summary).toMatchObject({ fixed: 1 });
    expect(await view.distributions()).toHaveLength(1);
  });

  test('leaves a distribution that CloudFormation manages alone unless told otherwise', async () => {
    const edge = distributionOf(
      {
        Origins: {
          Quantity: 1,
          Items: [
            {
              ...API_ORIGIN,
              CustomOriginConfig: { ...API_ORIGIN.CustomOriginConfig, OriginProtocolPolicy: 'http-only' },
            },
          ],
        },
      },
      { 'managed-by': 'terraform' },
    );
    seed(aws, frontedEstate(edge));

    const reported = await sweepAccount(aws, { MANAGED_ELSEWHERE: 'report' });
    const corrected = await sweepAccount(aws, { MANAGED_ELSEWHERE: 'correct' });

    expect(reported.writes).toEqual([]);
    expect(reported.summary).toMatchObject({ refused: 1 });
    expect(corrected.summary).toMatchObject({ fixed: 1 });
  });
});

describe('the guard', () => {
  const fleet = generateEstate({ domains: 12, regions: ['eu-west-1'] });

  test('refuses a run that would change too much, as an answer and not as an error', async () => {
    seed(aws, fleet);

    const swept = await sweepAccount(aws);

    expect(swept.writes).toEqual([]);
    expect(swept.error).toBeUndefined();
    expect(swept.summary).toMatchObject({ edges: 12, refused: 12 });
    expect(swept.lines[1]).toMatchObject({
      level: 'warn',
      message: 'the guard refused the run',
      facts: {
        refusal: { detail: expect.stringContaining('would change 12 of 12 edges (100 %), more than the 30 %') },
      },
    });
  });

  test('lets a run through that may change everything', async () => {
    seed(aws, fleet);

    const swept = await sweepAccount(aws, { MAXIMUM_CHANGED_SHARE: '100' });

    expect(swept.summary).toMatchObject({ edges: 12, fixed: 12, refused: 0 });
  });
});

describe('what cannot be read', () => {
  test('fails the run when distributions are hidden, and creates nothing for lack of seeing one', async () => {
    seed(aws, readEstate('demo'));
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListDistributions', times: 'always' });

    const swept = await sweepAccount(aws);

    expect(swept.writes).toEqual([]);
    expect(swept.error).toBeInstanceOf(IncompleteSweepError);
    expect(told(swept)).toContain('warn | part of the account could not be read | CloudFront distributions');
    expect(told(swept)).toContain('warn | edge could not be checked | api.example.com');
    expect(told(swept)).not.toContainEqual(expect.stringContaining('edge failed'));
    expect(swept.lines[0]!.facts).toMatchObject({ summary: { inSync: 0, fixed: 0, failed: 0 } });
  });

  test('fails the run when one Region is hidden, and still fixes what is seen in the other', async () => {
    seed(aws, DRIFTED);
    aws.simulator.faults.add({
      kind: 'access-denied',
      operation: 'GetDomainNames',
      region: 'us-east-1',
      times: 'always',
    });

    const swept = await sweepAccount(aws);

    expect(swept.error).toBeInstanceOf(IncompleteSweepError);
    expect(told(swept)).toEqual([
      'warn | looked at the account',
      'warn | part of the account could not be read | API Gateway custom domains in us-east-1',
      `info | edge was fixed | ${DOMAIN}`,
    ]);
  });

  test('fails without a word on edges when the account does not say who it is', async () => {
    seed(aws, DRIFTED);
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'GetCallerIdentity', times: 'always' });

    const swept = await sweepAccount(aws);

    expect(swept.error).toBeInstanceOf(UnreachableAccountError);
    expect(swept.lines).toEqual([]);
    expect(swept.writes).toEqual([]);
  });
});

describe('a fix that fails', () => {
  test('fails the run after everything has been reported', async () => {
    seed(aws, DRIFTED);
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'UpdateDistribution', times: 'always' });

    const swept = await sweepAccount(aws);

    expect(swept.error).toBeInstanceOf(IncompleteSweepError);
    expect(swept.error).toMatchObject({
      message:
        'account 111111111111: not everything was checked and fixed, got 1 failed and 0 not checked beside 1 edges seen; read the log lines of this run',
    });
    expect(told(swept)).toEqual(['error | looked at the account', `error | edge failed | ${DOMAIN}`]);
    expect(publishedMetrics()).toMatchObject({ EdgesChecked: 1, EdgesFailed: 1, EdgesInSync: 0 });
  });
});

describe('the metrics', () => {
  test('say by account and mode what was found, zeros included, and what it cost', async () => {
    seed(aws, readEstate('demo'));

    await sweepAccount(aws, { MODE: 'detect' });

    expect(publishedMetrics()).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: 'Test', Dimensions: [['service', 'account', 'mode']] }] },
      account: '111111111111',
      mode: 'detect',
      EdgesChecked: 8,
      EdgesInSync: 0,
      EdgesDrifted: 4,
      EdgesFixed: 0,
      EdgesWaiting: 0,
      EdgesRefused: 4,
      EdgesFailed: 0,
      EdgesNotChecked: 0,
      AwsCalls: aws.simulator.requests().length,
    });
  });
});
