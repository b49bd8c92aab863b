import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { declareTopic, messagesOf } from '../../../simulator/sns/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
let TopicArn: string;

beforeEach(() => {
  TopicArn = declareTopic(aws.simulator.world, { account: '111111111111', region: 'us-east-1', name: 'findings' });
});

describe('validation', () => {
  test.each([
    ['a subject of two lines', { Subject: 'a\nb', Message: 'x' }, 'Invalid parameter: Subject'],
    ['a subject of more than 100 characters', { Subject: 'a'.repeat(101), Message: 'x' }, 'Invalid parameter: Subject'],
    ['an empty message', { Message: '' }, 'Invalid parameter: Empty message'],
    ['a message of more than 256 KiB', { Message: 'x'.repeat(262_145) }, 'Invalid parameter: Message too long'],
    [
      'a structured message without a default',
      { Message: '{"email":"x"}', MessageStructure: 'json' },
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
  ])('refuses %s', async (_, input, message) => {
    const answer = aws.client(SNSClient).send(new PublishCommand({ TopicArn, ...input }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  });

  test('refuses a topic that does not exist', async () => {
    const answer = aws.client(SNSClient).send(new PublishCommand({ TopicArn: `${TopicArn}-2`, Message: 'x' }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
  });

  test("refuses another account's topic whose policy does not let it in", async () => {
    const client = aws.client(SNSClient, { account: '222222222222' });

    const answer = client.send(new PublishCommand({ TopicArn, Message: 'x' }));

    await expect(answer).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  });
});

describe('behavior', () => {
  test('keeps what is published, in order', async () => {
    const MessageAttributes = { severity: { DataType: 'String', StringValue: 'high' } };
    const client = aws.client(SNSClient);

    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn, Subject: '3 edges drifted', Message: 'a & b', MessageAttributes }),
    );
    await client.send(new PublishCommand({ TopicArn, Message: 'all is well' }));

    expect(messagesOf(aws.simulator.world, TopicArn)).toMatchObject([
      { messageId: MessageId, subject: '3 edges drifted', message: 'a & b', attributes: { severity: 'high' } },
      { subject: undefined, message: 'all is well' },
    ]);
  });
});
