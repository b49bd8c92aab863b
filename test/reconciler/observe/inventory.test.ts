import { UnreachableAccountError } from '../../../functions/reconciler/model/errors.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { observeCertificates } from '../../../functions/reconciler/observe/certificates.ts';
import { observeDistributions } from '../../../functions/reconciler/observe/distributions.ts';
import { observeHeaderPolicies } from '../../../functions/reconciler/observe/header-policies.ts';
import { observeAccountId, observeInventory, unreadParts } from '../../../functions/reconciler/observe/inventory.ts';
import { EU_WEST_1 } from '../../support/edge-builders.ts';
import { ACCOUNT, DOMAIN, distributionOf, estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);
const clients = () => reconciler.context().clients;

describe('observeDistributions', () => {
  test('joins the list with the tags, and reads nothing one by one', async () => {
    seed(aws, estateOf({ distributions: { edge: distributionOf({}, { team: 'payments' }) } }));
    const reader = clients();

    const distributions = await observeDistributions(reader);

    expect(distributions).toMatchObject(
      present([{ tags: { team: 'payments' }, etag: expect.any(String), settings: { alternateDomainNames: [DOMAIN] } }]),
    );
    expect(Object.keys(reader.calls.snapshot())).toEqual([
      'CloudFront.ListDistributions',
      'ResourceGroupsTaggingAPI.GetResources',
    ]);
  });

  test.each(['ListDistributions', 'GetResources'])(
    'is unreadable where %s is denied: without tags nobody knows whose a distribution is',
    async (operation) => {
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      expect(await observeDistributions(clients())).toMatchObject({ kind: 'unreadable', failure: { operation } });
    },
  );
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
    expect(inventory.publicZones.kind).toBe('present');
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
