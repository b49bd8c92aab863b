/**
 * Guards against: a secret in a plan, report, log, tag, answer or error; an API that refuses its own edge during a rotation; somebody else's headers
 * lost; an unreadable secret taken for a missing one.
 */
import type { DistributionConfig, OriginCustomHeader } from '@aws-sdk/client-cloudfront';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { toJsonReport } from '../../cli/json-report.ts';
import { toPlanFile } from '../../cli/plan-file/plan-file.ts';
import { logReport } from '../../functions/drift-remediator/log-report.ts';
import { toReport } from '../../functions/drift-remediator/report.ts';
import type { AccountLook, EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { AccountEstate } from '../../simulator/estates/estate.ts';
import { resourceOf } from '../support/cloudformation-events.ts';
import { API_ORIGIN, DOMAIN, distributionOf, type EstateChanges, estateOf, seed } from '../support/estates.ts';
import { lookAtAws } from '../support/look-at-aws.ts';
import { useReconciler, wanted } from '../support/reconciler.ts';
import { renderPlan } from '../support/render-plan.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { useCloudFormation } from '../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const SECRET = 'edge/origin-verify';
const OLDEST = 'oldest-value-7f3b9c1d5e';
const FIRST = 'first-value-2a4c6e8f0b1d';
const SECOND = 'second-value-9d7b5f3a1c0e';
const VALUES = [OLDEST, FIRST, SECOND];
const OriginVerify = { HeaderName: 'X-Origin-Verify', SecretId: SECRET };
const PASS = 'EDGE-16 pass (secret, current version)';

function estate({ account, ...changes }: EstateChanges = {}) {
  const secrets = { [SECRET]: { region: 'eu-west-1', value: FIRST, previousValue: OLDEST } };
  return estateOf({ ...changes, account: { secrets, ...account } });
}

async function created() {
  seed(aws, estate());
  const resource = resourceOf();
  const { answer, written } = await cloudFormation.send(resource.create({ OriginVerify }));
  expect(answer).toMatchObject({ Status: 'SUCCESS' });
  const [edge] = await seen.distributions();
  return { resource, answer, written, physicalId: answer.PhysicalResourceId, edge: edge! };
}

async function rotate(value: string): Promise<void> {
  const secrets = aws.client(SecretsManagerClient, { region: 'eu-west-1' });
  await secrets.send(new PutSecretValueCommand({ SecretId: SECRET, SecretString: value }));
}

function headersOf(config: DistributionConfig): readonly OriginCustomHeader[] {
  return config.Origins?.Items?.[0]?.CustomHeaders?.Items ?? [];
}

async function sentValues(id: string): Promise<readonly string[]> {
  return headersOf(await seen.config(id)).map(({ HeaderName, HeaderValue }) => `${HeaderName}: ${HeaderValue}`);
}

/** What EDGE-16 says of the header, not of default endpoints. */
function wordOf({ plan }: EdgeLook): readonly string[] {
  return plan.verdicts
    .filter(({ rule, subject }) => rule === 'EDGE-16' && subject.includes('CustomHeaders'))
    .map(({ rule, verdict, before }) => `${rule} ${verdict} ${before}`);
}

function deny(): void {
  aws.simulator.faults.add({ kind: 'access-denied', service: 'secretsmanager', times: 'always' });
}

test('a new distribution sends the current value from its first moment on', async () => {
  const { edge } = await created();

  expect(await sentValues(edge.id)).toEqual([`X-Origin-Verify: ${FIRST}`]);
  expect(await seen.tags(edge.arn)).toMatchObject({ 'secure-api-edge:origin-verify': `X-Origin-Verify ${SECRET}` });
});

test('a second look passes and writes nothing', async () => {
  await created();
  reconciler.forget();

  const { edges } = await reconciler.sweep();

  expect(edges.map((look) => look.outcome.kind)).toEqual(['in-sync']);
  expect(edges.flatMap(wordOf)).toEqual([PASS]);
  expect(reconciler.writes()).toEqual([]);
});

test('after a rotation the sweep moves the edge from the previous value to the current one', async () => {
  const { edge } = await created();
  await rotate(SECOND);

  const found = await reconciler.sweep({ mode: 'detect' });
  const fixed = await reconciler.sweep();

  expect(found.edges.flatMap(wordOf)).toEqual(['EDGE-16 drift (secret, previous version)']);
  expect(fixed.edges.map((look) => look.outcome.kind)).toEqual(['in-sync']);
  expect(await sentValues(edge.id)).toEqual([`X-Origin-Verify: ${SECOND}`]);
});

test('until the edge has moved it sends what the API still takes: the previous value', async () => {
  const { edge } = await created();
  await rotate(SECOND);

  await reconciler.sweep({ mode: 'detect' });

  expect(await sentValues(edge.id)).toEqual([`X-Origin-Verify: ${FIRST}`]);
});

test.each([
  { title: 'taken away', headers: [], before: undefined },
  { title: 'changed', headers: [{ HeaderName: 'x-origin-verify', HeaderValue: 'by-hand' }], before: '(another value)' },
])('a header that was $title by hand is found and restored', async ({ headers, before }) => {
  const { edge } = await created();
  const config = await seen.config(edge.id);
  await seen.editByHand(edge.id, ({ Origins }) => {
    Origins!.Items![0]!.CustomHeaders = { Quantity: headers.length, Items: headers };
  });

  const found = await reconciler.sweep({ mode: 'detect' });
  await reconciler.sweep();

  expect(found.edges.flatMap(wordOf)).toEqual([`EDGE-16 drift ${before}`]);
  expect((await sentValues(edge.id)).map((sent) => sent.toLowerCase())).toEqual([`x-origin-verify: ${FIRST}`]);
  const after = await seen.config(edge.id);
  expect({ ...after, Origins: undefined }).toEqual({ ...config, Origins: undefined });
});

const SOMEBODYS = [
  { HeaderName: 'X-Team', HeaderValue: 'payments' },
  { HeaderName: 'X-Build', HeaderValue: ' 42  ' },
];

test("somebody else's headers and origins stay as they are, and no other API gets the value", async () => {
  const other = { ...API_ORIGIN, Id: 'other', DomainName: 'abc123.execute-api.eu-west-1.amazonaws.com' };
  const own = { ...API_ORIGIN, CustomHeaders: { Quantity: 2, Items: SOMEBODYS } };
  const distributions = { edge: distributionOf({ Origins: { Quantity: 2, Items: [own, other] } }) };
  seed(aws, estate({ distributions }));
  const [edge] = await seen.distributions();
  const before = await seen.config(edge!.id);

  const { answer } = await cloudFormation.send(resourceOf().create({ OriginVerify }));

  expect(answer.Status).toBe('SUCCESS');
  const [ours, theirs] = (await seen.config(edge!.id)).Origins!.Items!;
  expect(ours!.CustomHeaders!.Items).toEqual([...SOMEBODYS, { HeaderName: 'X-Origin-Verify', HeaderValue: FIRST }]);
  expect(theirs).toEqual(before.Origins!.Items![1]);
});

describe('a property that changes', () => {
  test('takes the header with it and leaves others', async () => {
    const { resource, physicalId, edge } = await created();
    await seen.editByHand(edge.id, ({ Origins }) => {
      const headers = [...Origins!.Items![0]!.CustomHeaders!.Items!, ...SOMEBODYS];
      Origins!.Items![0]!.CustomHeaders = { Quantity: headers.length, Items: headers };
    });

    const { answer } = await cloudFormation.send(resource.update(physicalId, {}, { OriginVerify }));

    expect(answer.Status).toBe('SUCCESS');
    expect(headersOf(await seen.config(edge.id))).toEqual(SOMEBODYS);
    expect(Object.keys(await seen.tags(edge.arn)).filter((key) => key.includes('origin-verify'))).toEqual([]);
  });

  test('renames the header in one update', async () => {
    const { resource, physicalId, edge } = await created();
    const renamed = { OriginVerify: { ...OriginVerify, HeaderName: 'X-Edge' } };

    const { answer, writes } = await cloudFormation.send(resource.update(physicalId, renamed, { OriginVerify }));

    expect(answer.Status).toBe('SUCCESS');
    expect(await sentValues(edge.id)).toEqual([`X-Edge: ${FIRST}`]);
    expect(writes.filter(({ operation }) => operation === 'UpdateDistribution')).toHaveLength(1);
    expect(await seen.tags(edge.arn)).toMatchObject({ 'secure-api-edge:origin-verify-sent': 'X-Edge' });
  });

  test('is finished by the sweep where the update was cut short', async () => {
    const { resource, physicalId, edge } = await created();
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'UpdateDistribution' });
    const { answer } = await cloudFormation.send(resource.update(physicalId, {}, { OriginVerify }));
    expect(answer.Status).toBe('FAILED');

    await reconciler.sweep();

    expect(await sentValues(edge.id)).toEqual([]);
    expect(Object.keys(await seen.tags(edge.arn)).filter((key) => key.includes('origin-verify'))).toEqual([]);
  });
});

