import type { SimulatedClock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { RequestRate } from './throttle.ts';
import type { World } from './world.ts';

/** The caller and the world, as one operation sees them. */
export interface OperationContext {
  /** 12-digit account of the caller: its access key id, or the account of the role it assumed. */
  readonly account: string;
  /** The access key that signed the request; `accessKeySessions` tells whether it belongs to an assumed role. */
  readonly accessKeyId: string;
  /** Region of the signature's scope. */
  readonly region: string;
  readonly world: World;
  readonly clock: SimulatedClock;
  readonly ids: Ids;
  /** The body as the client sent it: it may hold more than the SDK's model knows. Absent where no client asks, as in seeding. */
  readonly requestBody?: Uint8Array;
}

/**
 * One AWS operation: the SDK's own operation schema (it carries method, path and shapes) and what AWS does with a request.
 * `run` receives the input as the SDK client types it and returns the output likewise; it throws `ServiceError` where AWS refuses.
 * It validates everything before it changes anything.
 */
export interface Operation<Input = never, Output = unknown> {
  /** The `Xxx$` operation schema exported by the SDK client. */
  readonly schema: unknown;
  readonly run: (input: Input, context: OperationContext) => Output;
  /** The last word on the body of the answer, for what AWS says and the SDK's model does not know. */
  readonly finishBody?: (body: string, call: FinishedCall<Input, Output>, context: OperationContext) => string;
}

export interface FinishedCall<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

export type WireProtocol = 'rest-xml' | 's3' | 'rest-json' | 'json-1.0' | 'json-1.1' | 'query';

/** One AWS service: how it is told apart (the signature's service name) and which operations it answers. */
export interface Service {
  /** Signing name in the credential scope, for example `cloudfront`, `route53`, `apigateway`, `acm`, `sts`, `tagging`, `account`. */
  readonly signingName: string;
  readonly protocol: WireProtocol;
  readonly xmlNamespace?: string;
  /** Shape namespace, for example `com.amazonaws.cloudfront`. */
  readonly shapeNamespace: string;
  /** `X-Amz-Target` prefix for JSON 1.0 and 1.1 services. */
  readonly serviceTarget?: string;
  /** Of an account, all operations together. @default not simulated */
  readonly requestRate?: RequestRate;
  // biome-ignore lint/suspicious/noExplicitAny: operations of every input and output type stand in one list
  readonly operations: readonly Operation<any, any>[];
}
