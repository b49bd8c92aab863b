import * as z from 'zod';
import { shownValue } from '../doors/shown-value.ts';
import { toProblems } from '../doors/to-problems.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { isMap } from './property.ts';

/** Where and in whose name the answer goes. Kept apart from the request, so that the URL is never logged with it. */
export interface AnswerAddress {
  readonly responseUrl: string;
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
}

interface RequestFacts {
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** As sent; judged by `parseProperties`. */
  readonly properties: unknown;
}

export type CustomResourceRequest =
  | (RequestFacts & { readonly kind: 'create' })
  | (RequestFacts & { readonly kind: 'update'; readonly physicalId: string; readonly oldProperties: unknown })
  | (RequestFacts & { readonly kind: 'delete'; readonly physicalId: string });

/** What the answer copies must leave room for its reason: it is 4,096 bytes at most, escapes included. */
const shortText = (longest: number) =>
  z.string({ error: wrongText }).refine((text) => text !== '' && jsonBytes(text) <= longest, { error: wrongText });

const NO_REQUEST = 'is not a request of CloudFormation';

const ADDRESS = z.object(
  {
    // Its value is a credential: what is wrong with it is said without it.
    ResponseURL: z.string({ error: 'is missing' }).max(8192, { error: 'is too long' }),
    RequestId: shortText(128),
    StackId: shortText(512),
    LogicalResourceId: shortText(255),
  },
  { error: NO_REQUEST },
);

const FACTS = z.object({ ...ADDRESS.shape, ResourceProperties: z.unknown().optional() });
const EXISTING = { ...FACTS.shape, PhysicalResourceId: shortText(1024) };
const REQUEST = z.discriminatedUnion(
  'RequestType',
  [
    z.object({ ...FACTS.shape, RequestType: z.literal('Create') }),
    z.object({ ...EXISTING, RequestType: z.literal('Update'), OldResourceProperties: z.unknown().optional() }),
    z.object({ ...EXISTING, RequestType: z.literal('Delete') }),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? 'is not Create, Update or Delete' : NO_REQUEST) },
);

/** Reads where to answer, before anything else is judged. Throws InvalidRequestError when nobody can be answered. */
export function parseAnswerAddress(event: unknown): AnswerAddress {
  const address = parse(ADDRESS, event);
  return {
    responseUrl: address.ResponseURL,
    requestId: address.RequestId,
    stackId: address.StackId,
    logicalId: address.LogicalResourceId,
  };
}

/** Reads a request of CloudFormation's. Throws InvalidRequestError with every problem of the envelope. */
export function parseRequest(event: unknown): CustomResourceRequest {
  const request = parse(REQUEST, event);
  const facts = {
    requestId: request.RequestId,
    stackId: request.StackId,
    logicalId: request.LogicalResourceId,
    properties: request.ResourceProperties,
  };
  switch (request.RequestType) {
    case 'Create':
      return { kind: 'create', ...facts };
    case 'Update':
      return {
        kind: 'update',
        ...facts,
        physicalId: request.PhysicalResourceId,
        oldProperties: request.OldResourceProperties,
      };
    case 'Delete':
      return { kind: 'delete', ...facts, physicalId: request.PhysicalResourceId };
  }
}

/** The physical id that an event carries, whatever else is wrong with it. */
export function physicalIdOfEvent(event: unknown): string | undefined {
  return isMap(event) ? shortText(1024).safeParse(event.PhysicalResourceId).data : undefined;
}

function parse<T>(schema: z.ZodType<T>, event: unknown): T {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(toProblems('event', parsed.error));
}

function wrongText(issue: { readonly input?: unknown }): string {
  return `is missing, empty or too long, got ${shownValue(issue.input)}`;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
