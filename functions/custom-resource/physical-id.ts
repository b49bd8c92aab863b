/**
 * The physical id exists before the first side effect: it is derived from the stack, the logical id and the domain, so every
 * delivery of a request gives the same one and a Delete can always be told what to let go of.
 * An id that cannot be read was made by CloudFormation itself, after a Create that nobody answered.
 */
import { createHash } from 'node:crypto';
import type { Owner } from '../reconciler/model/edge.ts';
import { type DomainName, parseDomainName } from '../reconciler/model/names.ts';

const PREFIX = 'secure-api-edge';
const NO_DOMAIN = '-';
const FORM = /^secure-api-edge:([^:]+):[0-9a-f]{16}$/;

/** Who a custom resource is, as the owner tag says it. StackId is unique over time: a stack made again is another owner. */
export function ownerOf(stackId: string, logicalId: string): Owner {
  return { kind: 'stack', stackHash: hash(stackId), resourceHash: hash(`${stackId}/${logicalId}`) };
}

/** `secure-api-edge:api.example.com:0123456789abcdef`; without a readable domain nothing can have been made. */
export function physicalIdOf(stackId: string, logicalId: string, domainName: DomainName | undefined): string {
  return `${PREFIX}:${domainName ?? NO_DOMAIN}:${hash(`${stackId}/${logicalId}`)}`;
}

/** The domain that a physical id was made for, or undefined when it is not one of ours. */
export function domainOfPhysicalId(physicalId: string): DomainName | undefined {
  const [, domain] = FORM.exec(physicalId) ?? [];
  return domain === undefined ? undefined : parseDomainName(domain);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
