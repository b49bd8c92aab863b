import * as z from 'zod';
import type { Called } from '../reconciler/aws/call.ts';
import type { AccountReport } from '../report/fleet-report.ts';
import type { RunStore } from '../sweep/run-store.ts';

const KNOWN = z.object({ words: z.array(z.string()) });

/** What the edges of an account are known by, in lower case: names, distribution ids, zone ids. Kept by each sweep for the next events. */
export interface KnownEdges {
  readonly words: readonly string[];
}

export function knownEdgesOf({ edges }: AccountReport): KnownEdges {
  const words = edges.flatMap(({ domain, path }) => [
    domain,
    ...(path.distribution ? [path.distribution.id, path.distribution.domainName] : []),
    ...(path.dns ? [path.dns.zone] : []),
    ...(path.api ? [path.api.endpoint] : []),
  ]);
  return { words: [...new Set(words.map((word) => word.toLowerCase()))].sort() };
}

/** Undefined for an account that no sweep has seen in full yet. */
export async function readKnownEdges(memory: RunStore, account: string): Promise<Called<KnownEdges | undefined>> {
  const kept = await memory.get(`known/${account}`);
  if (kept.kind === 'failed') return kept;
  const parsed = KNOWN.safeParse(kept.value);
  return { kind: 'answered', value: parsed.success ? parsed.data : undefined };
}
