/**
 * Guards against: a distribution that serves the API by `*.example.com` and is not looked at; a second distribution made behind its back, which CloudFront
 * would answer with at once, before anybody has tried it; somebody's wildcard site that is changed for the sake of a name that it does not serve.
 */
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import type { RecordEstate } from '../../simulator/estates/estate.ts';
import { useServedAws } from '../support/data-plane.ts';
import { API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, estateOf, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws(useServedAws());

const WILDCARD = '*.example.com';
const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const SITE = { ...API_ORIGIN, DomainName: 'site.example.net' };
const OPEN = { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' };
const TO_API: RecordEstate = { name: DOMAIN, type: 'A', alias: { apiDomain: DOMAIN } };

const certificates = {
  edge: { region: 'us-east-1', names: [WILDCARD] },
  // Prettier for the one name, and useless for the others.
  exact: { region: 'us-east-1', names: [DOMAIN] },
  regional: { region: 'eu-west-1', names: [DOMAIN] },
};

/** Somebody's distribution with a wildcard as its only name. */
function wildcard(
  config: Record<string, unknown>,
  records: readonly RecordEstate[],
  tags: Record<string, string> = {},
): void {
  const edge = distributionOf({ Aliases: { Quantity: 1, Items: [WILDCARD] }, ...config }, tags);
  seed(aws, estateOf({ distributions: { edge }, records, account: { certificates } }));
  aws.simulator.clock.advance(300);
}

function leading(name: string): readonly RecordEstate[] {
  return ['A', 'AAAA'].map((type) => ({ name, type, alias: { distribution: 'edge' } }));
}

function site(behavior: object = API_BEHAVIOR): Record<string, unknown> {
  return { Origins: { Quantity: 1, Items: [SITE] }, DefaultCacheBehavior: behavior };
}

function wordsOf({ plan }: EdgeLook, rule: RuleId): readonly string[] {
  return plan.verdicts.filter((one) => one.rule === rule).map(({ verdict, subject }) => `${verdict} ${subject}`);
}

const look = (target = wanted(DOMAIN)) => reconciler.look(target, { mode: 'detect' });
const operations = () => reconciler.writes().map(({ operation }) => operation);
const names = async () => (await seen.distributions()).map(({ aliases }) => aliases.join());

describe('the records of the name lead to it', () => {
  test.each([
    ['by records of its own', leading(DOMAIN)],
    ['by a wildcard record', leading(WILDCARD)],
  ])('%s: it is judged, corrected as one made by hand is, and no other is made', async (_, records) => {
    wildcard({ DefaultCacheBehavior: OPEN }, records);
    expect(await aws.internet.request(`http://${DOMAIN}/orders`)).toMatchObject({ status: 200 });

    const found = await look();
    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(wordsOf(found, 'EDGE-01')).toEqual(['drift DefaultCacheBehavior.ViewerProtocolPolicy']);
    expect(wordsOf(found, 'EDGE-04')).toEqual(['pass Enabled', 'pass Aliases']);
    expect(settled.outcome).toEqual({ kind: 'in-sync' });
    expect(operations()).toContain('UpdateDistribution');
    expect(operations()).not.toContain('CreateDistributionWithTags');
    expect(await names()).toEqual([WILDCARD]);
    aws.simulator.clock.advance(300);
    expect(await aws.internet.request(`http://${DOMAIN}/orders`)).toMatchObject({ status: 301 });
  });

  test('its certificate is not exchanged for one that covers this name only', async () => {
    wildcard({}, leading(DOMAIN));
    const [edge] = await seen.distributions();
    const before = (await seen.config(edge!.id)).ViewerCertificate?.ACMCertificateArn;

    await reconciler.converge(wanted(DOMAIN));

    expect((await seen.config(edge!.id)).ViewerCertificate?.ACMCertificateArn).toBe(before);
  });

  test('it is refused where it is a site that leads nowhere near the API', async () => {
    wildcard(site(), leading(DOMAIN));

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }, { rule: 'EDGE-07' }] });
    expect(operations()).toEqual([]);
    expect(await names()).toEqual([WILDCARD]);
  });

  test('a site to which a catch-all record leads every name is left as it is', async () => {
    wildcard({ ...site(), DefaultCacheBehavior: OPEN }, leading(WILDCARD));

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }, {}, {}] });
    expect(operations()).toEqual([]);
  });

  test('it is no edge for a stack to take over: it serves other names too', async () => {
    wildcard({}, leading(DOMAIN));

    const settled = await reconciler.converge(wanted(DOMAIN, { owner: OWNER }));

    expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
    expect(JSON.stringify(settled.outcome)).toContain(`answers for ${DOMAIN} by its alternate domain name ${WILDCARD}`);
    expect(operations()).toEqual([]);
  });

  test('it is left alone where other things manage it', async () => {
    wildcard({ DefaultCacheBehavior: OPEN }, leading(DOMAIN), { 'managed-by': 'terraform' });

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
    expect(wordsOf(settled, 'EDGE-01')).toEqual(['drift DefaultCacheBehavior.ViewerProtocolPolicy']);
    expect(operations()).toEqual([]);
  });
});

