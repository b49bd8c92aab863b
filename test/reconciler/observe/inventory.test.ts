import { UnreachableAccountError } from '../../../functions/reconciler/model/errors.ts';
import { ABSENT, present } from '../../../functions/reconciler/model/observed.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { observeCertificates } from '../../../functions/reconciler/observe/certificates.ts';
import { observeDistributions } from '../../../functions/reconciler/observe/distributions.ts';
import { observeHeaderPolicies } from '../../../functions/reconciler/observe/header-policies.ts';
import { observeAccountId, observeInventory, unreadParts } from '../../../functions/reconciler/observe/inventory.ts';
import { EU_WEST_1 } from '../../support/edge-builders.ts';
import { ACCOUNT, DOMAIN, distributionOf, estateOf, seed } from '../../support/estates.ts';
import { name, useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);
const NAMELESS = { Aliases: { Quantity: 0 }, ViewerCertificate: undefined };
const clients = () => reconciler.context().clients;

describe('observeDistributions', () => {
  test('joins the list with the tags, and reads nothing one by one', async () => {
    seed(aws, estateOf({ distributions: { edge: distributionOf({}, { team: 'payments' }) } }));
    const reader = clients();

    const distributions = await observeDistributions(reader, 'all');

    expect(distributions).toMatchObject(
      present([{ tags: { team: 'payments' }, etag: expect.any(String), settings: { alternateDomainNames: [DOMAIN] } }]),
    );
    expect(Object.keys(reader.calls.snapshot())).toEqual([
      'CloudFront.ListDistributions',
      'PricingPlanManager.ListSubscriptions',
      'ResourceGroupsTaggingAPI.GetResources',
    ]);
  });

  test.each(['ListDistributions', 'GetResources'])(
    'is unreadable where %s is denied: without tags nobody knows whose a distribution is',
    async (operation) => {
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      expect(await observeDistributions(clients(), 'all')).toMatchObject({
        kind: 'unreadable',
        failure: { operation },
      });
    },
  );
});

describe('the flat-rate plan of a distribution', () => {
  test('is absent, or the subscription that covers it', async () => {
    seed(
      aws,
      estateOf({
        distributions: {
          edge: { ...distributionOf(), pricingPlan: 'FREE' },
          other: distributionOf({ ...NAMELESS, CallerReference: 'other' }),
        },
      }),
    );

    const distributions = await observeDistributions(clients(), 'all');

    const plans = distributions.kind === 'present' ? distributions.value.map(({ pricingPlan }) => pricingPlan) : [];
    expect(plans).toHaveLength(2);
    expect(plans).toContainEqual(ABSENT);
    expect(plans).toContainEqual(present(expect.objectContaining({ tier: 'FREE', status: 'ACTIVE' })));
  });

  test.each(['access-denied', 'throttle', 'disconnect-before-effect'] as const)(
    'is unreadable after %s, never absent, and says so among what could not be read',
    async (kind) => {
      seed(aws, estateOf({ distributions: { edge: distributionOf() } }));
      aws.simulator.faults.add({ kind, operation: 'ListSubscriptions', times: 'always' });

      const inventory = await observeInventory(clients(), [EU_WEST_1], 'all');

      expect(inventory.distributions).toMatchObject(present([{ pricingPlan: { kind: 'unreadable' } }]));
      expect(unreadParts(inventory).map(({ what }) => what)).toEqual(['flat-rate pricing plans']);
    },
  );

  test.each([
    ['carries the name', distributionOf()],
    ['is tagged for it', distributionOf(NAMELESS, { [TAG.domain]: DOMAIN })],
    ['stands in front of an API without a name', distributionOf(NAMELESS)],
  ])('is asked for by a look at one edge where a distribution %s', async (_, edge) => {
    seed(aws, estateOf({ distributions: { edge } }));
    const reader = clients();

    await observeDistributions(reader, [name(DOMAIN)]);

    expect(reader.calls.snapshot()['PricingPlanManager.ListSubscriptions']).toBe(1);
  });

  test('is not asked for where none can be the edge', async () => {
    seed(aws, estateOf({ distributions: { edge: distributionOf() } }));
    const reader = clients();

    await observeDistributions(reader, [name('other.example.com')]);

    expect(reader.calls.snapshot()).not.toHaveProperty('PricingPlanManager.ListSubscriptions');
  });
});

describe('observeCertificates', () => {
  test('sees every key type and every status, because "expired" is a better answer than "none"', async () => {
    const certificates = {
      elliptic: { region: 'us-east-1', names: [DOMAIN], keyAlgorithm: 'EC_prime256v1' },
      expired: { region: 'us-east-1', names: [DOMAIN], status: 'EXPIRED', expiresInDays: -1 },
      wildcard: { region: 'us-east-1', names: ['*.example.com', 'example.com'], keyAlgorithm: 'RSA_4096' },
      regional: { region: 'eu-west-1', names: [DOMAIN] },
    } as const;
    seed(aws, estateOf({ account: { certificates } }));

    const found = await observeCertificates(clients().certificates);

    const facts = (found.kind === 'present' ? found.value : []).map(
      (one) => `${one.keyAlgorithm} ${one.status} ${one.names.join(' ')}`,
    );
    expect(facts.sort()).toEqual([
      `EC_prime256v1 ISSUED ${DOMAIN}`,
      `RSA_2048 EXPIRED ${DOMAIN}`,
      'RSA_4096 ISSUED *.example.com example.com',
    ]);
  });

  test('reads every name of a certificate with more than a summary holds', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `n${index}.example.com`);
    const regional = { region: 'eu-west-1', names: [DOMAIN] };
    seed(aws, estateOf({ account: { certificates: { many: { region: 'us-east-1', names }, regional } } }));

    const found = await observeCertificates(clients().certificates);

    expect(found.kind === 'present' && found.value[0]?.names.length).toBe(120);
  });
});

describe('observeHeaderPolicies', () => {
  test.each(['ListCachePolicies', 'ListOriginRequestPolicies', 'ListResponseHeadersPolicies'])(
    'is unreadable where %s is denied',
    async (operation) => {
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      expect(await observeHeaderPolicies(clients())).toMatchObject({ kind: 'unreadable', failure: { operation } });
    },
  );
});

describe('observeInventory', () => {
  test('lists what could not be read, a row each, and keeps the rest', async () => {
    seed(aws, estateOf());
    aws.simulator.faults.add([
      { kind: 'access-denied', operation: 'ListCertificates', times: 'always' },
      { kind: 'throttle', operation: 'GetDomainNames', times: 'always' },
    ]);

    const inventory = await observeInventory(clients(), [EU_WEST_1], 'all');

    expect(unreadParts(inventory).map(({ what, failure }) => `${what}: ${failure.kind}`)).toEqual([
      'API Gateway custom domains in eu-west-1: Throttling',
      'certificates in us-east-1: AccessDenied',
    ]);
    expect(inventory.publicZones).toMatchObject({ zones: [{ name: 'example.com' }], unread: [] });
  });
});

describe('observeAccountId', () => {
  test('says whose credentials these are', async () => {
    expect(await observeAccountId(clients())).toBe(ACCOUNT);
  });

  test('fails where nobody says whose they are', async () => {
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'GetCallerIdentity', times: 'always' });

    await expect(observeAccountId(clients())).rejects.toThrow(UnreachableAccountError);
  });
});
