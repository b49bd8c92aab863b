/**
 * Guards against: an edge that is called in sync although no request can reach its API: an origin that is the endpoint of no custom domain any more, one
 * that leads back to its own distribution, one that is something else altogether. And against the cures that are worse: an origin exchanged that works for
 * somebody else, or that could not be looked up.
 */
import { explainRules, type RuleExplanation } from '../../cli/explain/explain-rules.ts';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { useServedAws } from '../support/data-plane.ts';
import {
  ALIAS_TO_API,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  type EstateChanges,
  estateOf,
  frontedEstate,
  seed,
} from '../support/estates.ts';
import { region, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws(useServedAws());

const SECOND = 'b.example.com';
const GONE = 'd-foreign123.execute-api.eu-west-1.amazonaws.com';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
const FROM_CLOUDFRONT = expect.objectContaining({ 'x-cache': expect.stringContaining('Error from cloudfront') });

/** Somebody's distribution whose records lead to it, with this origin alone. */
function leadingTo(domainName: unknown, config: Record<string, unknown> = {}, changes: EstateChanges = {}) {
  const origins = [{ ...API_ORIGIN, DomainName: domainName }];
  seed(aws, frontedEstate(distributionOf({ Origins: { Quantity: 1, Items: origins }, ...config }), changes));
  aws.simulator.clock.advance(300);
}

function wordsOf({ plan }: EdgeLook, rule: RuleId): readonly string[] {
  return plan.verdicts.flatMap(({ verdict, subject, ...one }) =>
    one.rule === rule && verdict !== 'pass' ? [`${verdict} ${subject}`] : [],
  );
}

function explained(look: EdgeLook, rule: RuleId): RuleExplanation {
  return explainRules(look).find((one) => one.rule === rule)!;
}

const look = (changes = {}) => reconciler.look(wanted(DOMAIN), { mode: 'detect', ...changes });
const ask = () => aws.internet.request(`https://${DOMAIN}/orders`).then(({ status, headers }) => ({ status, headers }));

async function endpointOf(domain: string): Promise<string> {
  const { observed } = await reconciler.look(wanted(domain), { mode: 'detect' });
  return observed.apiDomains.kind === 'present' ? observed.apiDomains.value[0]!.endpoints[0]!.targetDomainName : '';
}

async function origins(): Promise<readonly (string | undefined)[]> {
  const [edge] = await seen.distributions();
  return (await seen.config(edge!.id)).Origins!.Items!.map(({ DomainName }) => DomainName);
}

describe('an endpoint of no custom domain', () => {
  test('is drift, is told of as callers see it, and the own endpoint takes its place with Host in one update', async () => {
    leadingTo(GONE, { DefaultCacheBehavior: { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST } });
    const own = await endpointOf(DOMAIN);
    expect(await ask()).toEqual({ status: 502, headers: FROM_CLOUDFRONT });

    const found = await look();
    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(found.outcome.kind).toBe('drift');
    expect(wordsOf(found, 'EDGE-07')).toContain('drift Origins[api].DomainName');
    const { callersSee, cause, fix } = explained(found, 'EDGE-07');
    expect(callersSee.map(({ sees }) => sees)).toEqual(expect.arrayContaining(['403 {"message":"Forbidden"}', '502']));
    expect(cause).toContainEqual(expect.objectContaining({ before: GONE, after: own }));
    expect(fix).toMatchObject({ kind: 'this-tool' });
    expect(settled.outcome).toEqual({ kind: 'in-sync' });
    expect(await origins()).toEqual([own]);
    expect(reconciler.writes().filter(({ operation }) => operation === 'UpdateDistribution')).toHaveLength(1);
    aws.simulator.clock.advance(300);
    expect(await ask()).toMatchObject({ status: 200 });
  });

  test('is not exchanged on a distribution that other things manage', async () => {
    const tags = { 'managed-by': 'terraform' };
    const items = [{ ...API_ORIGIN, DomainName: GONE }];
    seed(aws, frontedEstate(distributionOf({ Origins: { Quantity: 1, Items: items } }, tags)));

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome.kind).toBe('refused');
    expect(wordsOf(settled, 'EDGE-07')).toContain('drift Origins[api].DomainName');
    expect(await origins()).toEqual([GONE]);
  });

  test.each(['report', 'off'] as const)('is not exchanged where EDGE-07 is on %s', async (mode) => {
    leadingTo(GONE);

    await reconciler.converge(wanted(DOMAIN, { rules: { 'EDGE-07': mode } }));

    expect(await origins()).toEqual([GONE]);
  });

  test('is refused on a distribution that carries two names, for both, and neither undoes the other', async () => {
    leadingTo(GONE, { Aliases: { Quantity: 2, Items: [DOMAIN, SECOND] } }, { names: [DOMAIN, SECOND] });

    const sweep = await reconciler.sweep();

    expect(sweep.edges.map(({ outcome }) => outcome.kind)).toEqual(['refused', 'refused']);
    expect(JSON.stringify(sweep.edges[0]!.outcome)).toContain(`carries ${SECOND} too`);
    expect(await origins()).toEqual([GONE]);
  });

  test.each([
    ['a Region that was not looked at', 'd-elsewhere1.execute-api.ap-southeast-2.amazonaws.com', {}],
    ['another Region, where another account may have the name', 'd-elsewhere1.execute-api.us-east-1.amazonaws.com', {}],
    [
      'the Region that nobody looked at this time',
      GONE.replace('eu-west-1', 'us-east-1'),
      { regions: [region('eu-west-1')] },
    ],
  ])('is not checked, and never exchanged, in %s', async (_, endpoint, changes) => {
    leadingTo(endpoint);

    const found = await look(changes);
    await reconciler.converge(wanted(DOMAIN), changes);

    expect(found.outcome.kind).toBe('not-checked');
    expect(wordsOf(found, 'EDGE-07')).toEqual(['not-checked Origins[api].DomainName']);
    expect(await origins()).toEqual([endpoint]);
  });

  test('is not checked where its Region could not be read', async () => {
    leadingTo('d-elsewhere1.execute-api.us-east-1.amazonaws.com');
    aws.simulator.faults.add({
      kind: 'access-denied',
      operation: 'GetDomainNames',
      region: 'us-east-1',
      times: 'always',
    });

    const found = await reconciler.look(wanted(DOMAIN, { apiRegion: region('eu-west-1') }), { mode: 'detect' });

    expect(wordsOf(found, 'EDGE-07')).toEqual(['not-checked Origins[api].DomainName']);
    expect(await origins()).toEqual(['d-elsewhere1.execute-api.us-east-1.amazonaws.com']);
  });

  test('keeps passing where it is the endpoint of another custom domain, whoever asks for which name', async () => {
    leadingTo(
      { apiDomain: SECOND },
      { Aliases: { Quantity: 2, Items: [DOMAIN, SECOND] } },
      { names: [DOMAIN, SECOND] },
    );

    const found = await look();

    expect(found.outcome).toEqual({ kind: 'in-sync' });
  });

  test('is not checked behind a path of a distribution that carries other names: it may be there for them', async () => {
    const other = { ...API_ORIGIN, Id: 'b', DomainName: GONE };
    const behavior = { PathPattern: '/b/*', ...API_BEHAVIOR, TargetOriginId: 'b' };
    seed(
      aws,
      frontedEstate(
        distributionOf({
          Aliases: { Quantity: 2, Items: [DOMAIN, SECOND] },
          Origins: { Quantity: 2, Items: [API_ORIGIN, other] },
          CacheBehaviors: { Quantity: 1, Items: [behavior] },
        }),
        { names: [DOMAIN, SECOND] },
      ),
    );

    expect(wordsOf(await look(), 'EDGE-07')).toEqual(['not-checked Origins[b].DomainName']);
  });
});

