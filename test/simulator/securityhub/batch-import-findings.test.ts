import { type AwsSecurityFinding, BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { enableSecurityHub, findingsIn } from '../../../simulator/securityhub/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const PLACE = { account: '111111111111', region: 'us-east-1' };
const FINDING: AwsSecurityFinding = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:us-east-1:111111111111:product/111111111111/default',
  GeneratorId: 'test',
  AwsAccountId: '111111111111',
  CreatedAt: '2026-01-01T00:00:00.000Z',
  UpdatedAt: '2026-01-01T00:00:00.000Z',
  FindingProviderFields: { Severity: { Label: 'LOW' }, Types: ['Software and Configuration Checks'] },
  Title: 'A finding',
  Description: 'Something is not as it should be',
  Resources: [{ Type: 'Other', Id: 'api.example.com' }],
};

function send(...Findings: AwsSecurityFinding[]) {
  return aws.client(SecurityHubClient).send(new BatchImportFindingsCommand({ Findings }));
}

function kept() {
  return findingsIn(aws.simulator.world, PLACE);
}

test('refuses everything where it is not enabled', async () => {
  await expect(send(FINDING)).rejects.toMatchObject({ name: 'InvalidAccessException' });
});

describe('enabled', () => {
  beforeEach(() => enableSecurityHub(aws.simulator.world, PLACE));

  test('refuses more than 100 findings, and none', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ ...FINDING, Id: `${index}` }));

    await expect(send(...many)).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(send()).rejects.toMatchObject({ name: 'InvalidInputException' });
    expect(kept()).toEqual([]);
  });

  test.each([
    ['without a title', { Title: undefined }, 'InvalidInput'],
    ['without a resource', { Resources: [] }, 'InvalidInput'],
    ['without a severity', { FindingProviderFields: { Types: ['Software and Configuration Checks'] } }, 'InvalidInput'],
    ['without types', { FindingProviderFields: { Severity: { Label: 'LOW' as const } } }, 'InvalidInput'],
    ['of another schema', { SchemaVersion: '2020-01-01' }, 'InvalidInput'],
    ['with a long title', { Title: 'x'.repeat(257) }, 'InvalidInput'],
    ['of no time', { UpdatedAt: 'today' }, 'InvalidInput'],
    ['that is too large', { SourceUrl: 'x'.repeat(240 * 1024) }, 'InvalidInput'],
    ['of another product', { ProductArn: `${FINDING.ProductArn}s` }, 'InvalidAccess'],
    ['of another account', { AwsAccountId: '222222222222' }, 'InvalidAccess'],
  ])('refuses a finding %s, and imports the others', async (_, changed, ErrorCode) => {
    const answer = await send({ ...FINDING, ...changed }, { ...FINDING, Id: 'two' });

    expect(answer).toMatchObject({ FailedCount: 1, SuccessCount: 1, FailedFindings: [{ Id: 'one', ErrorCode }] });
    expect(kept()).toMatchObject([{ Id: 'two' }]);
  });

  test('keeps a finding as a customer would read it', async () => {
    await send(FINDING);

    expect(kept()).toMatchObject([
      { Id: 'one', Severity: { Label: 'LOW' }, RecordState: 'ACTIVE', Workflow: { Status: 'NEW' } },
    ]);
  });

  test('updates a finding by a later one of its id, and by no other', async () => {
    await send(FINDING);
    await send({ ...FINDING, Title: 'Ignored' });
    expect(kept()).toMatchObject([{ Title: 'A finding' }]);

    await send({
      ...FINDING,
      Title: 'Later',
      UpdatedAt: '2026-01-02T00:00:00.000Z',
      Workflow: { Status: 'RESOLVED' },
    });

    expect(kept()).toMatchObject([{ Title: 'Later', Workflow: { Status: 'NEW' } }]);
  });
});
