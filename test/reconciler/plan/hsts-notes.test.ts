import type { Hsts } from '../../../functions/reconciler/model/edge.ts';
import { present } from '../../../functions/reconciler/model/observed.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { behavior, distribution, fronted } from '../../support/distribution-builders.ts';
import { desiredEdge, headerPolicies, observedEdge } from '../../support/edge-builders.ts';
import { planOf } from '../../support/plan-of.ts';

const RAMPING: Hsts = { kind: 'ramp', intervalSeconds: 604_800, includeSubdomains: false, preload: false };
const SINCE = '2026-11-20T12:00:00.000Z';
const OWN_HEADER = 'HSTS: a Strict-Transport-Security header that the API sends itself is not contradicted';

describe('what the plan says about HSTS', () => {
  test('is nothing where it is off', () => {
    expect(notes({ kind: 'off' }, undefined)).toEqual([]);
  });

  test("is that the API's own header wins where one age is served", () => {
    expect(notes({ kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false }, 300)).toEqual([
      OWN_HEADER,
    ]);
  });

  test.each([
    [
      'a step and the next',
      300,
      { [TAG.hstsStep]: '1', [TAG.hstsSince]: SINCE },
      'HSTS: step 1 of 5 (5 minutes) since 2026-11-20T12:00:00.000Z; next on 2026-11-27T12:00:00.000Z, or when the edge is in sync after that',
    ],
    [
      'the last step',
      31_536_000,
      { [TAG.hstsStep]: '5', [TAG.hstsSince]: SINCE },
      'HSTS: step 5 of 5 (1 year) since 2026-11-20T12:00:00.000Z; the last',
    ],
    [
      'a step whose time has not begun',
      604_800,
      { [TAG.hstsStep]: '3' },
      'HSTS: step 3 of 5 (1 week); its time begins when the edge is in sync',
    ],
    [
      'a step that has to be served again',
      undefined,
      { [TAG.hstsStep]: '3', [TAG.hstsSince]: SINCE },
      'HSTS: step 3 of 5 (1 week); its time begins when the edge is in sync',
    ],
  ])('is where the ramp stands: %s', (_, served, tags, note) => {
    expect(notes(RAMPING, served, tags)).toEqual([note, OWN_HEADER]);
  });

  test('is a warning before anything goes beyond the name, from the first step on', () => {
    const far = { ...RAMPING, includeSubdomains: true, preload: true };

    const said = planOf(observedEdge(), desiredEdge({ hsts: far })).notes.filter((note) => note.startsWith('HSTS'));

    expect(said).toEqual([
      'HSTS: step 1 of 5 (5 minutes); its time begins when the edge is in sync',
      'HSTS: includeSubDomains, from step 5 on, binds every name below api.example.com, also those without HTTPS; browsers keep it until max-age is over, and nothing here takes it back',
      'HSTS: preload, from step 5 on, lets browsers ship the name as HTTPS only, and leaving their list takes months; the list takes registrable domains only, with max-age of a year or more and includeSubDomains; see hstspreload.org for whether api.example.com is one',
      OWN_HEADER,
    ]);
  });

  test.each([
    [
      'until when it has to run',
      { [TAG.hstsLongestAge]: '86400' },
      'HSTS: the brake serves max-age=0 since 2026-11-20T12:00:00.000Z; keep it until 2026-11-21T12:00:00.000Z, because callers were given max-age=86400; then Hsts: off may detach it',
    ],
    [
      'how to tell where that is not known',
      {},
      'HSTS: the brake serves max-age=0 since 2026-11-20T12:00:00.000Z; keep it for as long as the longest age that was ever given out; then Hsts: off may detach it',
    ],
  ])('is of the brake %s', (_, tags, note) => {
    expect(notes({ kind: 'brake' }, 0, { [TAG.hstsStep]: 'brake', [TAG.hstsSince]: SINCE, ...tags })).toEqual([
      note,
      `${OWN_HEADER}; such an API has to send max-age=0 itself`,
    ]);
  });

  test.each([
    [
      'an age',
      86_400,
      {},
      'HSTS: callers that were given max-age=86400 keep to HTTPS for as long, because nothing tells them to forget; Hsts: brake does',
    ],
    [
      'the brake',
      0,
      { [TAG.hstsStep]: 'brake', [TAG.hstsSince]: SINCE, [TAG.hstsLongestAge]: '86400' },
      'HSTS: callers were given max-age=86400 before the brake, and until 2026-11-21T12:00:00.000Z some may not have heard of max-age=0',
    ],
  ])('is what detaching %s leaves behind', (_, served, tags, note) => {
    expect(notes({ kind: 'off' }, served, tags)).toEqual([note]);
  });

  test('is nothing where EDGE-13 is not enforced', () => {
    const edge = desiredEdge({ hsts: RAMPING, rules: { 'EDGE-13': 'off' } });

    expect(planOf(fronted(distribution()), edge).notes.filter((note) => note.startsWith('HSTS'))).toEqual([]);
  });
});

/** Notes about HSTS of a distribution that serves an age by a policy of ours. */
function notes(hsts: Hsts, maxAgeSeconds: number | undefined, tags: Readonly<Record<string, string>> = {}) {
  const responseHeadersPolicyId = maxAgeSeconds === undefined ? undefined : 'ours';
  const strictTransportSecurity = { maxAgeSeconds: maxAgeSeconds ?? 0, includeSubdomains: false, preload: false };
  const ours = { id: 'ours', name: `secure-api-edge-hsts-${maxAgeSeconds}`, strictTransportSecurity };
  const observed = fronted(distribution({ defaultCacheBehavior: behavior({ responseHeadersPolicyId }) }, { tags }), {
    headerPolicies: present(headerPolicies({ responseHeadersPolicies: [ours] })),
  });
  return planOf(observed, desiredEdge({ hsts })).notes.filter((note) => note.startsWith('HSTS'));
}