describe('an origin that is an alternate domain name of its distribution', () => {
  test('is drift, is told of as callers see it, and the endpoint of the domain takes its place', async () => {
    leadingTo(DOMAIN, { DefaultCacheBehavior: { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST } });
    const own = await endpointOf(DOMAIN);
    expect(await ask()).toEqual({ status: 403, headers: FROM_CLOUDFRONT });

    const found = await look();
    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(found.outcome.kind).toBe('drift');
    expect(wordsOf(found, 'EDGE-17')).toEqual(['drift Origins[api].DomainName']);
    const { callersSee, cause, fix } = explained(found, 'EDGE-17');
    expect(callersSee.map(({ sees }) => sees)).toEqual(['403 on every path, X-Cache: Error from cloudfront']);
    expect(cause).toContainEqual(expect.objectContaining({ before: DOMAIN, after: own }));
    expect(fix).toMatchObject({ kind: 'this-tool' });
    expect(settled.outcome).toEqual({ kind: 'in-sync' });
    expect(await origins()).toEqual([own]);
    aws.simulator.clock.advance(300);
    expect(await ask()).toMatchObject({ status: 200 });
  });

  test.each([
    ['somebody else', wanted(DOMAIN)],
    ['a stack that takes it over', wanted(DOMAIN, { owner: OWNER })],
  ])('is corrected for %s before the records come', async (_, target) => {
    leadingTo(DOMAIN, {}, { records: [ALIAS_TO_API] });

    const found = await reconciler.look(target, { mode: 'detect' });
    const settled = await reconciler.converge(target);

    expect(found.plan.refusals).toEqual([]);
    expect(settled.outcome).toEqual({ kind: 'in-sync' });
    const operations = reconciler.writes().map(({ operation }) => operation);
    expect(operations.filter((one) => one === 'UpdateDistribution' || one === 'ChangeResourceRecordSets')).toEqual([
      'UpdateDistribution',
      'ChangeResourceRecordSets',
    ]);
  });

  test('is exchanged by a look at that name, and for the other one refused until then', async () => {
    leadingTo(SECOND, { Aliases: { Quantity: 2, Items: [DOMAIN, SECOND] } }, { names: [DOMAIN, SECOND] });

    const sweeps = [await reconciler.sweep(), await reconciler.sweep()];

    expect(sweeps.map(({ edges }) => edges.map(({ outcome }) => outcome.kind))).toEqual([
      ['refused', 'in-sync'],
      ['in-sync', 'in-sync'],
    ]);
    expect(await origins()).toEqual([await endpointOf(SECOND)]);
    expect(reconciler.writes().map(({ operation }) => operation)).toEqual(['UpdateDistribution']);
  });

  test('is not exchanged while its records lead to the API and another name is answered through it', async () => {
    const www = 'www.example.com';
    const certificates = {
      edge: { region: 'us-east-1', names: [DOMAIN, www] },
      regional: { region: 'eu-west-1', names: [DOMAIN] },
    };
    const records = [ALIAS_TO_API, { name: www, type: 'A', alias: { distribution: 'edge' } }];
    const behavior = { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST };
    const names = { Aliases: { Quantity: 2, Items: [DOMAIN, www] } };
    leadingTo(DOMAIN, { ...names, DefaultCacheBehavior: behavior }, { records, account: { certificates } });
    const askWww = () => aws.internet.request(`https://${www}/orders`);
    expect(await askWww()).toMatchObject({ status: 200 });

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome.kind).toBe('refused');
    expect(wordsOf(settled, 'EDGE-17')).toEqual(['refused Origins[api].DomainName']);
    aws.simulator.clock.advance(300);
    expect(await askWww()).toMatchObject({ status: 200 });
    expect(await seen.records(DOMAIN)).toEqual([expect.stringMatching(/^A d-/)]);
  });

  test('is refused where nothing says what was meant', async () => {
    const www = 'www.example.com';
    const certificates = {
      edge: { region: 'us-east-1', names: [DOMAIN, www] },
      regional: { region: 'eu-west-1', names: [DOMAIN] },
    };
    leadingTo(www, { Aliases: { Quantity: 2, Items: [DOMAIN, www] } }, { account: { certificates } });

    const found = await look();

    expect(found.outcome.kind).toBe('refused');
    expect(explained(found, 'EDGE-17').fix).toEqual({
      kind: 'by-hand',
      advice: [expect.stringMatching(/www\.example\.com.*come back to it.*; name the server itself as origin$/)],
    });
  });
});

