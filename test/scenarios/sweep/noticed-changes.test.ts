/**
 * Guards against: a write that CloudTrail tells of and nobody notices, in the account of the edge or of its zone; a report that does not say who it was;
 * looks that our own writes, other people's things or accounts that nobody sweeps would start.
 */
import { readFileSync } from 'node:fs';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateRouteCommand,
  GetApisCommand,
  TagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  ListHostedZonesCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { keepChange } from '../../../functions/notice/kept-changes.ts';
import { readKnown } from '../../../functions/notice/known-edges.ts';
import { type Noticed, noticeChange } from '../../../functions/notice/notice-change.ts';
import { parseNotice } from '../../../functions/notice/settings.ts';
import { localEnvironment } from '../../../infra/build/local-environment.ts';
import { declaredFunction, parseTemplate } from '../../../infra/build/template.ts';
import type { ManagementEvent } from '../../../simulator/cloudtrail/management-event.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { BUCKET, EXTERNAL_ID, TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';
import { MEMBERS, seedAccounts, sweptAccount } from '../../support/swept-accounts.ts';
import { aliasToCloudFront } from '../../support/zones-by-hand.ts';

const events: ManagementEvent[] = [];
const aws = useSimulatedAws({ onManagementEvent: (event) => events.push(event) });
const sweep = useSweep(aws);

/** The zone of the first member's edge is in an account that is not swept. */
const OWNER = '444444444444';
const STRANGER = '555555555555';
const [FIRST, SECOND] = MEMBERS;
const ZONE_ROLES = `arn:aws:iam::${OWNER}:role/secure-api-edge-zones`;
const GIVEN = { SWEPT_ACCOUNTS: MEMBERS.join(','), ZONE_ROLES };

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));
const settings = parseNotice(
  localEnvironment(template, declaredFunction(template, 'NoticeFunction'), {
    parameters: { Accounts: MEMBERS.join(','), Regions: 'eu-west-1', ZoneRoleArns: ZONE_ROLES },
    shell: {
      AWS_REGION: 'eu-west-1',
      REPORT_BUCKET: BUCKET,
      SWEEP_STATE_MACHINE_ARN: `arn:aws:states:eu-west-1:${TOOL_ACCOUNT}:stateMachine:Sweep`,
    },
  }),
);

interface Started {
  readonly name: string;
  readonly input: unknown;
}

/** The events since the last time, as NoticeFunction takes them, and the sweeps that they start. */
async function notice() {
  const { memory, clock, log } = sweep.context(GIVEN);
  const sweeps: Started[] = [];
  const answers: Noticed[] = [];
  for (const event of events.splice(0)) {
    const answer = await noticeChange(JSON.parse(JSON.stringify(event)), {
      ...settings,
      clock,
      log,
      known: (change) => readKnown(memory, change, settings.zoneRoles),
      keepChange: (change) => keepChange(memory, change),
      startSweep: async (name, input) => {
        if (sweeps.some((one) => one.name === name)) return { kind: 'answered', value: 'duplicate' };
        sweeps.push({ name, input });
        return { kind: 'answered', value: 'started' };
      },
    });
    answers.push(answer);
  }
  return { answers, sweeps };
}

/** A fleet that the schedule has made whole: the first member's edge is made, the second's corrected. */
async function settled() {
  await seedAccounts(aws, {
    [FIRST]: { ...sweptAccount('api.one.example'), distributions: {}, hostedZones: [] },
    [OWNER]: {
      roles: [{ name: 'secure-api-edge-zones', externalId: EXTERNAL_ID, trustedAccounts: [TOOL_ACCOUNT] }],
      hostedZones: [
        {
          name: 'one.example',
          records: [{ name: 'api.one.example', type: 'A', alias: { apiDomain: 'api.one.example' } }],
        },
      ],
    },
    [STRANGER]: sweptAccount('api.stranger.example'),
  });
  events.length = 0;
  const { report } = await sweep.execute(GIVEN);
  expect(report.summary.byResult).toMatchObject({ fixed: 2, 'in-sync': 1 });
}

/** Somebody in the console of an account. */
async function editDistribution(account: string, comment: string, viewerProtocolPolicy = 'allow-all') {
  const client = aws.client(CloudFrontClient, { account });
  const { DistributionList } = await client.send(new ListDistributionsCommand({}));
  const { Id = '' } = DistributionList!.Items![0]!;
  const { DistributionConfig, ETag: IfMatch } = await client.send(new GetDistributionConfigCommand({ Id }));
  const behavior = { ...DistributionConfig!.DefaultCacheBehavior!, ViewerProtocolPolicy: viewerProtocolPolicy };
  const edited = { ...DistributionConfig!, Comment: comment, DefaultCacheBehavior: behavior };
  await client.send(new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig: edited as never }));
}

async function changeRecord(account: string, change: Change) {
  const client = aws.client(Route53Client, { account });
  const { HostedZones } = await client.send(new ListHostedZonesCommand({}));
  await client.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZones![0]!.Id!, ChangeBatch: { Changes: [change] } }),
  );
}

async function distributionOf(account: string): Promise<string> {
  const { DistributionList } = await aws.client(CloudFrontClient, { account }).send(new ListDistributionsCommand({}));
  return DistributionList!.Items![0]!.DomainName!;
}

async function swept(sweeps: readonly Started[]) {
  expect(sweeps).toHaveLength(1);
  const [{ name, input } = { name: '', input: {} }] = sweeps;
  return sweep.execute(GIVEN, { runId: name, event: input });
}

