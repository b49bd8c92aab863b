import type { Answer, Outcome } from './answer-call.ts';
import { answerCall, refuse, toServiceError } from './answer-call.ts';
import type { Caller } from './caller.ts';
import { readCaller } from './caller.ts';
import { shapeOf } from './operation-shape.ts';
import type { Call, ServiceDirectory } from './service-directory.ts';
import { findCall } from './service-directory.ts';
import { ServiceError } from './service-error.ts';
import type { Simulation } from './simulation.ts';
import type { WireRequest } from './wire-codec.ts';
import { wireCodecs } from './wire-codecs.ts';

/** For the refusal of a request that names no service that we know: AWS's oldest form. */
const nameless = wireCodecs['rest-xml']({
  signingName: '',
  protocol: 'rest-xml',
  shapeNamespace: 'com.amazonaws.unknown',
  operations: [],
});

/** Answers one AWS request and writes it into the log. */
export async function answerRequest(
  request: WireRequest,
  directory: ServiceDirectory,
  simulation: Simulation,
): Promise<Answer> {
  const requestId = simulation.requestIds.uuid();
  const at = simulation.clock.now();
  const { operation, caller, outcome } = await route(request, requestId, directory, simulation);
  const { service = '', account = '', region = '' } = caller ?? {};
  const { answer, code } = outcome;
  const status = answer === 'closed' ? 0 : answer.status;
  simulation.requests.push({ id: requestId, at, service, operation, account, region, status, ...(code && { code }) });
  return answer;
}

interface Routed {
  readonly operation: string;
  readonly caller?: Caller;
  readonly outcome: Outcome;
}

async function route(
  request: WireRequest,
  requestId: string,
  directory: ServiceDirectory,
  simulation: Simulation,
): Promise<Routed> {
  const caller = callerOrRefusal(request, simulation);
  if (caller instanceof ServiceError) {
    const outcome = refuse(nameless, caller, requestId);
    return { operation: nameless.describe(request), outcome };
  }
  const entries = directory.entries(caller.service);
  const call = findCall(entries, request);
  if (call) {
    const outcome = await answerCall(call, caller, request, requestId, simulation);
    await report(call, caller, request, requestId, outcome, simulation);
    return { operation: shapeOf(call.operation).name, caller, outcome };
  }
  const codec = entries[0]?.codec ?? nameless;
  const operation = codec.describe(request);
  return { operation, caller, outcome: refuse(codec, notSimulated(caller, operation), requestId) };
}

/** Whoever listens reads the request once more: a fault may have answered it unread. */
async function report(
  { operation, codec }: Call,
  caller: Caller,
  request: WireRequest,
  requestId: string,
  { output, error, code }: Outcome,
  { onCall, world, clock }: Simulation,
): Promise<void> {
  if (onCall === undefined || code === 'disconnect-before-effect') return;
  const input = await codec.readInput(operation, request).catch(() => undefined);
  const userAgent = request.headers['user-agent'] ?? '';
  onCall({ caller, operation: shapeOf(operation), userAgent, requestId, input, output, error, world, clock });
}

function callerOrRefusal(request: WireRequest, { world }: Simulation): Caller | ServiceError {
  try {
    return readCaller(request, world);
  } catch (error) {
    return toServiceError(error);
  }
}

function notSimulated({ service }: Caller, operation: string): ServiceError {
  return new ServiceError(
    'NotSimulated',
    501,
    `the simulator does not answer this request of ${service}: ${operation}`,
  );
}
