import {
  ACMClient,
  DeleteCertificateCommand,
  ListCertificatesCommand,
  ResourceInUseException,
} from '@aws-sdk/client-acm';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { putCertificate } from '../../../simulator/acm/state.ts';
import { resourceTags } from '../../../simulator/core/resource-tags.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const account = '111111111111';

const put = () => putCertificate(aws.simulator.world, account, 'us-east-1', { domainName: 'a.example.com' });
const remove = (CertificateArn: string) => aws.client(ACMClient).send(new DeleteCertificateCommand({ CertificateArn }));
const count = async () =>
  (await aws.client(ACMClient).send(new ListCertificatesCommand())).CertificateSummaryList?.length;

describe('validation', () => {
  test('refuses a certificate that is not there', async () => {
    const failure = await remove(`arn:aws:acm:us-east-1:${account}:certificate/absent`).catch((error) => error);

    expect(failure.name).toBe('ResourceNotFoundException');
  });

  test('refuses a certificate while something uses it', async () => {
    const arn = put();
    aws.simulator.world.state(certificateUse, account).set(arn, new Set(['arn:distribution']));

    const failure = await remove(arn).catch((error) => error);

    expect(failure).toBeInstanceOf(ResourceInUseException);
    expect(failure.message).toBe(`Certificate ${arn} in account ${account} is in use.`);
    expect(await count()).toBe(1);
  });
});

describe('behavior', () => {
  test('deletes the certificate and its tags', async () => {
    const arn = put();
    aws.simulator.world.state(resourceTags, account).set(arn, new Map([['team', 'edge']]));

    await remove(arn);

    expect(await count()).toBe(0);
    expect(aws.simulator.world.state(resourceTags, account).has(arn)).toBe(false);
  });
});
