/**
 * What a sweep comes to, as one JSON document: one account or ten thousand. Version 1 is published as docs/report.schema.json; what is added later is
 * optional, and what is there keeps its meaning. It may be kept and sent around, so it holds no tags but our own and nothing of a configuration but what
 * a rule judged.
 */
import type { Mode } from '../reconciler/model/look.ts';
import type { Tags, Verdict } from '../reconciler/model/plan.ts';
import type { CheckResult } from '../reconciler/model/proof.ts';

export const REPORT_VERSION = 1;

/** What became of an edge in a whole run. `fixed` is in sync now and was not before. */
export const EDGE_RESULTS = ['in-sync', 'fixed', 'drift', 'waiting', 'refused', 'failed', 'not-checked'] as const;
export type EdgeResult = (typeof EDGE_RESULTS)[number];
/** Those after which nothing is left to do. */
export const IN_SYNC: readonly EdgeResult[] = ['in-sync', 'fixed'];

/** Where a request comes by, in this order. */
export const HOPS = ['dns', 'distribution', 'api'] as const;
export type Hop = (typeof HOPS)[number];

export interface FleetReport {
  readonly version: typeof REPORT_VERSION;
  readonly run: RunFacts;
  readonly summary: Summary;
  /** In the order of their ids. */
  readonly accounts: readonly AccountReport[];
  /** Why a run changed nothing, or not everything: a guard with both numbers and how to allow it, waves that were stopped, edges left for the next run. */
  readonly refusal?: string;
}

/** What of an earlier run is drawn over time. */
export type PastRun = Pick<FleetReport, 'run' | 'summary'>;

export interface RunFacts {
  readonly id: string;
  readonly mode: Mode;
  /** What asked for it: the schedule, an event of CloudTrail, or a person. */
  readonly trigger: 'schedule' | 'event' | 'person';
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Of this tool. */
  readonly toolVersion: string;
}

export interface Summary {
  readonly accounts: number;
  /** Accounts of which something could not be read; 0 alone says that everything was seen. */
  readonly accountsNotChecked: number;
  /** Lists that could not be read, and edges of which something could not be judged, whatever else became of them. */
  readonly notChecked: number;
  readonly edges: number;
  readonly byResult: Readonly<Record<EdgeResult, number>>;
  /** AWS requests sent, retries included. */
  readonly calls: number;
}

export interface AccountReport {
  readonly id: string;
  readonly name?: string;
  /** `/platform/production`: organizational units from the root. */
  readonly organizationalUnit?: string;
  readonly regions: readonly string[];
  readonly edges: readonly EdgeReport[];
  /** What could not be read, and why. An account that could not be entered at all has one line and no edges. */
  readonly notChecked: readonly { readonly what: string; readonly why: string }[];
  /** Policies of ours that nobody used any more and that were deleted. */
  readonly cleanedUp?: readonly string[];
  readonly refusal?: string;
  readonly calls: { readonly total: number; readonly byOperation: Readonly<Record<string, number>> };
}

export interface EdgeReport {
  readonly domain: string;
  /** Region of the API, where it is known. */
  readonly region?: string;
  readonly owner?: string;
  readonly result: EdgeResult;
  /** The outcome in one sentence. */
  readonly text: string;
  /** Every rule's word that is not `pass`, with before and after. */
  readonly verdicts: readonly Verdict[];
  /** How many verdicts are `pass`. */
  readonly passed: number;
  /** Writes that AWS accepted in this run, and those that are still to come. */
  readonly applied: readonly string[];
  readonly planned: readonly string[];
  /** The way of a request. A hop that is not there is left out; `broken` names the first that keeps callers from being served right. */
  readonly path: {
    readonly dns?: { readonly zone: string; readonly records: readonly string[] };
    /** Of its tags only our own. */
    readonly distribution?: {
      readonly id: string;
      readonly domainName: string;
      readonly status: string;
      readonly tags: Tags;
    };
    readonly api?: { readonly endpoint: string; readonly kind: string };
    readonly broken?: Hop;
    /** Hops that could not be read: left out above, and not known to be missing. */
    readonly notChecked: readonly Hop[];
  };
  readonly proof?: EdgeProof;
  /** ISO 8601: when a report first showed it other than in sync, without interruption since. */
  readonly firstSeen?: string;
  /** Who changed it last, as far as an event told. */
  readonly changedBy?: { readonly who: string; readonly what: string; readonly at: string };
}

/** What came of trying an edge on its real name; `not-possible`: the network did not allow it, so that nothing was shown. */
export type EdgeProof =
  | {
      readonly kind: 'taken';
      readonly takenAt: string;
      readonly through: 'edge' | 'dns';
      readonly passed: boolean;
      readonly requests: number;
      /** Addresses to which there was no way: IPv6, mostly. Nothing is known of them. */
      readonly unreached?: readonly string[];
      /** Each check of the last round that did not pass. */
      readonly failed: readonly CheckResult[];
    }
  | { readonly kind: 'not-possible'; readonly why: string };
