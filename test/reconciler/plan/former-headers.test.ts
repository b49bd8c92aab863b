import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import type { Tags } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { finishedEdge, origin, ownDistribution, ownTags } from '../../support/distribution-builders.ts';
import { desiredEdge, EU_WEST_1, name } from '../../support/edge-builders.ts';
import { changeLines, planOf, stepLines } from '../../support/plan-of.ts';
import { applied } from '../../support/played-edge.ts';

const SENT: Tags = { [TAG.originVerifySent]: 'X-Old' };
const REMEMBERED: Tags = { [TAG.originVerify]: 'X-Old edge/key', ...SENT };
const TAKEN = 'Origins[api].CustomHeaders[X-Old]: (a former secret) → (not set)   (asked-for)';

function sending(names: readonly string[], tags: Tags): Distribution {
  const customHeaders = names.map((name) => ({ name, fingerprint: 'f' }));
  return ownDistribution({ origins: [origin({ customHeaders })] }, { tags: ownTags(undefined, tags) });
}

test('a header that is no longer asked for is taken away, and remembered until it is gone', () => {
  const plan = planOf(finishedEdge(sending(['X-Old', 'X-Team'], REMEMBERED)));

  expect(plan.steps.map(({ action }) => action)).toEqual(['tag', 'update']);
  expect(plan.steps[0]).toMatchObject({ set: {}, remove: [TAG.originVerify] });
  expect(changeLines(plan)).toEqual([TAKEN]);
});

test('a look that was cut short between both is finished by the next', () => {
  expect(changeLines(planOf(finishedEdge(sending(['X-Old', 'X-Team'], SENT))))).toEqual([TAKEN]);
});

test('the memory goes once the header is gone', () => {
  const plan = planOf(finishedEdge(sending(['X-Team'], SENT)));

  expect(plan.steps).toMatchObject([{ action: 'tag', set: {}, remove: [TAG.originVerifySent] }]);
});

test('a header that somebody took away already is only forgotten', () => {
  const plan = planOf(finishedEdge(sending(['X-Team'], REMEMBERED)));

  expect(plan.steps).toMatchObject([{ action: 'tag', set: {}, remove: [TAG.originVerify, TAG.originVerifySent] }]);
});

test('a header that no tag names stays', () => {
  expect(stepLines(planOf(finishedEdge(sending(['X-Old'], {}))))).toEqual([]);
});

test('a header that was asked for and never written by this tool stays', () => {
  const asked = { [TAG.originVerify]: 'X-Old edge/key' };

  const plan = planOf(finishedEdge(sending(['X-Old'], asked)));

  expect(plan.steps).toMatchObject([{ action: 'tag', set: {}, remove: [TAG.originVerify] }]);
});

test('a header of the same name at the origin of another API stays', () => {
  const customHeaders = [{ name: 'X-Old', fingerprint: 'f' }];
  const theirs = origin({
    id: 'theirs',
    domainName: name('other1.execute-api.eu-west-1.amazonaws.com'),
    customHeaders,
  });
  const one = ownDistribution(
    { origins: [origin({ customHeaders }), theirs] },
    { tags: ownTags(undefined, REMEMBERED) },
  );

  expect(changeLines(planOf(finishedEdge(one)))).toEqual([TAKEN]);
});

test('a former header that is asked for again stays', () => {
  const edge = desiredEdge({ originVerify: { headerName: 'x-old', secretId: 'edge/key' } });
  const secret = {
    secretId: 'edge/key',
    region: EU_WEST_1,
    kind: 'usable',
    current: 'f',
    previous: undefined,
  } as const;

  const plan = planOf(finishedEdge(sending(['X-Old'], SENT), { originSecret: present(secret) }), edge);

  expect(changeLines(plan)).toEqual([]);
  expect(plan.steps).toMatchObject([{ action: 'tag', remove: [] }]);
});

test('a distribution that was kept after its edge is gone keeps its header', () => {
  const { [TAG.owner]: _, ...tags } = ownTags(undefined, REMEMBERED);

  expect(stepLines(planOf(finishedEdge({ ...sending(['X-Old'], {}), tags })))).toEqual([]);
});

test('looks end with the header and its memory gone, and others there', () => {
  let observed = finishedEdge(sending(['X-Old', 'X-Team'], REMEMBERED));
  for (const _ of [1, 2]) {
    const ready = planOf(observed).steps.filter(({ state }) => state.kind === 'ready');
    observed = ready.reduce(applied, observed);
    if (observed.distribution.kind === 'present')
      observed = { ...observed, distribution: present({ ...observed.distribution.value, status: 'Deployed' }) };
  }

  const last = observed.distribution.kind === 'present' ? observed.distribution.value : undefined;
  expect(last?.settings.origins[0]?.customHeaders.map(({ name }) => name)).toEqual(['X-Team']);
  expect(Object.keys(last?.tags ?? {}).filter((key) => key.includes('origin-verify'))).toEqual([]);
});
