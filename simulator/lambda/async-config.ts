/** How Lambda treats the events of a function (its EventInvokeConfig). */
export interface AsyncConfig {
  /** @default 2 */
  readonly maximumRetryAttempts?: number;
  /** @default 21600, six hours */
  readonly maximumEventAgeSeconds?: number;
  /** ARN of the function that is told of an event that was given up. */
  readonly onFailure?: string;
}

export interface CheckedAsyncConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailure: string | undefined;
}

export function checkAsyncConfig(config: AsyncConfig = {}): CheckedAsyncConfig {
  const { maximumRetryAttempts = 2, maximumEventAgeSeconds = 21_600, onFailure } = config;
  requireWithin('maximumRetryAttempts', maximumRetryAttempts, 0, 2);
  requireWithin('maximumEventAgeSeconds', maximumEventAgeSeconds, 60, 21_600);
  return { maximumRetryAttempts, maximumEventAgeSeconds, onFailure };
}

/** AWS's own bounds. */
export function requireWithin(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name}: must be a whole number from ${least} to ${most}, got ${value}`);
}
