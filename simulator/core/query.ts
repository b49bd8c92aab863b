import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Operation, Service } from './operation.ts';
import { shapeOf } from './operation-shape.ts';
import { readForm } from './query-form.ts';
import { ServiceError } from './service-error.ts';
import type { ProtocolErrors, WireCodec, WireRequest } from './wire-codec.ts';
import { writeXmlError } from './xml-error.ts';

const DATE_TIME = 5;

const errors: ProtocolErrors = {
  throttled: new ServiceError('Throttling', 400, 'Rate exceeded'),
  malformed: (reason) => new ServiceError('MalformedQueryString', 400, reason),
  accessDenied: (message) => new ServiceError('AccessDenied', 403, message),
};

/** The query protocol: a form with `Action`, answered with XML. */
export function query(service: Service): WireCodec {
  const byAction = new Map(service.operations.map((operation) => [shapeOf(operation).name, operation]));
  const settings = {
    xmlNamespace: '',
    serviceNamespace: service.shapeNamespace,
    timestampFormat: { useTrait: true, default: DATE_TIME },
  } as const;

  return {
    errors,
    match: (request) => byAction.get(formOf(request).get('Action') ?? ''),
    describe: (request) => `Action=${formOf(request).get('Action') ?? ''}`,
    async readInput(operation, request) {
      try {
        const schema = shapeOf(operation).input as never;
        return new XmlShapeDeserializer(settings).readSchema(schema, readForm(formOf(request))) as object;
      } catch (error) {
        throw errors.malformed((error as Error).message);
      }
    },
    async writeOutput(operation, output, requestId) {
      const { name } = shapeOf(operation);
      const result = writeResult(operation, output, new XmlShapeSerializer(settings));
      return {
        status: 200,
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
        body:
          `<${name}Response xmlns="${service.xmlNamespace ?? ''}">${result}` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
      };
    },
    writeError: (error, requestId) => writeXmlError(service, error, requestId),
  };
}

/** The output struct under the name that the protocol wants, `<AssumeRoleResult>`. */
function writeResult(operation: Operation, output: object, serializer: XmlShapeSerializer): string {
  const shape = shapeOf(operation);
  const schema = NormalizedSchema.of(shape.output as never);
  if (!schema.isStructSchema()) return '';
  const [kind, namespace, , ...members] = schema.getSchema() as unknown as [number, string, string, ...unknown[]];
  serializer.write([kind, namespace, `${shape.name}Result`, ...members] as never, output);
  return String(serializer.flush());
}

function formOf(request: WireRequest): URLSearchParams {
  const text = Buffer.from(request.body).toString('utf8');
  return text === '' ? request.query : new URLSearchParams(text);
}
