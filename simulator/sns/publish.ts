import { Publish$, type PublishInput, type PublishResponse } from '@aws-sdk/client-sns';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { callerIdentity } from '../sts/caller-identity.ts';
import { type Topic, topics } from './state.ts';

const MAXIMUM_BYTES = 262_144;
const MAXIMUM_SUBJECT_LENGTH = 100;

export const publish: Operation<PublishInput, PublishResponse> = {
  schema: Publish$,
  run(input, context) {
    const topic = findTopic(input, context);
    checkMessage(input);
    checkSubject(input.Subject);

    const messageId = context.ids.uuid();
    topic.messages.push({
      messageId,
      subject: input.Subject,
      message: input.Message ?? '',
      messageStructure: input.MessageStructure,
      attributes: attributesOf(input),
      publishedAt: new Date(context.clock.now()),
    });
    return { MessageId: messageId };
  },
};

function findTopic({ TopicArn, TargetArn }: PublishInput, context: OperationContext): Topic {
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) {
    throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  }
  const [prefix, , service, region, account = '', name, ...rest] = arn.split(':');
  const isArn = prefix === 'arn' && service === 'sns' && name !== undefined && rest.length === 0;
  if (!isArn || region !== context.region) throw invalid('TopicArn');
  const topic = context.world.state(topics, '*').get(arn);
  const mayPublish = account === context.account || topic?.trustedAccounts.includes(context.account);
  if (!mayPublish) throw notAuthorized(arn, context);
  if (topic === undefined) throw new ServiceError('NotFound', 404, 'Topic does not exist');
  return topic;
}

function notAuthorized(arn: string, context: OperationContext): ServiceError {
  const caller = callerIdentity(context).Arn;
  return new ServiceError(
    'AuthorizationError',
    403,
    `User: ${caller} is not authorized to perform: SNS:Publish on resource: ${arn} because no resource-based policy allows the SNS:Publish action`,
  );
}

function checkMessage(input: PublishInput): void {
  const { Message = '', MessageStructure } = input;
  if (Message === '') throw invalid('Empty message');
  const attributes = Object.entries(attributesOf(input)).flat().join('');
  if (Buffer.byteLength(Message) + Buffer.byteLength(attributes) > MAXIMUM_BYTES) throw invalid('Message too long');
  if (MessageStructure === undefined) return;
  if (MessageStructure !== 'json') throw invalid('MessageStructure');
  if (!hasDefault(Message)) throw invalid('Message Structure - No default entry in JSON message body');
}

function hasDefault(message: string): boolean {
  try {
    return typeof JSON.parse(message).default === 'string';
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: a line of ASCII that begins with something one can see. */
function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return;
  if (subject.length > MAXIMUM_SUBJECT_LENGTH || !/^[!-~][ -~]*$/.test(subject)) throw invalid('Subject');
}

function attributesOf({ MessageAttributes = {} }: PublishInput): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  );
}

function invalid(what: string): ServiceError {
  return new ServiceError('InvalidParameter', 400, `Invalid parameter: ${what}`);
}
