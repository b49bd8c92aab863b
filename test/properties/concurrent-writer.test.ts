/**
 * Law: somebody else who writes between any two of our AWS calls loses nothing but what a rule names, and neither do we: the edge still ends in
 * sync, or is refused by name, and a second run has nothing to write.
 */
import {
  CloudFrontClient,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudfront';
import { ChangeResourceRecordSetsCommand, ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import fc from 'fast-check';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { acmState } from '../../simulator/acm/state.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { callIn, callsOf, deployFast } from '../support/crashing.ts';
import {
  ACCOUNT,
  ALIAS_TO_API,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { hookClients } from './hooked-clients.ts';

const { aws, reconciler, seen } = useReconciledAws();

/** Of each deed. */
const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 32) / 8);
const OTHER = 'other.example.com';
const OWED = 'secure-api-edge:pending-invalidation';

const DRIFTED_BEHAVIOR = {
  ...API_BEHAVIOR,
  ViewerProtocolPolicy: 'allow-all',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
};
const OPEN_ORIGIN = {
  ...API_ORIGIN,
  CustomOriginConfig: { ...API_ORIGIN.CustomOriginConfig, OriginProtocolPolicy: 'match-viewer' },
};

/** Two certificates fit. */
const account = {
  certificates: {
    edge: { region: 'us-east-1', names: [DOMAIN, OTHER] },
    other: { region: 'us-east-1', names: [DOMAIN, OTHER] },
    regional: { region: 'eu-west-1', names: [DOMAIN] },
  },
};

/** What has to be done, from the least to the most. */
const ESTATES: Readonly<Record<string, () => Estate>> = {
  'in sync': () => frontedEstate(distributionOf(), { account }),
  drifted: () => frontedEstate(distributionOf({ DefaultCacheBehavior: DRIFTED_BEHAVIOR }), { account }),
  'drifted, and the records elsewhere': () =>
    estateOf({
      account,
      distributions: {
        edge: distributionOf({
          DefaultCacheBehavior: DRIFTED_BEHAVIOR,
          Origins: { Quantity: 1, Items: [OPEN_ORIGIN] },
        }),
      },
      records: [ALIAS_TO_API],
    }),
  'without an edge': () => estateOf({ account }),
};

interface Edge {
  readonly id: string;
  readonly arn: string;
}

/** What somebody else does, and how to see that it is still there. */
interface Deed {
  readonly title: string;
  /** `too early` where there is nothing yet to do it to. */
  readonly commit: (edge: Edge) => Promise<unknown>;
  readonly remains: (config: DistributionConfig, tags: Readonly<Record<string, string>>) => Promise<void> | void;
  /** Where there is something to do it to. @default all */
  readonly estates?: readonly string[];
  /** A policy that nobody uses any more, which a sweep cleans up. */
  readonly leaves?: 'policy';
  /** @default in-sync */
  readonly mayEnd?: 'refused';
}

const DEEDS: readonly Deed[] = [
  {
    title: 'changes the comment',
    commit: ({ id }) => seen.editByHand(id, (config) => Object.assign(config, { Comment: 'theirs' })),
    remains: (config) => expect(config.Comment).toBe('theirs'),
  },
  {
    title: 'adds an origin header',
    commit: ({ id }) =>
      seen.editByHand(id, ({ Origins }) =>
        Object.assign(Origins!.Items![0]!, {
          CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Theirs', HeaderValue: 'kept' }] },
        }),
      ),
    remains: ({ Origins }) =>
      expect(Origins!.Items![0]!.CustomHeaders!.Items).toEqual([{ HeaderName: 'X-Theirs', HeaderValue: 'kept' }]),
  },
  {
    title: 'adds an open behavior',
    commit: ({ id }) =>
      seen.editByHand(id, (config) => {
        const { DefaultCacheBehavior, CacheBehaviors } = config;
        const Items = [
          { ...DefaultCacheBehavior!, PathPattern: '/theirs/*', ViewerProtocolPolicy: 'allow-all' as const },
          ...(CacheBehaviors?.Items ?? []),
        ];
        config.CacheBehaviors = { Quantity: Items.length, Items };
      }),
    remains: ({ CacheBehaviors }) =>
      expect(CacheBehaviors!.Items![0]).toMatchObject({
        PathPattern: '/theirs/*',
        ViewerProtocolPolicy: 'redirect-to-https',
      }),
  },
  {
    title: 'opens the default behavior again',
    commit: ({ id }) =>
      seen.editByHand(id, (config) =>
        Object.assign(config.DefaultCacheBehavior!, { ViewerProtocolPolicy: 'allow-all', Compress: false }),
      ),
    remains: ({ DefaultCacheBehavior }) =>
      expect(DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https', Compress: false }),
  },
  {
    title: 'sets a tag',
    commit: async ({ arn: Resource }) => {
      const Tags = { Items: [{ Key: 'team', Value: 'theirs' }] };
      await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource, Tags }));
    },
    remains: (_, tags) => expect(tags.team).toBe('theirs'),
  },
  {
    title: 'takes the tag of an owed invalidation away',
    estates: ['drifted', 'drifted, and the records elsewhere'],
    commit: async ({ arn }) => {
      debtTaken = (await seen.tags(arn))[OWED] !== undefined;
      await aws.client(CloudFrontClient).send(new UntagResourceCommand({ Resource: arn, TagKeys: { Items: [OWED] } }));
    },
    remains: (_, tags) => expect(tags).not.toHaveProperty([OWED]),
  },
  {
    title: 'exchanges the certificate for another that fits',
    commit: ({ id }) =>
      seen.editByHand(id, ({ ViewerCertificate }) => {
        const { certificates } = aws.simulator.world.state(acmState, ACCOUNT, 'us-east-1');
        theirCertificate = [...certificates.keys()].find((arn) => arn !== ViewerCertificate!.ACMCertificateArn)!;
        Object.assign(ViewerCertificate!, { ACMCertificateArn: theirCertificate });
      }),
    remains: ({ ViewerCertificate }) => expect(ViewerCertificate!.ACMCertificateArn).toBe(theirCertificate),
  },
  {
    title: 'adds a name',
    commit: ({ id }) =>
      seen.editByHand(id, (config) => {
        config.Aliases = { Quantity: 2, Items: [DOMAIN, OTHER] };
      }),
    remains: ({ Aliases }) => expect([...Aliases!.Items!].sort()).toEqual([DOMAIN, OTHER]),
  },
  {
    title: 'takes the name off',
    commit: ({ id }) =>
      seen.editByHand(id, (config) => {
        config.Aliases = { Quantity: 0 };
      }),
    remains: ({ Aliases }) => expect(Aliases!.Items).toEqual([DOMAIN]),
  },
  {
    title: 'disables it',
    commit: ({ id }) => seen.editByHand(id, (config) => Object.assign(config, { Enabled: false, Comment: 'theirs' })),
    remains: (config) => expect(config).toMatchObject({ Enabled: true, Comment: 'theirs' }),
  },
  {
    title: 'edits our header policy',
    leaves: 'policy',
    estates: ['without an edge'],
    commit: async () => {
      const ours = policies().find(({ config }) => config.Name!.startsWith('secure-api-edge-headers-'));
      if (ours === undefined) return 'too early';
      ours.config.CookiesConfig = { CookieBehavior: 'none' };
    },
    remains: ({ DefaultCacheBehavior }) => {
      const used = policies().find(({ id }) => id === DefaultCacheBehavior!.OriginRequestPolicyId);
      expect(used!.config.CookiesConfig!.CookieBehavior).toBe('all');
    },
  },
  {
    title: 'deletes the distribution',
    leaves: 'policy',
    commit: async ({ id }) => {
      const client = aws.client(CloudFrontClient);
      await seen.editByHand(id, (config) => Object.assign(config, { Enabled: false }));
      aws.simulator.clock.advance(60);
      const { ETag } = await client.send(new GetDistributionCommand({ Id: id }));
      await client.send(new DeleteDistributionCommand({ Id: id, IfMatch: ETag }));
    },
    remains: ({ Enabled }) => expect(Enabled).toBe(true),
    mayEnd: 'refused',
  },
  {
    title: 'adds records at the name and beside it',
    commit: async () => {
      await addRecord(DOMAIN, 'TXT', '"theirs"');
      await addRecord('www.example.com', 'A', '192.0.2.1');
    },
    remains: async () => {
      expect(await seen.records(DOMAIN)).toContain('TXT 300 "theirs"');
      expect(await seen.records('www.example.com')).toEqual(['A 300 192.0.2.1']);
    },
  },
];

