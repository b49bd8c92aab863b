import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { generateEstate } from '../../simulator/estates/generate-estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { createPolicy, UNUSED_POLICY } from '../support/header-policies.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import {
  BOTH_REGIONS,
  DEMO_ESTATE_IN_A_HURRY,
  environmentFor,
  FRONTABLE_OPTIONS,
  UNPROVEN,
  writesTo,
} from './demo-estate.ts';
import { runCli } from './run-cli.ts';

describe('secure-api-edge drift', () => {
  const aws = useSimulatedAws(DEMO_ESTATE_IN_A_HURRY);

  test('finds what was changed by hand without writing, and corrects it with --remediate --wait', async () => {
    const environment = environmentFor(aws);
    await runCli(['apply', '--yes', '--wait', ...UNPROVEN, ...FRONTABLE_OPTIONS], environment);
    await allowPlainText('api.example.com');
    const written = writesTo(aws).length;

    const found = await runCli(['drift', ...FRONTABLE_OPTIONS], environment);
    const writtenByDrift = writesTo(aws).length - written;
    const remediated = await runCli(['drift', '--remediate', '--wait', ...UNPROVEN, ...FRONTABLE_OPTIONS], environment);
    const after = await runCli(['drift', ...FRONTABLE_OPTIONS], environment);

    expect(found.exitCode).toBe(2);
    expect(found.stdout).toContain(
      'EDGE-01  drift  DefaultCacheBehavior.ViewerProtocolPolicy: allow-all → redirect-to-https',
    );
    expect(writtenByDrift).toBe(0);
    expect(remediated.exitCode).toBe(0);
    expect(remediated.stdout).toContain('EDGE-01  fixed  DefaultCacheBehavior.ViewerProtocolPolicy');
    expect(after).toMatchObject({ exitCode: 0 });
  });

  test('says which policies it deleted because nobody uses them', async () => {
    await createPolicy(aws, UNUSED_POLICY, ['Accept']);

    const { stdout } = await runCli(['drift', '--remediate', ...UNPROVEN, ...BOTH_REGIONS], environmentFor(aws));

    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `applied delete origin request policy ${UNUSED_POLICY}, which no distribution used`,
    );
  });

  test('fails with 1 and shows why when a correction is refused by AWS', async () => {
    aws.simulator.faults.add({ operation: 'UpdateDistribution', kind: 'access-denied', times: 'always' });
    const options = ['--domain', 'legacy.example.com', ...UNPROVEN, ...BOTH_REGIONS];

    const { exitCode, stdout } = await runCli(['drift', '--remediate', '--wait', ...options], environmentFor(aws));

    expect(exitCode).toBe(1);
    expect(stdout).toContain('legacy.example.com  failed on the way\n  CloudFront UpdateDistribution: AccessDenied: ');
    expect(stdout).toContain('1 failed');
  });

  test('refuses options that only mean something with --remediate', async () => {
    const { exitCode, stderr } = await runCli(['drift', '--wait'], environmentFor(aws));

    expect(exitCode).toBe(1);
    expect(stderr).toContain('--wait: needs --remediate');
  });

  async function allowPlainText(name: string): Promise<void> {
    const cloudFront = aws.client(CloudFrontClient);
    const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({ MaxItems: 100 }));
    const Id = DistributionList?.Items?.find(({ Aliases }) => Aliases?.Items?.includes(name))?.Id;
    const { DistributionConfig, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id }));
    DistributionConfig!.DefaultCacheBehavior!.ViewerProtocolPolicy = 'allow-all';
    await cloudFront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));
  }
});

describe('secure-api-edge drift in a large account', () => {
  const aws = useSimulatedAws({
    ...DEMO_ESTATE_IN_A_HURRY,
    estate: (simulator) => loadEstate(simulator, generateEstate({ domains: 12, regions: ['eu-west-1'] })),
  });

  test('stops before it changes more than the allowed share, and exits with 2', async () => {
    const environment = environmentFor(aws);

    const { exitCode, stdout } = await runCli(['drift', '--remediate', '--max-share', '50'], environment);

    expect(exitCode).toBe(2);
    expect(stdout).toContain('stopped, nothing was changed: this run would change 12 of 12 edges (100 %)');
    expect(writesTo(aws)).toEqual([]);
  });
});
