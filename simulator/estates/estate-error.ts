/** An estate document that cannot be loaded: every problem found, each with the path of the member it is about. */
export class EstateError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`the estate cannot be loaded:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, options);
    this.name = 'EstateError';
    this.problems = problems;
  }
}