async function addRecord(Name: string, Type: 'A' | 'TXT', Value: string): Promise<void> {
  const client = aws.client(Route53Client);
  const { HostedZones } = await client.send(new ListHostedZonesCommand({}));
  const ResourceRecordSet = { Name, Type, TTL: 300, ResourceRecords: [{ Value }] };
  await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: HostedZones![0]!.Id,
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] },
    }),
  );
}

let debtTaken = false;
let theirCertificate = '';

function policies() {
  return [...aws.simulator.world.state(cloudFront, ACCOUNT).originRequestPolicies.values()];
}

/** By the estate that they are of. */
const calls = new Map<string, readonly string[]>();

async function callsFrom(title: string): Promise<readonly string[]> {
  if (!calls.has(title)) {
    await begin(title);
    calls.set(title, await callsOf(reconciler, (overrides) => reconciler.converge(wanted(DOMAIN), overrides)));
  }
  return calls.get(title)!;
}

async function begin(title: string): Promise<void> {
  await aws.simulator.reset();
  seed(aws, ESTATES[title]!());
  deployFast(aws);
  debtTaken = false;
}

describe('another writer between any two calls loses nothing, and the edge ends in sync', () => {
  test.each(DEEDS)('who $title', async ({ commit, remains, estates = Object.keys(ESTATES), leaves, mayEnd }) => {
    const intrusions: fc.Arbitrary<{ readonly title: string; readonly nth: number }>[] = [];
    for (const title of estates) {
      intrusions.push(fc.record({ title: fc.constant(title), nth: callIn(await callsFrom(title)) }));
    }
    await fc.assert(
      fc.asyncProperty(fc.oneof(...intrusions), async ({ title, nth }) => {
        await begin(title);
        await runBeside(nth, commit);

        const look = await reconciler.converge(wanted(DOMAIN));

        const refused = isRefusedByName(look);
        if (mayEnd !== 'refused' || !refused) expect(look.outcome).toEqual({ kind: 'in-sync' });
        const [edge] = await edges();
        if (!refused) await remains(await seen.config(edge!.id), await seen.tags(edge!.arn));
        if (!debtTaken && mayEnd === undefined)
          expect(invalidations(edge!.id)).toBe(title.startsWith('drifted') ? 1 : 0);
        if (leaves !== undefined) await reconciler.sweep();
        reconciler.forget();
        await reconciler.sweep();
        expect(reconciler.writes()).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Converges, and somebody else intrudes ahead of its nth call, or as soon after that as there is anything to do it to. */
async function runBeside(nth: number, commit: Deed['commit']): Promise<void> {
  reconciler.startOver();
  /** Of the deed: the look would take it for a refusal of its own call. */
  let mishap: unknown;
  let state = 'waiting' as 'waiting' | 'committing' | 'committed';
  const clients = hookClients(reconciler.context().clients, async (call, _, send) => {
    if (state !== 'waiting' || call < nth) return send();
    const [edge] = await edges();
    if (edge === undefined || state !== 'waiting') return send();
    state = 'committing';
    try {
      state = (await commit(edge)) === 'too early' ? 'waiting' : 'committed';
    } catch (error) {
      mishap = error;
    }
    return send();
  });
  await reconciler.converge(wanted(DOMAIN), { clients });
  reconciler.startOver();
  if (mishap !== undefined) throw mishap;
  expect(state).toBe('committed');
}

function isRefusedByName({ outcome }: EdgeLook): boolean {
  return outcome.kind === 'refused' && outcome.refusals.every(({ detail }) => /distribution|record/.test(detail));
}

function invalidations(id: string): number {
  return aws.simulator.world.state(cloudFront, ACCOUNT).distributions.get(id)!.invalidations.size;
}

async function edges() {
  return (await seen.distributions()).filter((one) => one.aliases.includes(DOMAIN));
}