const CUTS = ['TagResource', 'UntagResource', 'UpdateDistribution', 'GetSecretValue'].flatMap((operation) =>
  (['disconnect-before-effect', 'timeout-after-effect'] as const).map((kind) => ({ operation, kind })),
);

test.each(CUTS)('a renaming that is cut short at $operation ($kind) leaves no second header behind', async (cut) => {
  seed(aws, estate());
  const before = wanted(DOMAIN, { originVerify: { headerName: 'X-Before', secretId: SECRET } });
  const after = wanted(DOMAIN, { originVerify: { headerName: 'X-After', secretId: SECRET } });
  await reconciler.converge(before);
  const [edge] = await seen.distributions();

  aws.simulator.faults.add(cut);
  await reconciler.look(after);
  aws.simulator.faults.clear();
  await reconciler.sweep();

  const { 'secure-api-edge:origin-verify': remembered, ...tags } = await seen.tags(edge!.arn);
  expect(await sentValues(edge!.id)).toEqual([`${remembered!.split(' ')[0]}: ${FIRST}`]);
  expect(tags).toMatchObject({ 'secure-api-edge:origin-verify-sent': remembered!.split(' ')[0] });
  await reconciler.converge(after);
  expect(await sentValues(edge!.id)).toEqual([`X-After: ${FIRST}`]);
});

