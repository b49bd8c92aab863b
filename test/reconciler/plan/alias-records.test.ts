import type { AliasRecords, RecordSet } from '../../../functions/reconciler/model/alias-records.ts';
import { parseAccountId } from '../../../functions/reconciler/model/names.ts';
import { ABSENT, type Observed, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { distribution, finishedEdge, ownDistribution, ownTags } from '../../support/distribution-builders.ts';
import {
  accessDenied,
  aliasRecord,
  aliasRecords,
  CLOUDFRONT,
  name,
  observedEdge,
  REGIONAL,
  TO_API,
  TO_EDGE,
  valueRecord,
} from '../../support/edge-builders.ts';
import { planOf, stepLines, verdictLines } from '../../support/plan-of.ts';

const ZONE_ACCOUNT = parseAccountId('222222222222')!;
const MOVE = 'update alias records of api.example.com in zone Z1 (example.com)';

describe('EDGE-14 moves the records that lead to the API', () => {
  test.each<[string, readonly RecordSet[], string]>([
    ['an A alias', TO_API, 'alias A'],
    ['A and AAAA aliases', [aliasRecord('A', REGIONAL), aliasRecord('AAAA', REGIONAL)], 'alias A AAAA'],
    ['a CNAME', [valueRecord('CNAME', 300, `${REGIONAL}.`)], 'cname 300'],
    ['nothing', [], 'absent'],
  ])('from %s to A and AAAA aliases, and remembers what was there', (_, before, remembered) => {
    const one = ownDistribution({}, { tags: withoutMemory() });

    const { steps } = planOf(finishedEdge(one, { aliasRecords: present(aliasRecords(before)) }));

    expect(steps).toMatchObject([
      { action: 'tag', set: { [TAG.dnsBefore]: remembered } },
      { part: 'alias-records', remove: before, create: TO_EDGE, state: { kind: 'ready' } },
    ]);
  });

  test('takes an HTTPS record along where there is one', () => {
    const before = [aliasRecord('A', REGIONAL), aliasRecord('HTTPS', REGIONAL)];

    expect(moveOf(before)).toMatchObject({ create: [...TO_EDGE, aliasRecord('HTTPS', CLOUDFRONT)] });
  });

  test('makes no AAAA record for a distribution that does not answer over IPv6', () => {
    const one = ownDistribution({ ipv6: 'off' });

    expect(planOf(finishedEdge(one, { aliasRecords: present(aliasRecords(TO_API)) })).steps.at(-1)).toMatchObject({
      create: [aliasRecord('A', CLOUDFRONT)],
    });
  });

  test('leaves records of other types alone', () => {
    const text = valueRecord('TXT', 300, '"v=spf1 -all"');
    const authority = valueRecord('CAA', 300, '0 issue "amazon.com"');

    expect(moveOf([...TO_API, text, authority])).toMatchObject({ remove: TO_API, create: TO_EDGE });
  });

  test('adds only what is missing, and remembers no other past for it', () => {
    const plan = planOf(
      finishedEdge(undefined, { aliasRecords: present(aliasRecords([aliasRecord('A', CLOUDFRONT)])) }),
    );

    expect(plan.steps).toMatchObject([
      { part: 'alias-records', remove: [], create: [aliasRecord('AAAA', CLOUDFRONT)], state: { kind: 'ready' } },
    ]);
  });
});

describe('EDGE-14 in a zone of another account', () => {
  const zone = { id: 'Z2', name: name('example.com'), account: ZONE_ACCOUNT };

  test('names the account where records move, and writes there', () => {
    const plan = planOf(finishedEdge(undefined, { aliasRecords: present(aliasRecords(TO_API, { zone })) }));

    expect(plan.steps.at(-1)).toMatchObject({
      target: 'alias records of api.example.com in zone Z2 (example.com) of account 222222222222',
      hostedZoneId: 'Z2',
      zoneAccount: ZONE_ACCOUNT,
    });
  });

  test('waits for the change in the account that it was made in', () => {
    const tags = ownTags(undefined, { [TAG.dnsChange]: 'C1 222222222222' });
    const records = aliasRecords(TO_EDGE, { zone, lastChange: 'PENDING' });

    expect(planOf(finishedEdge(ownDistribution({}, { tags }), { aliasRecords: present(records) })).steps).toMatchObject(
      [{ state: { watch: { kind: 'dns-change', changeId: 'C1', zoneAccount: ZONE_ACCOUNT } } }],
    );
  });

  test('is missed in every account that was asked', () => {
    const plan = planOf(observedEdge({ aliasRecords: ABSENT, zoneOwners: [ZONE_ACCOUNT] }));

    expect(plan.refusals).toEqual([
      {
        rule: 'EDGE-14',
        detail:
          'public hosted zone for api.example.com: none found in this account or 222222222222; create it here, name it (HostedZoneId), or point the name at the distribution where its zone lives',
      },
    ]);
  });
});

describe('EDGE-14 passes', () => {
  test.each<[string, readonly RecordSet[]]>([
    ['with A and AAAA aliases to the distribution', TO_EDGE],
    ['with a CNAME to the distribution, which serves both', [valueRecord('CNAME', 60, `${CLOUDFRONT}.`)]],
    ['whatever else the name holds', [...TO_EDGE, valueRecord('TXT', 300, '"x"')]],
  ])('%s', (_, records) => {
    expect(planOf(finishedEdge(undefined, { aliasRecords: present(aliasRecords(records)) })).steps).toEqual([]);
  });
});

describe('EDGE-14 refuses', () => {
  test.each<[string, AliasRecords, string]>([
    [
      'records that lead elsewhere, because somebody points them there on purpose',
      aliasRecords([valueRecord('A', 60, '192.0.2.1')]),
      'records of api.example.com in zone Z1 (example.com): lead neither to its API nor to its distribution, got A 60 192.0.2.1; remove or repoint them if the edge should serve this name',
    ],
    [
      'a weighted scheme, even where it leads to the API',
      aliasRecords([aliasRecord('A', REGIONAL, { setIdentifier: 'blue' })]),
      'records of api.example.com in zone Z1 (example.com): lead neither to its API nor to its distribution, got A (blue) alias d-abc123.execute-api.eu-west-1.amazonaws.com; remove or repoint them if the edge should serve this name',
    ],
    [
      'two zones that fit equally well',
      aliasRecords(TO_API, { rivalZones: [{ id: 'Z0', name: name('example.com') }] }),
      'public hosted zone for api.example.com: 2 zones named example.com fit, got Z0, Z1; name the delegated one (HostedZoneId)',
    ],
    [
      'two zones of different accounts that fit equally well',
      aliasRecords(TO_API, { rivalZones: [{ id: 'Z0', name: name('example.com'), account: ZONE_ACCOUNT }] }),
      'public hosted zone for api.example.com: 2 zones named example.com fit, got Z0 of account 222222222222, Z1 of this account; name the delegated one (HostedZoneId)',
    ],
  ])('%s', (_, records, detail) => {
    for (const observed of [observedEdge(), finishedEdge()]) {
      const plan = planOf({ ...observed, aliasRecords: present(records) });

      expect(plan.refusals).toEqual([{ rule: 'EDGE-14', detail }]);
      expect(plan.steps).toEqual([]);
    }
  });
});

describe('EDGE-14 where the zone cannot be seen', () => {
  const NO_ZONE =
    'public hosted zone for api.example.com: none found in this account; create it here, name it (HostedZoneId), or point the name at the distribution where its zone lives';

  test.each<[string, Observed<AliasRecords>, string]>([
    ['it is not in the account', ABSENT, NO_ZONE],
    [
      'it cannot be read',
      unreadable(accessDenied('Route53', 'ListResourceRecordSets')),
      'Route53 ListResourceRecordSets: AccessDenied: not authorized',
    ],
  ])('a finished edge is not checked and stays as it is: %s', (_, records, detail) => {
    const plan = planOf(finishedEdge(undefined, { aliasRecords: records }));

    expect(verdictLines(plan, 'EDGE-14')).toEqual([`EDGE-14 not-checked alias records of api.example.com: ${detail}`]);
    expect(plan.steps).toEqual([]);
  });

  test('refuses to begin a new edge without a zone', () => {
    const plan = planOf(observedEdge({ aliasRecords: ABSENT }));

    expect(plan.refusals).toEqual([{ rule: 'EDGE-14', detail: NO_ZONE }]);
    expect(plan.steps).toEqual([]);
  });
});

describe('EDGE-14 never sends callers where nothing answers as before', () => {
  const denied = unreadable(accessDenied('CloudFront', 'ListCachePolicies'));
  const unfinished = ownDistribution({ enabled: false, alternateDomainNames: [] });

  test.each([
    ['is not deployed', { distribution: present(ownDistribution({}, { status: 'InProgress' })) }],
    ['is disabled and without the name', { distribution: present(unfinished) }],
    ['is disabled and could not be judged', { distribution: present(unfinished), headerPolicies: denied }],
    [
      'is not deployed and could not be judged',
      { distribution: present(ownDistribution({}, { status: 'InProgress' })), headerPolicies: denied },
    ],
    ['has a certificate that expired', { certificates: present([]) }],
    [
      'forwards nobody knows what',
      { distribution: present(ownDistribution({ defaultCacheBehavior: unknownPolicy() })) },
    ],
  ] as const)('while the distribution %s', (_, facts) => {
    const plan = planOf({ ...finishedEdge(), aliasRecords: present(aliasRecords(TO_API)), ...facts });

    expect(stepLines(plan).filter((line) => line.includes(MOVE) && line.endsWith('ready'))).toEqual([]);
  });
});

describe('EDGE-14 after the move', () => {
  const tags = ownTags(undefined, { [TAG.dnsChange]: 'C1' });
  const moved = (lastChange: AliasRecords['lastChange']) =>
    planOf(
      finishedEdge(ownDistribution({}, { tags }), { aliasRecords: present(aliasRecords(TO_EDGE, { lastChange })) }),
    );

  test('waits until Route 53 says INSYNC', () => {
    expect(stepLines(moved('PENDING'))).toEqual([
      '1. wait for alias records of api.example.com to be INSYNC   [EDGE-14]   AWS is working',
    ]);
  });

  test('then forgets the change', () => {
    expect(moved('INSYNC').steps).toMatchObject([{ action: 'tag', set: {}, remove: [TAG.dnsChange] }]);
  });
});

function moveOf(before: readonly RecordSet[]) {
  return planOf(finishedEdge(undefined, { aliasRecords: present(aliasRecords(before)) })).steps.at(-1);
}

function withoutMemory() {
  const { [TAG.dnsBefore]: _, ...tags } = ownTags();
  return tags;
}

function unknownPolicy() {
  const { defaultCacheBehavior } = distribution().settings;
  return {
    ...defaultCacheBehavior,
    forwarding: { kind: 'policies', cachePolicyId: 'unknown', originRequestPolicyId: undefined } as const,
  };
}
