/**
 * CloudFront's path patterns and API Gateway's route paths as one small language, so that they can be compared without a request.
 *
 *   written                | takes
 *   `*` in a pattern       | any characters, none too, `/` included
 *   `?` in a pattern       | exactly one character
 *   `{id}` in a route      | one or more characters up to the next `/`
 *   `{proxy+}` in a route  | one or more characters, `/` included
 *   `{proxy*}`             | what an HTTP API's `$default` takes: any path
 *
 * Patterns are case-sensitive and a leading `/` may be left out. Every request path begins with `/`, so `/*` covers `*.jpg`.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */

type Token =
  | { readonly kind: 'char'; readonly char: string }
  /** Exactly one, or any number of characters. */
  | { readonly kind: 'one' | 'many'; readonly slash: 'too' | 'never' };

/** What a path has to look like, character by character. */
export type PathShape = readonly Token[];

export function pathPattern(pattern: string): PathShape {
  const rooted = /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
  return [...rooted].map((char): Token => {
    if (char === '*') return ANY;
    return char === '?' ? { kind: 'one', slash: 'too' } : { kind: 'char', char };
  });
}

/** The paths that a route takes. API Gateway is lenient about a `/` at the end, so both spellings belong to it: a shape each. */
export function routePaths(route: string): readonly PathShape[] {
  const shape = route.split(/(\{[^}]*\})/).flatMap(routeTokens);
  const last = route.at(-1);
  return last === '/' || last === '}' ? [shape] : [shape, [...shape, { kind: 'char', char: '/' }]];
}

function routeTokens(part: string): PathShape {
  if (part === '{proxy*}') return [ANY];
  if (/^\{.*\+\}$/.test(part)) return [{ kind: 'one', slash: 'too' }, ANY];
  if (/^\{.*\}$/.test(part)) {
    return [
      { kind: 'one', slash: 'never' },
      { kind: 'many', slash: 'never' },
    ];
  }
  return literal(part);
}

export function literal(text: string): PathShape {
  return [...text].map((char): Token => ({ kind: 'char', char }));
}

const ANY: Token = { kind: 'many', slash: 'too' };

/** Whether some path has both shapes. */
export function intersects(a: PathShape, b: PathShape): boolean {
  const seen = new Set<number>();
  const pending: (readonly [number, number])[] = [[0, 0]];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const [i, j] = at;
    const key = i * (b.length + 1) + j;
    if (seen.has(key)) continue;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    const [one, other] = [a[i], b[j]];
    if (one?.kind === 'many') pending.push([i + 1, j]);
    if (other?.kind === 'many') pending.push([i, j + 1]);
    if (one !== undefined && other !== undefined && overlap(one, other)) {
      pending.push([one.kind === 'many' ? i : i + 1, other.kind === 'many' ? j : j + 1]);
    }
  }
  return false;
}

function overlap(a: Token, b: Token): boolean {
  if (a.kind === 'char') return takes(b, a.char);
  return b.kind !== 'char' || takes(a, b.char);
}

function takes(token: Token, char: string): boolean {
  if (token.kind === 'char') return token.char === char;
  return token.slash === 'too' || char !== '/';
}

/** Beyond this many states the answer is "not known to cover": patterns that a person writes need a few dozen. */
const MOST_STATES = 20_000;

/**
 * Whether every path of `b` has the shape `a` too. Walks `b` and, beside it, every place in `a` where the same characters may lead; a path that
 * ends in `b` and nowhere in `a` is the counterexample. One character that neither mentions stands for all such.
 */
export function covers(a: PathShape, b: PathShape): boolean {
  const alphabet = [...new Set([...a, ...b].flatMap((token) => (token.kind === 'char' ? token.char : []))), '/', OTHER];
  const seen = new Set<string>();
  const pending = step(b, [0], '/').map((at) => ({ at, places: step(a, [0], '/') }));
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const { at, places } = state;
    const key = `${at}:${places.join()}`;
    if (seen.has(key)) continue;
    if (seen.size >= MOST_STATES) return false;
    seen.add(key);
    if (at === b.length && !places.includes(a.length)) return false;
    for (const char of alphabet) {
      const next = step(b, [at], char);
      if (next.length === 0) continue;
      const reached = step(a, places, char);
      pending.push(...next.map((one) => ({ at: one, places: reached })));
    }
  }
  return true;
}

const OTHER = '\u0000';

/** Where a character leads from some places, with every `many` behind them skipped or not. */
function step(shape: PathShape, places: readonly number[], char: string): readonly number[] {
  const reached = new Set<number>();
  for (const place of withSkips(shape, places)) {
    const token = shape[place];
    if (token !== undefined && takes(token, char)) reached.add(token.kind === 'many' ? place : place + 1);
  }
  return withSkips(shape, [...reached]);
}

function withSkips(shape: PathShape, places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (const place of places) {
    let here = place;
    all.add(here);
    while (shape[here]?.kind === 'many') all.add(++here);
  }
  return [...all].sort((one, other) => one - other);
}
