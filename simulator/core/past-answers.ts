import type { WireResponse } from './wire-codec.ts';

interface Answer {
  readonly response: WireResponse;
  /** How many writes the account had seen when it was given. */
  readonly writes: number;
}

/** Remembers what reads were answered, so that a stale read can be answered as before the account's last write. */
export interface PastAnswers {
  remember(account: string, read: string, response: WireResponse): void;
  noteWrite(account: string): void;
  /** The newest answer to the same read from before the last write, if there was one. */
  beforeLastWrite(account: string, read: string): WireResponse | undefined;
}

export function createPastAnswers(): PastAnswers {
  const answers = new Map<string, readonly Answer[]>();
  const writes = new Map<string, number>();
  const writesOf = (account: string) => writes.get(account) ?? 0;
  const older = (account: string, read: string) =>
    (answers.get(`${account} ${read}`) ?? []).find((answer) => answer.writes < writesOf(account));

  return {
    remember(account, read, response) {
      const previous = older(account, read);
      const newest = { response, writes: writesOf(account) };
      answers.set(`${account} ${read}`, previous ? [newest, previous] : [newest]);
    },
    noteWrite(account) {
      writes.set(account, writesOf(account) + 1);
    },
    beforeLastWrite: (account, read) => older(account, read)?.response,
  };
}
