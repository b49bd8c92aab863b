import { accessKeySessions } from './access-key-sessions.ts';
import type { Caller } from './caller.ts';
import { faultError } from './fault-response.ts';
import { isRead, isWrite } from './faults.ts';
import type { FinishedCall, Operation, OperationContext } from './operation.ts';
import { shapeOf } from './operation-shape.ts';
import type { Call } from './service-directory.ts';
import { ServiceError } from './service-error.ts';
import type { Simulation } from './simulation.ts';
import type { WireCodec, WireRequest, WireResponse } from './wire-codec.ts';

/** The answer to one AWS request; `closed` when the client gets none because the connection breaks. */
export type Answer = WireResponse | 'closed';

export interface Outcome {
  readonly answer: Answer;
  /** Of an error, or the kind of fault that closed the connection. */
  readonly code?: string;
  /** Of an operation that succeeded. */
  readonly output?: object;
  readonly error?: ServiceError;
}

/** Runs an operation, unless a fault or an expired session stands in the way. */
export async function answerCall(
  call: Call,
  caller: Caller,
  request: WireRequest,
  requestId: string,
  simulation: Simulation,
): Promise<Outcome> {
  const { codec } = call;
  const subject = { ...caller, operation: shapeOf(call.operation).name };
  const fault = simulation.faults.next(subject);
  if (fault?.kind === 'disconnect-before-effect') return { answer: 'closed', code: fault.kind };
  const error =
    (fault && faultError(fault, subject, codec)) ??
    expiredToken(call, caller, simulation) ??
    tooFast(call, caller, simulation);
  if (error) return refuse(codec, error, requestId);
  const stale = fault?.kind === 'stale-read' ? pastAnswer(caller, request, requestId, simulation) : undefined;
  if (stale) return { answer: stale };
  const outcome = await run(call, caller, request, requestId, simulation);
  return fault?.kind === 'timeout-after-effect' ? { ...outcome, answer: 'closed', code: fault.kind } : outcome;
}

export function refuse(codec: WireCodec, error: ServiceError, requestId: string): Outcome {
  return { answer: codec.writeError(error, requestId), code: error.code, error };
}

/** An error that is none of AWS's is a bug of the simulator: the client gets a 500 and the terminal the stack. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  console.error(error);
  return new ServiceError('InternalFailure', 500, `the simulator failed: ${(error as Error).message}`);
}

function expiredToken({ service }: Call, caller: Caller, { world, clock }: Simulation): ServiceError | undefined {
  const session = world.state(accessKeySessions, '*').get(caller.accessKeyId);
  if (!session || clock.now() < session.expiresAt) return undefined;
  const isJson = /json/.test(service.protocol);
  const code = isJson ? 'ExpiredTokenException' : 'ExpiredToken';
  return new ServiceError(code, 403, 'The security token included in the request is expired');
}

function tooFast({ service, codec }: Call, caller: Caller, { throttle }: Simulation): ServiceError | undefined {
  const { requestRate, signingName } = service;
  if (requestRate === undefined || throttle.admits(signingName, caller.account, requestRate)) return undefined;
  return codec.errors.throttled;
}

function pastAnswer(
  caller: Caller,
  request: WireRequest,
  requestId: string,
  { pastAnswers }: Simulation,
): WireResponse | undefined {
  const past = pastAnswers.beforeLastWrite(caller.account, readKey(caller, request));
  return past && { ...past, headers: { ...past.headers, 'x-amzn-requestid': requestId } };
}

async function run(
  { operation, codec }: Call,
  caller: Caller,
  request: WireRequest,
  requestId: string,
  simulation: Simulation,
): Promise<Outcome> {
  const { world, clock, ids } = simulation;
  const { account, accessKeyId, region } = caller;
  try {
    const input = await codec.readInput(operation, request);
    const context = { account, accessKeyId, region, world, clock, ids, requestBody: request.body };
    const output = await operation.run(input as never, context);
    const written = await codec.writeOutput(operation, (output ?? {}) as object, requestId);
    const response = finish(operation, written, { input: input as never, output }, context);
    remember(shapeOf(operation).name, caller, request, response, simulation);
    return { answer: response, output: (output ?? {}) as object };
  } catch (error) {
    return refuse(codec, toServiceError(error), requestId);
  }
}

function finish(
  { finishBody }: Operation,
  response: WireResponse,
  call: FinishedCall<never, unknown>,
  context: OperationContext,
): WireResponse {
  if (finishBody === undefined) return response;
  return { ...response, body: finishBody(Buffer.from(response.body).toString('utf8'), call, context) };
}

function remember(
  operation: string,
  caller: Caller,
  request: WireRequest,
  response: WireResponse,
  { pastAnswers }: Simulation,
): void {
  if (isRead(operation)) pastAnswers.remember(caller.account, readKey(caller, request), response);
  if (isWrite(operation)) pastAnswers.noteWrite(caller.account);
}

function readKey({ region, service }: Caller, { method, path, query, headers, body }: WireRequest): string {
  const target = headers['x-amz-target'] ?? '';
  return [region, service, method, path, query, target, Buffer.from(body).toString('utf8')].join('\n');
}
