/**
 * An execution is named by its resource, its edge and its request: a second delivery of a request can start nothing, and what else runs for a resource
 * is found by the beginning of the name. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
import { createHash } from 'node:crypto';
import type { EdgeTarget } from '../../reconciler/model/look.ts';

export interface RequestName {
  /** One custom resource of one stack. */
  readonly resource: string;
  readonly wish: EdgeTarget['kind'];
  /** The domain that the request is about; a resource may change it. */
  readonly domain: string;
  /** Seconds since the epoch when CloudFormation sent it; 0 where nobody can tell. */
  readonly sentAt: number;
  readonly request: string;
}

const FORM = /^([0-9a-f]{16})-(wanted|let-go)-([0-9a-f]{8})-([0-9a-z]{1,9})-([0-9a-f]{16})$/;

export function requestNameOf(
  request: { readonly stackId: string; readonly logicalId: string; readonly requestId: string },
  target: EdgeTarget,
  sentAt: Date | undefined,
): RequestName {
  const domainName = target.kind === 'wanted' ? target.edge.domainName : target.domainName;
  return {
    resource: hash(`${request.stackId}/${request.logicalId}`),
    wish: target.kind,
    domain: hash(domainName).slice(0, 8),
    sentAt: sentAt === undefined ? 0 : Math.floor(sentAt.getTime() / 1000),
    request: hash(request.requestId),
  };
}

export function toExecutionName({ resource, wish, domain, sentAt, request }: RequestName): string {
  return `${resource}-${wish}-${domain}-${sentAt.toString(36)}-${request}`;
}

/** Undefined for an execution that somebody else named. */
export function parseExecutionName(name: string): RequestName | undefined {
  const [, resource, wish, domain, sentAt, request] = FORM.exec(name) ?? [];
  if (resource === undefined || domain === undefined || sentAt === undefined || request === undefined) return undefined;
  return {
    resource,
    wish: wish === 'wanted' ? 'wanted' : 'let-go',
    domain,
    sentAt: Number.parseInt(sentAt, 36),
    request,
  };
}

/**
 * Whether one of two requests for the same resource has to give way to the other. Letting go of a domain that the resource had before goes on for
 * minutes, and nothing that is asked of another domain concerns it.
 */
export function isSameMatter(one: RequestName, other: RequestName): boolean {
  return one.domain === other.domain || (one.wish === 'wanted' && other.wish === 'wanted');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
