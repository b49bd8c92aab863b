export type Level = 'info' | 'warn' | 'error';

/** Where lines go: Powertools' logger, or what a test keeps. */
export type ReportLog = Readonly<Record<Level, (message: string, facts: Readonly<Record<string, unknown>>) => void>>;
