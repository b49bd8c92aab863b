import type { Operation } from './operation.ts';
import type { ServiceError } from './service-error.ts';

/** A request as it came off the socket. */
export interface WireRequest {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a fault says about itself, in each protocol's own words. */
export interface ProtocolErrors {
  readonly throttled: ServiceError;
  readonly malformed: (reason: string) => ServiceError;
  readonly accessDenied: (message: string) => ServiceError;
}

/**
 * One wire protocol, for the operations of one service.
 * All of it works from the SDK's runtime schemas; a client never sees a difference between AWS and a mirrored SDK.
 */
export interface WireCodec {
  readonly errors: ProtocolErrors;
  /** The operation that this request calls, or undefined when it is none of ours. */
  match(request: WireRequest): Operation | undefined;
  /** How the request names its operation, for the answer to an unknown one. */
  describe(request: WireRequest): string;
  /** Throws `errors.malformed` for a body that cannot be read. */
  readInput(operation: Operation, request: WireRequest): Promise<object>;
  writeOutput(operation: Operation, output: object, requestId: string): Promise<WireResponse>;
  writeError(error: ServiceError, requestId: string): WireResponse;
}
