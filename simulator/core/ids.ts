/** Deterministic identifiers: the same seed and the same requests give the same ids, so that a failure can be repeated. */
export interface Ids {
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string;
  uuid(): string;
}

const HEX = '0123456789abcdef';

export function createIds(seed: number): Ids {
  const random = mulberry32(seed);
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');

  return {
    text,
    uuid: () => `${text(8, HEX)}-${text(4, HEX)}-4${text(3, HEX)}-${text(1, '89ab')}${text(3, HEX)}-${text(12, HEX)}`,
  };
}

/** Small seeded generator (Tommy Ettinger's mulberry32): numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
