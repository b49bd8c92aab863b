import type { HttpBindingProtocol } from '@smithy/core/protocols';
import type { Operation } from './operation.ts';
import { httpTraitOf, requestAsOutput, responseAsInput } from './operation-shape.ts';
import { readPathAndQuery } from './rest-bindings.ts';
import { createRestRouter } from './rest-router.ts';
import type { ServiceError } from './service-error.ts';
import type { WireCodec, WireRequest } from './wire-codec.ts';

/** What REST-XML and REST-JSON have in common: routes, and headers and bodies through the mirrored client protocol. */
export function restCodec(
  protocol: HttpBindingProtocol,
  operations: readonly Operation[],
  malformed: (reason: string) => ServiceError,
): Pick<WireCodec, 'match' | 'describe' | 'readInput' | 'writeOutput'> {
  const route = createRestRouter(operations);

  return {
    match: (request) => route(request)?.operation,
    describe: (request) => `${request.method} ${request.path}`,
    async readInput(operation, request) {
      const labels = route(request)?.labels ?? {};
      const headersAndBody = await readHeadersAndBody(protocol, operation, request).catch((error: Error) => {
        throw malformed(error.message);
      });
      return { ...headersAndBody, ...readPathAndQuery(operation, labels, request) };
    },
    async writeOutput(operation, output, requestId) {
      const [, , status] = httpTraitOf(operation);
      const request = await protocol.serializeRequest(responseAsInput(operation) as never, output, noEndpoint);
      const body = status === 204 ? '' : ((request.body as string | Uint8Array | undefined) ?? '');
      const headers = body.length > 0 ? request.headers : without(request.headers, 'content-type');
      return { status, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
    },
  };
}

/** The mirrored request is never sent, so it needs no endpoint. */
const noEndpoint = { endpoint: async () => undefined } as never;

async function readHeadersAndBody(
  protocol: HttpBindingProtocol,
  operation: Operation,
  request: WireRequest,
): Promise<object> {
  const response = { statusCode: 200, headers: { ...request.headers }, body: request.body };
  const { $metadata, ...input } = await protocol.deserializeResponse(
    requestAsOutput(operation) as never,
    {} as never,
    response as never,
  );
  return input;
}

function without(headers: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
}
