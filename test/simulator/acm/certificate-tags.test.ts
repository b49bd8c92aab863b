import { ACMClient, AddTagsToCertificateCommand, ListTagsForCertificateCommand, type Tag } from '@aws-sdk/client-acm';
import { putCertificate } from '../../../simulator/acm/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

const put = () => putCertificate(aws.simulator.world, '111111111111', 'us-east-1', { domainName: 'a.example.com' });
const add = (CertificateArn: string, Tags: Tag[]) =>
  aws.client(ACMClient).send(new AddTagsToCertificateCommand({ CertificateArn, Tags }));
const tagsOf = async (CertificateArn: string) =>
  (await aws.client(ACMClient).send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags;

describe('validation', () => {
  test.each([
    ['no tags', [], 'ValidationException'],
    ['an empty key', [{ Key: '' }], 'ValidationException'],
    ['a key of more than 128 characters', [{ Key: 'k'.repeat(129) }], 'ValidationException'],
    ['a value of more than 256 characters', [{ Key: 'k', Value: 'v'.repeat(257) }], 'ValidationException'],
    ['a reserved key', [{ Key: 'AWS:owner' }], 'InvalidTagException'],
  ])('refuses %s', async (_title, tags, name) => {
    const arn = put();

    const failure = await add(arn, tags).catch((error) => error);

    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(await tagsOf(arn)).toEqual([]);
  });

  test('refuses to go beyond 50 tags', async () => {
    const arn = put();
    await add(
      arn,
      Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}` })),
    );

    const failure = await add(arn, [{ Key: 'k50' }]).catch((error) => error);

    expect(failure.name).toBe('TooManyTagsException');
  });

  test('refuses a certificate that is not there', async () => {
    const arn = 'arn:aws:acm:us-east-1:111111111111:certificate/absent';

    const failures = await Promise.all(
      [add(arn, [{ Key: 'k' }]), tagsOf(arn)].map((sent) => sent.catch((e) => e.name)),
    );

    expect(failures).toEqual(['ResourceNotFoundException', 'ResourceNotFoundException']);
  });
});

describe('behavior', () => {
  test('adds tags and overwrites those with the same key', async () => {
    const arn = put();
    await add(arn, [{ Key: 'team', Value: 'a' }]);

    await add(arn, [{ Key: 'team', Value: 'b' }, { Key: 'stage' }]);

    expect(await tagsOf(arn)).toEqual([
      { Key: 'team', Value: 'b' },
      { Key: 'stage', Value: '' },
    ]);
  });
});
