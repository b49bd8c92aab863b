import type { StateKey, World } from '../core/world.ts';

/** A message as it was published. */
export interface PublishedMessage {
  readonly messageId: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly messageStructure: string | undefined;
  /** String values by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly publishedAt: Date;
}

export interface Topic {
  readonly arn: string;
  /** Accounts that its policy lets publish, beside its own. */
  readonly trustedAccounts: readonly string[];
  /** Oldest first. */
  readonly messages: PublishedMessage[];
}

/** Topics by ARN, kept under account `*`: an account may publish to another's. */
export const topics: StateKey<Map<string, Topic>> = { name: 'sns', create: () => new Map() };

export interface TopicDeclaration {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Accounts that the topic's policy lets publish. @default none */
  readonly trustedAccounts?: readonly string[];
}

/** Makes a topic; answers its ARN. */
export function declareTopic(world: World, { account, region, name, trustedAccounts = [] }: TopicDeclaration): string {
  const arn = `arn:aws:sns:${region}:${account}:${name}`;
  world.state(topics, '*').set(arn, { arn, trustedAccounts, messages: [] });
  return arn;
}

/** What was published to a topic, oldest first. */
export function messagesOf(world: World, topicArn: string): readonly PublishedMessage[] {
  return world.state(topics, '*').get(topicArn)?.messages ?? [];
}
