import type { Answer } from './answer.ts';
import type { AnswerAddress } from './request.ts';

/** CloudFormation drops a longer answer. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export const LONGEST_RESPONSE_BYTES = 4096;

type Attributes = Readonly<Record<string, string>>;

/** The answer as CloudFormation reads it. What does not fit is cut: reasons from the end (`trace` stays), then long attributes. */
export function toResponseBody(answer: Answer, address: AnswerAddress, trace: string): string {
  const copied = {
    Status: answer.status,
    RequestId: address.requestId,
    StackId: address.stackId,
    LogicalResourceId: address.logicalId,
    PhysicalResourceId: answer.physicalId,
  };
  if (answer.status === 'FAILED') {
    const room = LONGEST_RESPONSE_BYTES - jsonBytes({ ...copied, Reason: '' });
    return JSON.stringify({ ...copied, Reason: toReason(answer.reasons, trace, room) });
  }
  if (Object.keys(answer.attributes).length === 0) return JSON.stringify(copied);
  const room = LONGEST_RESPONSE_BYTES - jsonBytes({ ...copied, Data: {} });
  return JSON.stringify({ ...copied, Data: fitAttributes(answer.attributes, room) });
}

/** As many whole lines as fit; the first one is cut when even it does not. */
function toReason(reasons: readonly string[], trace: string, room: number): string {
  for (let kept = reasons.length; kept > 0; kept -= 1) {
    const reason = [...reasons.slice(0, kept), ...omitted(reasons.length - kept), trace].join('\n');
    if (textBytes(reason) <= room) return reason;
  }
  const ending = [...omitted(reasons.length - 1), trace].join('\n');
  return `${fitText(reasons[0] ?? '', room - textBytes(`…\n${ending}`))}…\n${ending}`;
}

function omitted(count: number): readonly string[] {
  return count === 0 ? [] : [`… and ${count} more in the log`];
}

/** Cuts the longest value until all fit: a missing attribute would fail every `Fn::GetAtt` on it, a shorter one does not. */
function fitAttributes(attributes: Attributes, room: number): Attributes {
  const excess = jsonBytes(attributes) - jsonBytes({}) - room;
  if (excess <= 0) return attributes;
  const [name, value] = Object.entries(attributes).reduce((a, b) => (textBytes(b[1]) > textBytes(a[1]) ? b : a));
  const shorter = `${fitText(value, Math.max(0, textBytes(value) - excess - textBytes('…')))}…`;
  return shorter.length < value.length ? fitAttributes({ ...attributes, [name]: shorter }, room) : attributes;
}

/** The longest beginning of a text that takes at most so many bytes inside a JSON string. */
function fitText(text: string, bytes: number): string {
  let used = 0;
  let fitted = '';
  for (const character of text) {
    used += textBytes(character);
    if (used > bytes) break;
    fitted += character;
  }
  return fitted;
}

function textBytes(text: string): number {
  return jsonBytes(text) - 2;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
