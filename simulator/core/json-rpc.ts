import { AwsJson1_0Protocol, AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import type { Service } from './operation.ts';
import { shapeOf } from './operation-shape.ts';
import { ServiceError } from './service-error.ts';
import type { ProtocolErrors, WireCodec } from './wire-codec.ts';

const errors: ProtocolErrors = {
  throttled: new ServiceError('ThrottlingException', 400, 'Rate exceeded'),
  malformed: (reason) => new ServiceError('SerializationException', 400, reason),
  accessDenied: (message) => new ServiceError('AccessDeniedException', 403, message),
};

/** JSON 1.0 and 1.1: one path, the operation in `X-Amz-Target`. */
export function jsonRpc(service: Service): WireCodec {
  const serviceTarget = service.serviceTarget ?? '';
  const [Protocol, contentType] =
    service.protocol === 'json-1.0'
      ? [AwsJson1_0Protocol, 'application/x-amz-json-1.0']
      : [AwsJson1_1Protocol, 'application/x-amz-json-1.1'];
  const codec = new Protocol({
    defaultNamespace: service.shapeNamespace,
    serviceTarget,
    awsQueryCompatible: false,
  }).getPayloadCodec();
  const byTarget = new Map(
    service.operations.map((operation) => [`${serviceTarget}.${shapeOf(operation).name}`, operation]),
  );
  const headers = (requestId: string) => ({
    'content-type': contentType,
    'x-amzn-requestid': requestId,
  });

  return {
    errors,
    match: (request) => byTarget.get(request.headers['x-amz-target'] ?? ''),
    describe: (request) => request.headers['x-amz-target'] ?? `${request.method} ${request.path}`,
    async readInput(operation, request) {
      try {
        return await codec.createDeserializer().read(shapeOf(operation).input as never, request.body as never);
      } catch (error) {
        throw errors.malformed((error as Error).message);
      }
    },
    async writeOutput(operation, output, requestId) {
      const { output: schema } = shapeOf(operation);
      if (schema === 'unit') return { status: 200, headers: headers(requestId), body: '' };
      const serializer = codec.createSerializer();
      serializer.write(schema as never, output);
      return { status: 200, headers: headers(requestId), body: serializer.flush() };
    },
    writeError: (error, requestId) => ({
      status: error.status,
      headers: headers(requestId),
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.detail }),
    }),
  };
}
