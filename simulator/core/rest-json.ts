import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import type { Service } from './operation.ts';
import { restCodec } from './rest-codec.ts';
import { ServiceError } from './service-error.ts';
import type { ProtocolErrors, WireCodec } from './wire-codec.ts';

const errors: ProtocolErrors = {
  throttled: new ServiceError('TooManyRequestsException', 429, 'Too Many Requests'),
  malformed: (reason) => new ServiceError('SerializationException', 400, reason),
  accessDenied: (message) => new ServiceError('AccessDeniedException', 403, message),
};

export function restJson(service: Service): WireCodec {
  const protocol = new AwsRestJsonProtocol({ defaultNamespace: service.shapeNamespace });
  return {
    ...restCodec(protocol, service.operations, errors.malformed),
    errors,
    writeError: (error, requestId) => ({
      status: error.status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-errortype': error.code,
        'x-amzn-requestid': requestId,
      },
      body: JSON.stringify({ message: error.message, ...error.detail }),
    }),
  };
}
