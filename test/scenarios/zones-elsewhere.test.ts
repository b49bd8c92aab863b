/**
 * Guards against: "no zone" said of a zone that another account holds, a record written through the wrong account, a change that is waited for where
 * nobody knows it, a distribution taken away under records that nobody could see.
 */
import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { renderOutcome } from '../../functions/reconciler/plan/render.ts';
import { declareRole, roles } from '../../simulator/sts/state.ts';
import { ALIAS_TO_API, DOMAIN, estateOf, seed } from '../support/estates.ts';
import { validationRecords } from '../support/look-at-aws.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { ZONE_ACCOUNT, zoneElsewhere, zoneOwner, zoneRole } from '../support/zones-elsewhere.ts';

const { aws, reconciler, seen } = useReconciledAws(useSimulatedAws(), { zoneRoles: [zoneRole()] });

const ASKING = { requestCertificate: 'when-missing' } as const;
const REGIONAL_ONLY = { regional: { region: 'eu-west-1', names: [DOMAIN] } };

/** Route 53's writes, by the account of the role or user that sent them. */
function writers(): readonly string[] {
  const moves = aws.simulator.requests().filter(({ operation }) => operation === 'ChangeResourceRecordSets');
  return [...new Set(moves.map(({ account }) => account))];
}

function whyOf({ plan }: EdgeLook): readonly string[] {
  const unread = plan.verdicts.filter(({ verdict }) => verdict === 'not-checked').map(({ detail }) => detail ?? '');
  return [...plan.refusals.map(({ detail }) => detail), ...unread];
}

describe('an edge whose zone is in another account', () => {
  test('gets its records there, through the role of that account', async () => {
    seed(aws, zoneElsewhere());

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    const [edge] = await seen.distributions();
    expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
    expect(writers()).toEqual([ZONE_ACCOUNT]);
  });

  test('says in its plan whose zone it is', async () => {
    seed(aws, zoneElsewhere());

    const { plan } = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });

    const move = plan.steps.find(({ part }) => part === 'alias-records');
    expect(move?.target).toMatch(
      /^alias records of api\.example\.com in zone Z\w+ \(example\.com\) of account 222222222222$/,
    );
  });

  test('waits for the change where it was made, and plans nothing at the second look', async () => {
    seed(aws, zoneElsewhere());
    const looks: EdgeLook[] = [];
    await reconciler.converge(wanted(DOMAIN), {}, (look) => looks.push(look));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    const waited = looks.map(({ outcome }) => (outcome.kind === 'waiting' ? outcome.watch : undefined));
    expect(waited).toContainEqual({
      kind: 'dns-change',
      changeId: expect.stringMatching(/^C/),
      zoneAccount: ZONE_ACCOUNT,
    });
    const asked = aws.simulator.requests().filter(({ operation }) => operation === 'GetChange');
    expect(new Set(asked.map(({ account }) => account))).toEqual(new Set([ZONE_ACCOUNT]));
    expect(look.plan.steps).toEqual([]);
    expect(reconciler.writes()).toEqual([]);
  });

  test('puts them back there when it is let go of', async () => {
    seed(aws, zoneElsewhere());
    const before = await seen.records(DOMAIN, ZONE_ACCOUNT);
    await reconciler.converge(wanted(DOMAIN));

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual(before);
    expect(await seen.distributions()).toEqual([]);
  });

  test('has the record that validates its certificate there, and takes it away again', async () => {
    seed(aws, zoneElsewhere({ account: { certificates: REGIONAL_ONLY } }));

    const made = await reconciler.converge(wanted(DOMAIN, ASKING));
    const standing = validationRecords(aws);
    const gone = await reconciler.converge(letGo(DOMAIN));

    expect([made.outcome, gone.outcome]).toEqual([{ kind: 'in-sync' }, { kind: 'in-sync' }]);
    expect(standing).toHaveLength(1);
    expect(validationRecords(aws)).toEqual([]);
    expect(writers()).toEqual([ZONE_ACCOUNT]);
    const { CertificateSummaryList } = await aws.client(ACMClient).send(new ListCertificatesCommand({}));
    expect(CertificateSummaryList).toEqual([]);
  });

  test('takes the longest zone of all accounts', async () => {
    const otherAccounts = { [ZONE_ACCOUNT]: zoneOwner([{ name: DOMAIN, records: [ALIAS_TO_API] }]) };
    seed(aws, estateOf({ records: [], otherAccounts }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.records(DOMAIN)).toEqual([]);
    const [edge] = await seen.distributions();
    const expected = [`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`];
    expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual(expect.arrayContaining(expected));
  });

  test('is refused where two accounts have a zone of the same name, with both', async () => {
    seed(aws, estateOf({ otherAccounts: { [ZONE_ACCOUNT]: zoneOwner([{ name: 'example.com' }]) } }));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome.kind).toBe('refused');
    expect(whyOf(look)).toEqual([
      expect.stringMatching(
        /^public hosted zone for api\.example\.com: 2 zones named example\.com fit, got Z\w+ of (this account|account 222222222222), Z\w+ of (this account|account 222222222222); name the delegated one \(HostedZoneId\)$/,
      ),
    ]);
    expect(reconciler.writes()).toEqual([]);
  });

  test('asks for its role once, and again before it expires', async () => {
    seed(aws, zoneElsewhere());

    await reconciler.look(wanted(DOMAIN), { mode: 'detect' });
    await reconciler.look(wanted(DOMAIN), { mode: 'detect' });
    aws.simulator.clock.advance(3400);
    const look = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });

    expect(aws.simulator.requests().filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2);
    expect(look.outcome.kind).toBe('drift');
  });
});

