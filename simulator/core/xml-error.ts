import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { TypeRegistry } from '@smithy/core/schema';
import type { Service } from './operation.ts';
import type { ServiceError } from './service-error.ts';
import type { WireResponse } from './wire-codec.ts';

const EPOCH_SECONDS = 7;

/** The error document of REST-XML and query services. */
export function writeXmlError(service: Service, error: ServiceError, requestId: string): WireResponse {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const xmlns = service.xmlNamespace ? ` xmlns="${service.xmlNamespace}"` : '';
  const fields = `<Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body:
      `<?xml version="1.0" encoding="UTF-8"?><ErrorResponse${xmlns}><Error>${fields}${writeDetail(service, error)}` +
      `</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

/** The modelled members of the error beside its message, such as the messages of Route 53's InvalidChangeBatch. */
function writeDetail(service: Service, error: ServiceError): string {
  if (Object.keys(error.detail).length === 0) return '';
  const serializer = new XmlShapeSerializer({
    xmlNamespace: '',
    serviceNamespace: service.shapeNamespace,
    timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
  });
  serializer.write(TypeRegistry.for(service.shapeNamespace).getSchema(error.code), error.detail);
  return String(serializer.flush()).replace(/^<[^>]*>|<\/[^<]*>$/g, '');
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character);
}
