/** Guards against: edges of a member account that nobody makes because their zone is in a third account, and zones asked by somebody whom their owner does not trust. */
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { EXTERNAL_ID, TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';
import { seedAccounts, sweptAccount } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);
const seen = lookAtAws(aws);

const MEMBER = '111111111111';
const OWNER = '444444444444';
const DOMAIN = 'api.one.example';
const GIVEN = { SWEPT_ACCOUNTS: MEMBER, ZONE_ROLES: `arn:aws:iam::${OWNER}:role/secure-api-edge-zones` };

async function seedOwner(trustedAccount: string): Promise<void> {
  const records = [{ name: DOMAIN, type: 'A', alias: { apiDomain: DOMAIN } }];
  await seedAccounts(aws, {
    [MEMBER]: { ...sweptAccount(DOMAIN), distributions: {}, hostedZones: [] },
    [OWNER]: {
      roles: [{ name: 'secure-api-edge-zones', externalId: EXTERNAL_ID, trustedAccounts: [trustedAccount] }],
      hostedZones: [{ name: 'one.example', records }],
    },
  });
}

test('makes the edge of a member, with its records in the zone of another, asked by the tool itself', async () => {
  await seedOwner(TOOL_ACCOUNT);

  const { report } = await sweep.run(GIVEN);

  expect(report.accounts).toMatchObject([{ id: MEMBER, edges: [{ domain: DOMAIN, result: 'fixed' }] }]);
  expect(await seen.records(DOMAIN, OWNER)).toEqual([
    expect.stringMatching(/^A .+\.cloudfront\.net$/),
    expect.stringMatching(/^AAAA .+\.cloudfront\.net$/),
  ]);
});

test('begins no edge where the owner of the zone trusts the member and not the tool', async () => {
  await seedOwner(MEMBER);

  const { report, isComplete } = await sweep.run(GIVEN);

  expect(report.accounts[0]!.edges).not.toMatchObject([{ result: 'fixed' }]);
  expect(JSON.stringify(report.accounts[0]!.notChecked)).toContain(`hosted zones of account ${OWNER}`);
  expect(isComplete).toBe(false);
  expect(await seen.distributions()).toEqual([]);
});