test('what sweeps write themselves, in members and through the role for zones, starts no other', async () => {
  await settled();
  const written = events.map(({ account, detail }) => `${account} ${detail.eventName}`);

  const { answers, sweeps } = await notice();

  expect(written).toEqual(
    expect.arrayContaining([
      `${FIRST} CreateDistributionWithTags`,
      `${OWNER} ChangeResourceRecordSets`,
      `${SECOND} UpdateDistribution`,
    ]),
  );
  expect(new Set(answers)).toEqual(new Set(['ignored']));
  expect(sweeps).toEqual([]);
});

test('a distribution that somebody edits is corrected, and the report says who it was', async () => {
  await settled();
  events.length = 0;
  await editDistribution(SECOND, 'for a test');

  const { status, report } = await swept((await notice()).sweeps);

  expect(status).toBe('SUCCEEDED');
  expect(report.accounts).toMatchObject([
    {
      id: SECOND,
      edges: [{ result: 'fixed', changedBy: { who: 'user/simulator', what: 'cloudfront UpdateDistribution' } }],
    },
  ]);
  // The correction is no change of somebody's.
  expect(new Set((await notice()).answers)).toEqual(new Set(['ignored']));
});

test('a record that somebody deletes in the account of the edge is made anew', async () => {
  await settled();
  events.length = 0;
  const name = 'api.two.example.';
  await changeRecord(SECOND, {
    Action: 'DELETE',
    ResourceRecordSet: aliasToCloudFront(name, 'AAAA', await distributionOf(SECOND)),
  });

  const { report } = await swept((await notice()).sweeps);

  expect(report.accounts).toMatchObject([
    { id: SECOND, edges: [{ result: 'fixed', changedBy: { what: 'route53 ChangeResourceRecordSets' } }] },
  ]);
});

test('a record that somebody deletes in the account of the zone is made anew, and the report says where', async () => {
  await settled();
  events.length = 0;
  const ResourceRecordSet = aliasToCloudFront('api.one.example.', 'AAAA', await distributionOf(FIRST));
  await changeRecord(OWNER, { Action: 'DELETE', ResourceRecordSet });

  const { status, report } = await swept((await notice()).sweeps);

  expect(status).toBe('SUCCEEDED');
  expect(report.accounts).toMatchObject([
    {
      id: FIRST,
      edges: [
        {
          result: 'fixed',
          changedBy: { who: 'user/simulator', what: `route53 ChangeResourceRecordSets in account ${OWNER}` },
        },
      ],
    },
  ]);
});

test('a change of the API behind an edge is noticed, and none of another', async () => {
  await settled();
  const client = aws.client(ApiGatewayV2Client, { account: SECOND, region: 'eu-west-1' });
  const { Items = [] } = await client.send(new GetApisCommand({}));
  const other = await client.send(new CreateApiCommand({ Name: 'other', ProtocolType: 'HTTP' }));
  events.length = 0;
  await client.send(new CreateRouteCommand({ ApiId: other.ApiId!, RouteKey: 'GET /cheese' }));
  await client.send(new CreateRouteCommand({ ApiId: Items[0]!.ApiId!, RouteKey: 'GET /cheese' }));

  expect((await notice()).answers).toEqual(['ignored', 'started']);
});

test('a tag that takes a domain out of the looks is noticed', async () => {
  await settled();
  events.length = 0;
  const client = aws.client(ApiGatewayV2Client, { account: SECOND, region: 'eu-west-1' });
  const ResourceArn = 'arn:aws:apigateway:eu-west-1::/domainnames/api.two.example';
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { 'secure-api-edge:manage': 'no' } }));

  expect(await notice()).toMatchObject({
    answers: ['started'],
    sweeps: [{ input: { detail: { accounts: [SECOND] } } }],
  });
});

test('what is nobody of ours starts nothing', async () => {
  await settled();
  events.length = 0;
  const value = { Type: 'A' as const, TTL: 300, ResourceRecords: [{ Value: '192.0.2.7' }] };
  await changeRecord(OWNER, { Action: 'CREATE', ResourceRecordSet: { Name: 'www.one.example.', ...value } });
  await changeRecord(SECOND, { Action: 'CREATE', ResourceRecordSet: { Name: 'www.api.two.example.', ...value } });
  await aws
    .client(ApiGatewayV2Client, { account: SECOND, region: 'eu-west-1' })
    .send(new CreateApiCommand({ Name: 'other', ProtocolType: 'HTTP' }));
  await editDistribution(STRANGER, 'in an account that nobody sweeps');

  expect(await notice()).toEqual({ answers: ['ignored', 'ignored', 'ignored', 'ignored'], sweeps: [] });
});

test('an account of which only a part could ever be seen is known by that', async () => {
  await seedAccounts(aws);
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListCertificates', account: SECOND, times: 'always' });
  const { report } = await sweep.run(GIVEN);
  expect(report.accounts[1]!.notChecked).not.toEqual([]);
  aws.simulator.faults.clear();
  events.length = 0;
  await changeRecord(SECOND, {
    Action: 'CREATE',
    ResourceRecordSet: {
      Name: 'www.api.two.example.',
      Type: 'CNAME',
      TTL: 60,
      ResourceRecords: [{ Value: 'a.example' }],
    },
  });
  await editDistribution(SECOND, 'while part of the account cannot be read');

  expect((await notice()).answers).toEqual(['ignored', 'started']);
});