describe('an account whose zones cannot be read', () => {
  const UNASKED = { kind: 'failed', failure: { service: 'STS', operation: 'AssumeRole', kind: 'AccessDenied' } };
  const LOCKED = { roles: [], hostedZones: [{ name: 'example.com', records: [ALIAS_TO_API] }] };

  test('makes the records of a name not checked, with the role by name, and begins no edge', async () => {
    seed(aws, zoneElsewhere({ otherAccounts: { [ZONE_ACCOUNT]: LOCKED } }));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject(UNASKED);
    expect(whyOf(look).join()).toContain(`STS AssumeRole: AccessDenied: role ${zoneRole().arn}: cannot be assumed`);
    expect(reconciler.writes()).toEqual([]);
  });

  test('is a row of a look at the account', async () => {
    seed(aws, zoneElsewhere({ otherAccounts: { [ZONE_ACCOUNT]: LOCKED } }));

    const { notChecked } = await reconciler.sweep({ mode: 'detect' });

    expect(notChecked).toMatchObject([
      { what: 'hosted zones of account 222222222222', failure: { kind: 'AccessDenied', operation: 'AssumeRole' } },
    ]);
  });

  test('holds up no name that another zone holds', async () => {
    seed(aws, estateOf({ otherAccounts: { [ZONE_ACCOUNT]: { ...LOCKED, hostedZones: [] } } }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
  });

  test('keeps an edge that was moved there from being taken for moved elsewhere', async () => {
    seed(aws, estateOf({ otherAccounts: { [ZONE_ACCOUNT]: zoneOwner([{ name: DOMAIN, records: [ALIAS_TO_API] }]) } }));
    await reconciler.converge(wanted(DOMAIN));
    aws.simulator.world.state(roles, ZONE_ACCOUNT).clear();
    aws.simulator.clock.advance(3600);

    const look = await reconciler.look(wanted(DOMAIN));

    expect(look.outcome).toMatchObject(UNASKED);
    expect(look.plan.refusals).toEqual([]);
  });

  test('keeps an edge from being let go of: nobody can tell what leads to it', async () => {
    seed(aws, estateOf({ otherAccounts: { [ZONE_ACCOUNT]: { ...LOCKED, hostedZones: [] } } }));
    await reconciler.converge(wanted(DOMAIN));

    const unseen = await reconciler.converge(letGo(DOMAIN));
    declareRole(aws.simulator.world, { arn: zoneRole().arn, externalId: zoneRole().externalId });
    const look = await reconciler.converge(letGo(DOMAIN));

    expect(unseen.outcome).toMatchObject(UNASKED);
    expect(unseen.applied).toEqual([]);
    expect(look.outcome).toEqual({ kind: 'in-sync' });
  });

  test('says what is not checked in one line', async () => {
    seed(aws, zoneElsewhere({ otherAccounts: { [ZONE_ACCOUNT]: LOCKED } }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(renderOutcome(look)).toContain(zoneRole().arn);
  });
});
