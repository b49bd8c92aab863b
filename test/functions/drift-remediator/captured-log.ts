/** What is written to stdout and stderr during a test: Lambda sends both to the log. Powertools writes as it does in Lambda. */
export interface CapturedLog {
  readonly text: () => string;
  /** Every line, read as JSON. Fails on a line that is none. */
  readonly lines: () => readonly Record<string, unknown>[];
}

export function captureLog(): CapturedLog {
  let written = '';
  const environment = { ...process.env };

  beforeEach(() => {
    written = '';
    process.env = { ...environment, POWERTOOLS_DEV: 'false' };
    const keep = (chunk: unknown) => {
      written += String(chunk);
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(keep);
    jest.spyOn(process.stderr, 'write').mockImplementation(keep);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.env = environment;
  });

  return {
    text: () => written,
    lines: () =>
      written
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  };
}
