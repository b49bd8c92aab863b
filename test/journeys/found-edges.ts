/** Distributions and APIs that somebody else made. */
import { CloudFrontClient, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import type { AccountEstate } from '../../simulator/estates/estate.ts';
import { readEstate } from '../../simulator/estates/read-estate.ts';
import { API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, estateOf, frontedEstate } from '../support/estates.ts';
import { name, wanted } from '../support/reconciler.ts';
import { correct, type Journey, reach } from './journey.ts';

const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const WEB_ACL = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/shop/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

const PLAIN_TEXT = distributionOf({
  WebACLId: WEB_ACL,
  Origins: {
    Quantity: 1,
    Items: [
      {
        ...API_ORIGIN,
        CustomOriginConfig: {
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: 'match-viewer',
          OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] },
        },
      },
    ],
  },
  DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' },
});
const FOUND = frontedEstate(PLAIN_TEXT);

/** As the console made them for years: it caches, and by the protocol that it answered in. */
const LEGACY = distributionOf({
  DefaultCacheBehavior: {
    TargetOriginId: 'api',
    ViewerProtocolPolicy: 'allow-all',
    AllowedMethods: API_BEHAVIOR.AllowedMethods,
    ForwardedValues: { QueryString: true, Cookies: { Forward: 'all' } },
    MinTTL: 0,
    DefaultTTL: 300,
  },
});

const REST_ACCOUNT: Partial<AccountEstate> = {
  apis: {
    shop: {
      region: 'eu-west-1',
      protocol: 'REST',
      authorizers: { users: { type: 'REQUEST', identitySource: ['method.request.header.X-Tenant'] } },
      resources: { '/orders': { GET: { authorization: 'CUSTOM', authorizer: 'users' } } },
    },
    beta: { region: 'eu-west-1', protocol: 'REST', resources: { '/': { GET: {} } } },
  },
  apiDomains: [
    {
      name: DOMAIN,
      region: 'eu-west-1',
      certificate: 'regional',
      mappings: [{ api: 'shop' }],
      routingMode: 'ROUTING_RULE_THEN_API_MAPPING',
      routingRules: [{ priority: 1, api: 'beta', headers: [{ header: 'X-Version', value: 'beta*' }] }],
    },
  ],
};

const THEIRS: AccountEstate = {
  certificates: { theirs: { region: 'us-east-1', names: [DOMAIN] } },
  distributions: {
    theirs: distributionOf({
      ViewerCertificate: {
        ACMCertificateArn: { certificate: 'theirs' },
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
      Origins: {
        Quantity: 1,
        Items: [{ ...API_ORIGIN, DomainName: 'd-foreign0.execute-api.eu-west-1.amazonaws.com' }],
      },
    }),
  },
};

export const FOUND_EDGES: readonly Journey[] = [
  {
    title: 'a distribution in plain text behind a web ACL, which a stack takes over and gives back',
    estate: FOUND,
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));
      await reach(world, { kind: 'let-go', domainName: name(DOMAIN), owner: OWNER, onDelete: 'restore' });

      const [edge] = await world.seen.distributions();
      expect(await world.seen.config(edge!.id)).toMatchObject({ WebACLId: WEB_ACL, Enabled: true });
    },
  },
  {
    title: 'a distribution in plain text behind a web ACL, which the scheduled look finds and corrects',
    estate: FOUND,
    async play(world) {
      await world.detect();
      await correct(world);

      const [edge] = await world.seen.distributions();
      expect(await world.seen.config(edge!.id)).toMatchObject({
        WebACLId: WEB_ACL,
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
      });
    },
  },
  {
    title: 'a distribution that has cached plain text, which a stack takes over',
    estate: frontedEstate(LEGACY),
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));

      const [edge] = await world.seen.distributions();
      const { InvalidationList } = await world.aws
        .client(CloudFrontClient)
        .send(new ListInvalidationsCommand({ DistributionId: edge!.id }));
      expect(InvalidationList!.Items).toHaveLength(1);
    },
  },
  {
    title: 'an edge that somebody opens by hand and the scheduled look closes',
    estate: estateOf(),
    async play(world) {
      await reach(world, wanted(DOMAIN, { owner: OWNER }));
      const [edge] = await world.seen.distributions();
      await world.seen.editByHand(edge!.id, (config) => {
        config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
      });
      await correct(world);

      const { DefaultCacheBehavior } = await world.seen.config(edge!.id);
      expect(DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
    },
  },
  {
    title: 'REST APIs that routing rules and a mapping lead to',
    estate: estateOf({ account: REST_ACCOUNT }),
    async play(world) {
      await world.detect();
      await correct(world);
      await reach(world, wanted(DOMAIN));

      expect(await world.seen.distributions()).toHaveLength(1);
    },
  },
  {
    title: 'a WebSocket API',
    estate: estateOf({ api: { protocol: 'WEBSOCKET', routes: [{ key: '$connect' }] } }),
    async play(world) {
      await reach(world, wanted(DOMAIN));

      expect(await world.seen.distributions()).toHaveLength(1);
    },
  },
  {
    title: 'a name that another account holds',
    estate: estateOf({ otherAccounts: { '222222222222': THEIRS } }),
    async play(world) {
      const look = await world.ask(wanted(DOMAIN));

      expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-04' }] });
    },
  },
  {
    title: 'an account of many kinds, reported and then corrected',
    estate: readEstate('demo'),
    async play(world) {
      const before = await world.detect();
      const after = await world.remediate();

      expect(before.edges.map(({ outcome }) => outcome.kind)).toContain('drift');
      expect(after.edges.map(({ outcome }) => outcome.kind)).not.toContain('drift');
    },
  },
];
