import { jsonRpc } from './json-rpc.ts';
import type { Service, WireProtocol } from './operation.ts';
import { query } from './query.ts';
import { restJson } from './rest-json.ts';
import { restXml } from './rest-xml.ts';
import { s3Xml } from './s3-xml.ts';
import type { WireCodec } from './wire-codec.ts';

export const wireCodecs: Readonly<Record<WireProtocol, (service: Service) => WireCodec>> = {
  'rest-xml': restXml,
  s3: s3Xml,
  'rest-json': restJson,
  'json-1.0': jsonRpc,
  'json-1.1': jsonRpc,
  query,
};
