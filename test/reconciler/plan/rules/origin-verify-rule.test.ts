import type { DesiredEdge } from '../../../../functions/reconciler/model/edge.ts';
import { ABSENT, present, unreadable } from '../../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../../functions/reconciler/model/observed-edge.ts';
import type { OriginHeader } from '../../../../functions/reconciler/model/origin-verify.ts';
import type { Plan } from '../../../../functions/reconciler/model/plan.ts';
import { finishedEdge, origin, ownDistribution, ownTags } from '../../../support/distribution-builders.ts';
import {
  accessDenied,
  apiDomain,
  desiredEdge,
  EU_WEST_1,
  mappedApi,
  name,
  observedEdge,
} from '../../../support/edge-builders.ts';
import { changeLines, planOf, stepLines, verdictLines } from '../../../support/plan-of.ts';
import { renderPlan } from '../../../support/render-plan.ts';

const ASKED = { headerName: 'X-Origin-Verify', secretId: 'edge/key' };
const EDGE = desiredEdge({ originVerify: ASKED });
const SECRET = { secretId: 'edge/key', region: EU_WEST_1 };
const LIVE = present({ ...SECRET, kind: 'usable', current: 'cccc', previous: 'pppp' } as const);

function edgeThatSends(customHeaders: readonly OriginHeader[], facts: Partial<ObservedEdge> = {}): ObservedEdge {
  const one = ownDistribution({ origins: [origin({ customHeaders })] }, { tags: ownTags(EDGE) });
  return finishedEdge(one, { originSecret: LIVE, ...facts });
}

function said(plan: Plan): readonly string[] {
  return verdictLines(plan, 'EDGE-16').filter((line) => !line.includes('default endpoint'));
}

const header = (fingerprint: string) => ({ name: 'X-Origin-Verify', fingerprint });

test.each([
  ['cccc', 'EDGE-16 pass Origins[api].CustomHeaders[X-Origin-Verify]: (secret, current version)'],
  [
    'pppp',
    'EDGE-16 drift Origins[api].CustomHeaders[X-Origin-Verify]: (secret, previous version) → (secret, current version)',
  ],
  ['eeee', 'EDGE-16 drift Origins[api].CustomHeaders[X-Origin-Verify]: (another value) → (secret, current version)'],
])('an origin that sends a value of fingerprint %s', (fingerprint, word) => {
  expect(said(planOf(edgeThatSends([header(fingerprint)]), EDGE))).toEqual([word]);
});

test('an origin that sends nothing gets the header, by a change that says where the value is kept', () => {
  const plan = planOf(edgeThatSends([]), EDGE);

  expect(changeLines(plan)).toEqual([
    'Origins[api].CustomHeaders[X-Origin-Verify] = (secret, current version)   (EDGE-16)',
  ]);
  expect(plan.steps.flatMap((step) => step.changes).flatMap(({ secret }) => secret ?? [])).toEqual([SECRET]);
});

test('header names are the same in any case', () => {
  expect(stepLines(planOf(edgeThatSends([{ name: 'x-origin-verify', fingerprint: 'cccc' }]), EDGE))).toEqual([]);
});

describe('which origins get it', () => {
  const elsewhere = origin({ id: 'elsewhere', domainName: name('other1.execute-api.eu-west-1.amazonaws.com') });
  const mapped = origin({ id: 'mapped', domainName: name('h1.execute-api.eu-west-1.amazonaws.com') });

  test("the domain's own endpoint and those of the APIs behind it, no others", () => {
    const one = ownDistribution({ origins: [origin(), mapped, elsewhere] }, { tags: ownTags(EDGE) });
    const apis = present([mappedApi({ apiId: 'h1' })]);
    const observed = finishedEdge(one, { originSecret: LIVE, apiDomains: present([apiDomain({ apis })]) });

    expect(changeLines(planOf(observed, EDGE)).map((line) => line.split('.')[0])).toEqual([
      'Origins[api]',
      'Origins[mapped]',
    ]);
  });

  test('refuses to call an edge kept whose distribution leads nowhere near the API', () => {
    const tags = { ...ownTags(EDGE), 'secure-api-edge:adopted': 'yes' };
    const plan = planOf(
      finishedEdge(ownDistribution({ origins: [elsewhere] }, { tags }), { originSecret: LIVE }),
      EDGE,
    );

    expect(plan.refusals).toEqual([
      { rule: 'EDGE-07', detail: expect.stringContaining('no behavior leads to the API of api.example.com') },
      { rule: 'EDGE-16', detail: expect.stringContaining('no origin that leads to the API of api.example.com') },
    ]);
  });
});

const OBSTACLES: readonly (readonly [string, Partial<ObservedEdge>, string])[] = [
  ['cannot be read', { originSecret: unreadable(accessDenied('SecretsManager', 'GetSecretValue')) }, 'not-checked'],
  ['does not exist', { originSecret: ABSENT }, 'refused'],
  ['is no header', { originSecret: present({ ...SECRET, kind: 'unusable', because: 'it is binary' }) }, 'refused'],
];

describe.each(OBSTACLES)('a secret that %s', (_, facts, word) => {
  test(`is ${word} on an edge that exists, and what else differs is corrected`, () => {
    const observed = edgeThatSends([], facts);
    const disabled = present({
      ...ownDistribution({ enabled: false }, { tags: ownTags(EDGE) }),
    });

    const plan = planOf({ ...observed, distribution: disabled }, EDGE);

    expect(said(plan)).toEqual([
      expect.stringContaining(`EDGE-16 ${word} Origins[api].CustomHeaders[X-Origin-Verify]`),
    ]);
    expect(changeLines(plan)).toEqual(['Enabled: false → true   (EDGE-04)']);
  });

  test(`is ${word} and keeps a new edge from being begun`, () => {
    const plan = planOf(observedEdge(facts), EDGE);

    expect(plan.steps).toEqual([]);
    expect(said(plan)).toEqual([expect.stringContaining(`EDGE-16 ${word}`)]);
  });
});

test('a new distribution has the header from the start', () => {
  const plan = planOf(observedEdge({ originSecret: LIVE }), EDGE);

  expect(renderPlan(plan)).toContain(
    'Origins[api].CustomHeaders[X-Origin-Verify] = (secret, current version)   (EDGE-16)',
  );
});

test('on report nothing is written', () => {
  const edge: DesiredEdge = { ...EDGE, rules: { 'EDGE-16': 'report' } };
  const one = ownDistribution({ origins: [origin()] }, { tags: ownTags(edge) });

  const plan = planOf(finishedEdge(one, { originSecret: LIVE }), edge);

  expect(said(plan)).toEqual([expect.stringContaining('EDGE-16 drift')]);
  expect(plan.steps).toEqual([]);
});

test('without OriginVerify nothing is judged and nobody is asked to change a header', () => {
  const observed = finishedEdge(ownDistribution({ origins: [origin({ customHeaders: [header('eeee')] })] }));

  expect(said(planOf(observed))).toEqual([]);
  expect(stepLines(planOf(observed))).toEqual([]);
});

test('a header that CloudFront adds is not asked of callers, although an authorizer reads it', () => {
  const apis = present([mappedApi({ identityHeaders: ['X-Origin-Verify'], authorization: ['CUSTOM'] })]);

  const plan = planOf(observedEdge({ originSecret: LIVE, apiDomains: present([apiDomain({ apis })]) }), EDGE);

  expect(plan.notes.join('\n')).not.toContain('X-Origin-Verify');
});
