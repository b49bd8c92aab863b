/** Time as a parameter: the doors pass the real one, tests the simulator's. */
export interface Clock {
  readonly now: () => Date;
  readonly sleep: (seconds: number) => Promise<void>;
}
