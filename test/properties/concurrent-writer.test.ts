/**
 * Law: somebody else who writes between any two of our AWS calls loses nothing but what a rule names, and neither do we: the edge still ends in
 * sync, and a second run has nothing to write.
 */
import {
  CloudFrontClient,
  type DistributionConfig,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudfront';
import { ChangeResourceRecordSetsCommand, ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import fc from 'fast-check';
import { createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { deployFast } from '../support/crashing.ts';
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

const RUNS = Number(process.env.PROPERTY_RUNS ?? 24);

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

/** What has to be done, from the least to the most. */
const ESTATES: Readonly<Record<string, () => Estate>> = {
  'in sync': () => frontedEstate(),
  drifted: () => frontedEstate(distributionOf({ DefaultCacheBehavior: DRIFTED_BEHAVIOR })),
  'drifted, and the records elsewhere': () =>
    estateOf({
      distributions: {
        edge: distributionOf({
          DefaultCacheBehavior: DRIFTED_BEHAVIOR,
          Origins: { Quantity: 1, Items: [OPEN_ORIGIN] },
        }),
      },
      records: [ALIAS_TO_API],
    }),
  'without an edge': () => estateOf(),
};

/** What somebody else does, and how to see that it is still there. */
interface Deed {
  readonly title: string;
  /** Leaves nothing behind while there is no distribution to change. */
  readonly commit: (id: string, arn: string) => Promise<void>;
  readonly remains: (config: DistributionConfig, tags: Readonly<Record<string, string>>) => Promise<void> | void;
}

const DEEDS: readonly Deed[] = [
  {
    title: 'changes the comment',
    commit: (id) => seen.editByHand(id, (config) => Object.assign(config, { Comment: 'theirs' })),
    remains: (config) => expect(config.Comment).toBe('theirs'),
  },
  {
    title: 'adds an origin header',
    commit: (id) =>
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
    commit: (id) =>
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
    commit: (id) =>
      seen.editByHand(id, (config) =>
        Object.assign(config.DefaultCacheBehavior!, { ViewerProtocolPolicy: 'allow-all', Compress: false }),
      ),
    remains: ({ DefaultCacheBehavior }) =>
      expect(DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https', Compress: false }),
  },
  {
    title: 'sets a tag',
    commit: async (_, Resource) => {
      const Tags = { Items: [{ Key: 'team', Value: 'theirs' }] };
      await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource, Tags }));
    },
    remains: (_, tags) => expect(tags.team).toBe('theirs'),
  },
  {
    title: 'takes the tag of an owed invalidation away',
    commit: async (_, Resource) => {
      const TagKeys = { Items: ['secure-api-edge:pending-invalidation'] };
      await aws.client(CloudFrontClient).send(new UntagResourceCommand({ Resource, TagKeys }));
    },
    remains: () => undefined,
  },
  {
    title: 'adds records at the name and beside it',
    commit: async () => {
      await addRecord(DOMAIN, 'TXT', '"theirs"');
      await addRecord('other.example.com', 'A', '192.0.2.1');
    },
    remains: async () => {
      expect(await seen.records(DOMAIN)).toContain('TXT 300 "theirs"');
      expect(await seen.records('other.example.com')).toEqual(['A 300 192.0.2.1']);
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

const intrusion = fc.record({
  estate: fc.constantFrom(...Object.keys(ESTATES)),
  deed: fc.constantFrom(...DEEDS),
  /** Where in the run, from before its first call to before its last. */
  when: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
});

test('another writer between any two calls loses nothing, and the edge ends in sync', async () => {
  const calls = new Map<string, number>();
  for (const [title, estate] of Object.entries(ESTATES)) calls.set(title, await run(estate(), () => undefined));

  await fc.assert(
    fc.asyncProperty(intrusion, async ({ estate, deed, when }) => {
      const nth = 1 + Math.floor(when * calls.get(estate)!);
      let committed = false;

      await run(ESTATES[estate]!(), async (call) => {
        if (committed || call < nth) return;
        const [edge] = await edges();
        if (edge === undefined || committed) return;
        committed = true;
        await deed.commit(edge.id, edge.arn);
      });

      const look = await reconciler.converge(wanted(DOMAIN));
      expect(look.outcome).toEqual({ kind: 'in-sync' });
      const [edge] = await edges();
      if (committed) await deed.remains(await seen.config(edge!.id), await seen.tags(edge!.arn));
      reconciler.forget();
      await reconciler.sweep();
      expect(reconciler.writes()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/** Converges an estate from its start; `before` may intrude ahead of every call. How many calls it took. */
async function run(estate: Estate, before: (nth: number) => Promise<void> | void): Promise<number> {
  await aws.simulator.reset();
  seed(aws, estate);
  deployFast(aws);
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const clients = createAwsClients({ endpoint: aws.simulator.endpoint, credentials, maxAttempts: 1 });
  let calls = 0;
  const hooked = hookClients(clients, async (nth, _, send) => {
    calls = nth;
    await before(nth);
    return send();
  });
  try {
    const look = await reconciler.converge(wanted(DOMAIN), { clients: hooked });
    expect(look.outcome).toEqual({ kind: 'in-sync' });
    return calls;
  } finally {
    clients.destroy();
  }
}

async function edges() {
  return (await seen.distributions()).filter((one) => one.aliases.includes(DOMAIN));
}
