import { AwsRestXmlProtocol } from '@aws-sdk/core/protocols';
import type { Service } from './operation.ts';
import { restCodec } from './rest-codec.ts';
import { ServiceError } from './service-error.ts';
import type { ProtocolErrors, WireCodec } from './wire-codec.ts';
import { writeXmlError } from './xml-error.ts';

const errors: ProtocolErrors = {
  throttled: new ServiceError('Throttling', 400, 'Rate exceeded'),
  malformed: (reason) => new ServiceError('MalformedXML', 400, `The XML you provided was not well-formed: ${reason}`),
  accessDenied: (message) => new ServiceError('AccessDenied', 403, message),
};

export function restXml(service: Service): WireCodec {
  const protocol = new AwsRestXmlProtocol({
    defaultNamespace: service.shapeNamespace,
    xmlNamespace: service.xmlNamespace ?? '',
  });
  return {
    ...restCodec(protocol, service.operations, errors.malformed),
    errors,
    writeError: (error, requestId) => writeXmlError(service, error, requestId),
  };
}
