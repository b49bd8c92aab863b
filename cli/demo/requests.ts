import type { RequestRecord } from '../../simulator/core/simulation.ts';
import { layOutTable } from '../layout/table.ts';
import { type Line, styled } from '../styled-text.ts';

/** How often a service was asked, and what it was asked to write. */
export interface ServiceRequests {
  readonly service: string;
  readonly reads: number;
  readonly writes: number;
  /** Write operations by name, for example `UpdateDistribution`. */
  readonly writesByOperation: Readonly<Record<string, number>>;
}

/** Services sign with these names. */
const TITLES: Readonly<Record<string, string>> = {
  acm: 'ACM',
  apigateway: 'API Gateway',
  cloudfront: 'CloudFront',
  organizations: 'Organizations',
  pricingplanmanager: 'Pricing plans',
  route53: 'Route 53',
  s3: 'S3',
  states: 'Step Functions',
  sts: 'STS',
  tagging: 'Resource Groups Tagging',
};

export function countRequests(requests: readonly RequestRecord[]): readonly ServiceRequests[] {
  return [...Map.groupBy(requests, ({ service }) => service)]
    .map(([service, served]) => {
      const written = served.filter(isWrite);
      const byOperation = Map.groupBy(written, ({ operation }) => operation);
      return {
        service: TITLES[service] ?? service,
        reads: served.length - written.length,
        writes: written.length,
        writesByOperation: Object.fromEntries([...byOperation].map(([name, { length }]) => [name, length] as const)),
      };
    })
    .sort((a, b) => b.reads + b.writes - (a.reads + a.writes));
}

/** AWS names what only reads Get, List or Describe; who assumes a role changes nothing either. */
export function isWrite({ operation }: RequestRecord): boolean {
  return !/^(Get|List|Describe|AssumeRole)/.test(operation);
}

export function layOutRequests(services: readonly ServiceRequests[], width: number): readonly Line[] {
  const rows = services.map(({ service, reads, writes, writesByOperation }) => [
    service,
    String(reads).padStart(5),
    String(writes).padStart(6),
    styled(
      'dim',
      Object.entries(writesByOperation)
        .map(([operation, count]) => `${operation} ${count}`)
        .join(', '),
    ),
  ]);
  return layOutTable(['service', 'reads', 'writes', 'of which'], rows, width);
}
