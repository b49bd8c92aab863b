/** The one answer that a request gets. */
export type Answer =
  | { readonly status: 'SUCCESS'; readonly physicalId: string; readonly attributes: Readonly<Record<string, string>> }
  | {
      readonly status: 'FAILED';
      readonly physicalId: string;
      /** What is wrong and what to do about it, one line per fact, the most important first. */
      readonly reasons: readonly string[];
    };
