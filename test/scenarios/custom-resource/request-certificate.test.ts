/** Guards against: a stack that cannot be created in an account without a certificate, and one that leaves its certificate behind. */
import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { resourceOf } from '../../support/cloudformation-events.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { validationRecords } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);

const ASKING = { RequestCertificate: true };

async function certificates(): Promise<readonly string[]> {
  const { CertificateSummaryList = [] } = await aws.client(ACMClient).send(new ListCertificatesCommand({}));
  return CertificateSummaryList.map((one) => one.CertificateArn!);
}

beforeEach(() => {
  const regional = { region: 'eu-west-1', names: [DOMAIN] };
  seed(aws, estateOf({ account: { certificates: { regional } } }));
});

test('answers with the certificate that was requested, and takes it away on delete', async () => {
  const resource = resourceOf();

  const { answer: created } = await cloudFormation.send(resource.create(ASKING));
  const requested = await certificates();
  const { answer: deleted } = await cloudFormation.send(resource.delete(created.PhysicalResourceId, ASKING));

  expect(created).toMatchObject({ Status: 'SUCCESS', Data: { CertificateArn: requested[0] } });
  expect(deleted.Status).toBe('SUCCESS');
  expect(await certificates()).toEqual([]);
  expect(validationRecords(aws)).toEqual([]);
});

test('fails without one where none is to be requested, and requests none', async () => {
  const { answer } = await cloudFormation.send(resourceOf().create({ RequestCertificate: false }));

  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('refused by EDGE-02') });
  expect(await certificates()).toEqual([]);
});

test('fails by name of the certificate when time runs out, and the delete that follows leaves nothing', async () => {
  const resource = resourceOf();

  const { answer: created } = await cloudFormation.send(resource.create(ASKING), { seconds: 60 });
  const { answer: deleted } = await cloudFormation.send(resource.delete(created.PhysicalResourceId, ASKING));

  expect(created).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining(`certificate for ${DOMAIN} to be ISSUED`),
  });
  expect(deleted.Status).toBe('SUCCESS');
  expect(await certificates()).toEqual([]);
  expect(validationRecords(aws)).toEqual([]);
});
