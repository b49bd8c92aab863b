import type { Report } from './report.ts';

/**
 * A sweep in which a fix failed or something was not checked. It ends the invocation after everything has been reported, so that Lambda's error
 * metric and the queue of failed looks see it.
 */
export class IncompleteSweepError extends Error {
  override readonly name = 'IncompleteSweepError';

  constructor({ account, summary }: Report) {
    super(
      `account ${account}: not everything was checked and fixed, got ${summary.failed} failed and ${summary.notChecked} not checked beside ${summary.edges} edges seen; read the log lines of this run`,
    );
  }
}