describe('the records of the name lead to the API', () => {
  test("somebody's site is not touched; a distribution with the very name is made beside it, and the plan says so", async () => {
    wildcard(site({ ...OPEN }), [TO_API]);
    const [before] = await seen.distributions();
    const config = await seen.config(before!.id);

    const found = await look();
    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(found.plan.notes.join('\n')).toContain(`distribution ${before!.id} carries ${WILDCARD}`);
    expect(settled.outcome).toEqual({ kind: 'in-sync' });
    expect([...(await names())].sort()).toEqual([WILDCARD, DOMAIN].sort());
    expect(await seen.config(before!.id)).toEqual(config);
  });

  test('one that stands in front of the API is used, and the records move there', async () => {
    wildcard({}, [TO_API]);

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome).toEqual({ kind: 'in-sync' });
    const [edge, ...others] = await seen.distributions();
    expect(others).toEqual([]);
    expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
  });
});

test('where nobody here can see where the name leads, it is judged and nothing is written', async () => {
  const edge = distributionOf({ Aliases: { Quantity: 1, Items: [WILDCARD] }, DefaultCacheBehavior: OPEN });
  const { accounts } = estateOf({ distributions: { edge }, records: [], account: { certificates } });
  const [account] = Object.values(accounts);
  seed(aws, { accounts: { '111111111111': { ...account, hostedZones: [] } } });

  const settled = await reconciler.converge(wanted(DOMAIN));

  expect(settled.outcome.kind).toBe('refused');
  expect(JSON.stringify(settled.outcome)).toContain('is not known here');
  expect(wordsOf(settled, 'EDGE-01')).toEqual(['drift DefaultCacheBehavior.ViewerProtocolPolicy']);
  expect(operations()).toEqual([]);
});

test('the edge of a wildcard domain stays its edge: a name that is led there is told what to do', async () => {
  const domains = [WILDCARD, DOMAIN].map((name) => ({
    name,
    region: 'eu-west-1',
    certificate: 'regional',
    mappings: [{ api: 'shop' }],
  }));
  const regional = { region: 'eu-west-1', names: [DOMAIN, WILDCARD] };
  const edge = distributionOf({
    Aliases: { Quantity: 1, Items: [WILDCARD] },
    Origins: { Quantity: 1, Items: [{ ...API_ORIGIN, DomainName: { apiDomain: WILDCARD } }] },
  });
  const account = { certificates: { ...certificates, regional }, apiDomains: domains };
  seed(aws, estateOf({ distributions: { edge }, records: [...leading(WILDCARD), ...leading(DOMAIN)], account }));
  expect((await reconciler.converge(wanted(WILDCARD, { owner: OWNER }))).outcome).toEqual({ kind: 'in-sync' });
  reconciler.forget();

  const settled = await reconciler.converge(wanted(DOMAIN));

  expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
  expect(JSON.stringify(settled.outcome)).toContain('give it records that lead to its API');
  expect(operations()).toEqual([]);
});

test('the very name on another distribution counts more than a wildcard', async () => {
  const exact = distributionOf({
    ViewerCertificate: {
      ACMCertificateArn: { certificate: 'exact' },
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
  });
  const edge = distributionOf({ Aliases: { Quantity: 1, Items: [WILDCARD] }, CallerReference: 'other', ...site(OPEN) });
  const records = ['A', 'AAAA'].map((type) => ({ name: DOMAIN, type, alias: { distribution: 'exact' } }));
  seed(aws, estateOf({ distributions: { edge, exact }, records, account: { certificates } }));

  expect((await look()).outcome).toEqual({ kind: 'in-sync' });
});