describe('a distribution none of whose behaviors leads to the API', () => {
  const elsewhere = {
    ...API_ORIGIN,
    DomainName: 'alb.example.net',
    CustomOriginConfig: { ...API_ORIGIN.CustomOriginConfig, OriginProtocolPolicy: 'http-only' },
  };

  test('is refused, told of as callers see it, and its origin stays', async () => {
    seed(aws, frontedEstate(distributionOf({ Origins: { Quantity: 1, Items: [elsewhere] } })));

    const settled = await reconciler.converge(wanted(DOMAIN));

    expect(settled.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-07' }] });
    const { callersSee, fix } = explained(settled, 'EDGE-07');
    expect(callersSee.map(({ sees }) => sees)).toEqual(['answers of something else than the API']);
    expect(fix).toEqual({
      kind: 'by-hand',
      advice: [
        expect.stringMatching(/no behavior leads to the API of api\.example\.com, got alb\.example\.net; make d-/),
      ],
    });
    expect(reconciler.writes()).toEqual([]);
  });

  test('is no edge for a stack to take over', async () => {
    seed(aws, frontedEstate(distributionOf({ Origins: { Quantity: 1, Items: [elsewhere] } })));

    const settled = await reconciler.converge(wanted(DOMAIN, { owner: OWNER }));

    expect(settled.outcome.kind).toBe('refused');
    expect(reconciler.writes()).toEqual([]);
  });

  test('is refused too where it leads to an API that the domain knows nothing of', async () => {
    leadingTo('zzzzzzzzzz.execute-api.eu-west-1.amazonaws.com');

    expect(wordsOf(await look(), 'EDGE-07')).toContain('refused DefaultCacheBehavior.TargetOriginId');
  });

  test('is none where a site has the API below a path', async () => {
    const site = { ...elsewhere, Id: 'site' };
    const behavior = { PathPattern: '/orders/*', ...API_BEHAVIOR };
    seed(
      aws,
      frontedEstate(
        distributionOf({
          Origins: { Quantity: 2, Items: [site, API_ORIGIN] },
          DefaultCacheBehavior: { ...API_BEHAVIOR, TargetOriginId: 'site' },
          CacheBehaviors: { Quantity: 1, Items: [behavior] },
        }),
      ),
    );

    expect((await look()).outcome).toEqual({ kind: 'in-sync' });
  });
});

test('what is made new is judged by none of this', async () => {
  seed(aws, estateOf());

  expect((await reconciler.converge(wanted(DOMAIN))).outcome).toEqual({ kind: 'in-sync' });
  expect((await look()).outcome).toEqual({ kind: 'in-sync' });
});