describe('a secret that cannot be read', () => {
  test('begins no new edge', async () => {
    seed(aws, estate());
    deny();

    const { answer, writes } = await cloudFormation.send(resourceOf().create({ OriginVerify }));

    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toContain('GetSecretValue');
    expect(writes).toEqual([]);
  });

  test('is not checked on an edge that exists, whose other corrections go on', async () => {
    const { edge } = await created();
    await seen.editByHand(edge.id, (config) => {
      config.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
    });
    deny();

    const { edges } = await reconciler.sweep();

    expect(edges.flatMap(wordOf)).toEqual(['EDGE-16 not-checked undefined']);
    expect(edges.map((look) => look.outcome.kind)).toEqual(['failed']);
    expect((await seen.config(edge.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(await sentValues(edge.id)).toEqual([`X-Origin-Verify: ${FIRST}`]);
  });
});

const REFUSED: readonly { title: string; secrets: NonNullable<AccountEstate['secrets']>; says: string }[] = [
  { title: 'does not exist', secrets: {}, says: 'does not exist' },
  {
    title: 'is a JSON object',
    secrets: { [SECRET]: { region: 'eu-west-1', value: '{"key":"first-value-2a4c6e8f0b1d"}' } },
    says: 'JSON object',
  },
  {
    title: 'has spaces',
    secrets: { [SECRET]: { region: 'eu-west-1', value: 'first-value-2a4c6e8f0b1d and more' } },
    says: 'spaces',
  },
  {
    title: 'is too short',
    secrets: { [SECRET]: { region: 'eu-west-1', value: 'short' } },
    says: 'it has 5 characters; use 8 to 1783',
  },
];

test.each(REFUSED)('refuses a secret that $title before anything is made', async ({ secrets, says }) => {
  seed(aws, estate({ account: { secrets } }));

  const { answer, writes } = await cloudFormation.send(resourceOf().create({ OriginVerify }));

  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toContain('refused by EDGE-16: OriginVerify: secret edge/origin-verify');
  expect(answer.Reason).toContain(says);
  expect(answer.Reason).not.toContain(FIRST);
  expect(writes).toEqual([]);
});

test('a secret is found by its ARN in another Region than the API', async () => {
  seed(aws, estate({ account: { secrets: { [SECRET]: { region: 'us-east-1', value: SECOND } } } }));
  const secrets = aws.client(SecretsManagerClient);
  const { ARN } = await secrets.send(new PutSecretValueCommand({ SecretId: SECRET, SecretString: FIRST }));

  const { answer } = await cloudFormation.send(resourceOf().create({ OriginVerify: { SecretId: ARN } }));

  expect(answer.Status).toBe('SUCCESS');
  const [edge] = await seen.distributions();
  expect(await sentValues(edge!.id)).toEqual([`X-Origin-Verify: ${FIRST}`]);
});

test('a value is in no answer, log line, plan, report, tag or error', async () => {
  const { resource, physicalId, edge, answer, written } = await created();
  const told: unknown[] = [answer, written];
  const tell = (look: AccountLook) => {
    const log = (message: string, facts: object) => void told.push({ message, ...facts });
    const at = new Date(aws.simulator.clock.now());
    const report = toReport(look, { mode: 'remediate', startedAt: at, finishedAt: at });
    logReport(report, { info: log, warn: log, error: log });
    told.push(report, toJsonReport('drift', look, 0), look, ...look.edges.map(({ plan }) => renderPlan(plan)));
    told.push(
      toPlanFile(look, { ...reconciler.context(), choice: 'opt-out', named: [], proof: 'require', zoneRoles: [] }, at),
    );
  };

  await rotate(SECOND);
  tell(await reconciler.sweep({ mode: 'detect' }));
  const quoting = {
    kind: 'error',
    code: 'InvalidArgument',
    status: 400,
    message: `The value ${SECOND} is not allowed.`,
  };
  aws.simulator.faults.add({ ...quoting, kind: 'error', operation: 'UpdateDistribution' });
  const refused = await reconciler.sweep();
  tell(refused);
  told.push(await cloudFormation.send(resource.update(physicalId, { OriginVerify, PriceClass: 'PriceClass_100' })));
  tell(await reconciler.sweep());
  told.push(await seen.tags(edge.arn), await reconciler.look(wanted(DOMAIN), { mode: 'detect' }));

  expect(JSON.stringify(refused)).toContain('The value (secret) is not allowed.');
  expect(await sentValues(edge.id)).toEqual([`X-Origin-Verify: ${SECOND}`]);
  const text = JSON.stringify(told);
  expect(VALUES.filter((value) => text.includes(value))).toEqual([]);
});
