import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

describe('behavior', () => {
  test('answers with the account of the access key', async () => {
    const sts = aws.client(STSClient, { account: '222222222222' });

    const identity = await sts.send(new GetCallerIdentityCommand());

    expect(identity).toMatchObject({
      Account: '222222222222',
      Arn: 'arn:aws:iam::222222222222:user/simulator',
      UserId: expect.stringMatching(/^AIDA/),
    });
  });
});
