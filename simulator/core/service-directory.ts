import type { Operation, Service } from './operation.ts';
import type { WireCodec, WireRequest } from './wire-codec.ts';
import { wireCodecs } from './wire-codecs.ts';

export interface ServiceEntry {
  readonly service: Service;
  readonly codec: WireCodec;
}

export interface ServiceDirectory {
  /** The services that sign with this name; API Gateway's two APIs share one. */
  entries(signingName: string): readonly ServiceEntry[];
}

export function createServiceDirectory(services: readonly Service[]): ServiceDirectory {
  const entries = services.map((service) => ({ service, codec: wireCodecs[service.protocol](service) }));
  return { entries: (signingName) => entries.filter(({ service }) => service.signingName === signingName) };
}

export interface Call extends ServiceEntry {
  readonly operation: Operation;
}

export function findCall(entries: readonly ServiceEntry[], request: WireRequest): Call | undefined {
  for (const entry of entries) {
    const operation = entry.codec.match(request);
    if (operation) return { ...entry, operation };
  }
  return undefined;
}
