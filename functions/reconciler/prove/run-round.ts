import type { CheckId, CheckResult, ProofSubject } from '../model/proof.ts';
import type { Answered, Exchanged, ExchangeRequest } from '../network/exchange.ts';
import { describeAnswer, isAlike, isMadeByEdge, isOfTheMoment } from './answer-likeness.ts';
import { type Shape, shapesOf } from './requests.ts';

const HSTS = 'strict-transport-security';
const COMPARABLE = 'an answer of the API itself that another can be compared with';

/** `not-sent`: the time for the proof is over, which says nothing about the edge. */
export type Sent = Exchanged | { readonly kind: 'not-sent'; readonly because: string };
export type Send = (asked: ExchangeRequest) => Promise<Sent>;
type Judged = Omit<CheckResult, 'at'>;
type Pair = readonly [edge: Sent, api: Sent];

/** Every check at one address of the edge, beside the API itself. `unreachable` when not even a connection to the edge could be had. */
export async function runRound(
  subject: ProofSubject,
  address: string,
  apiAddress: string,
  token: string,
  send: Send,
): Promise<readonly CheckResult[] | 'unreachable'> {
  const shapes = shapesOf(subject, token);
  const name = subject.domainName;
  const atEdge = (shape: Shape, scheme: 'http' | 'https' = 'https') => send({ ...shape, address, scheme, name });
  const atApi = (shape: Shape) => send({ ...shape, address: apiAddress, scheme: 'https', name });

  const ask = (shape: Shape): Promise<Pair> => Promise.all([atEdge(shape), atApi(shape)]);
  // Answers that differ may differ by chance: a rate limit, a connection that broke. Only what differs twice counts.
  const twiceIfDifferent = async (shape: Shape, pair: Pair) => (isDifferent(subject, pair) ? await ask(shape) : pair);

  const edgeFirst = await atEdge(shapes.get);
  if (edgeFirst.kind === 'unreachable') return 'unreachable';
  const [first, direct] = await twiceIfDifferent(shapes.get, [edgeFirst, await atApi(shapes.get)]);
  const results: Judged[] = [
    ...overHttps(subject, first, direct),
    ...(await overHttp(subject, shapes, (shape) => atEdge(shape, 'http'))),
  ];

  const compared: readonly (readonly [CheckId, Shape])[] = [
    ['head', shapes.head],
    ['authorization', shapes.authorization],
    ['headers', shapes.headers],
    ['query-and-cookies', shapes.queryAndCookies],
    ['preflight', shapes.preflight],
  ];
  results.push(compare(subject, 'answer', [first, direct]));
  for (const [check, shape] of compared) {
    results.push(compare(subject, check, await twiceIfDifferent(shape, await ask(shape))));
  }
  results.push(notCached([edgeFirst, first, await atEdge(shapes.get)], direct));
  return results.map((result) => ({ ...result, at: address }));
}

function overHttps(subject: ProofSubject, answer: Sent, direct: Sent): readonly Judged[] {
  const expected = `a certificate for ${subject.domainName}`;
  if (answer.kind !== 'answered') {
    // An edge waits for the API: where that does not answer either, silence is not the edge's.
    const isOfEdge = answer.kind !== 'not-sent' && direct.kind === 'answered';
    const verdict = isOfEdge ? fail : notShown;
    return [verdict('certificate', expected, describe(answer))];
  }
  const { distrust } = answer;
  const certificate = distrust === undefined ? pass('certificate', expected) : fail('certificate', expected, distrust);
  return [certificate, ...hsts(subject.strictTransportSecurity, answer, direct)];
}

/** An API that sends a header of its own is not contradicted. */
function hsts(written: string | undefined, answer: Answered, direct: Sent): readonly Judged[] {
  const { headers } = answer;
  if (written === undefined) return [];
  const own = direct.kind === 'answered' ? direct.headers[HSTS] : undefined;
  const expected = own ?? written;
  const received = headers[HSTS] ?? 'no such header';
  if (received === expected) return [pass('hsts', expected)];
  const isTold = direct.kind === 'answered' && !isOfTheMoment(direct) && !isOfTheMoment(answer);
  return [isTold ? fail('hsts', expected, received) : notShown('hsts', expected, received)];
}

/** A POST is sent only where a GET was turned away: it must never reach the API. */
async function overHttp(
  subject: ProofSubject,
  shapes: ReturnType<typeof shapesOf>,
  atEdge: (shape: Shape) => Promise<Sent>,
): Promise<readonly Judged[]> {
  const location = `https://${subject.domainName}${shapes.get.target}`;
  const isRedirecting = subject.viewerProtocolPolicy === 'redirect-to-https';
  const expected = (status: number) => (isRedirecting ? `${status} to ${location}` : '403 from CloudFront');
  const judge = (check: CheckId, status: number, answer: Sent) => {
    if (answer.kind === 'not-sent') return notShown(check, expected(status), describe(answer));
    const received = answer.kind === 'answered' && isRedirecting ? redirectOf(answer) : refusalOf(answer);
    return received === expected(status) ? pass(check, received) : fail(check, expected(status), received);
  };
  const get = judge('http-get', 301, await atEdge(shapes.get));
  const head = judge('http-head', 301, await atEdge(shapes.head));
  if (get.verdict !== 'pass') return [get, head];
  return [get, head, judge('http-post', 307, await atEdge(shapes.post))];
}

function redirectOf({ status, headers }: Answered): string {
  return headers.location === undefined ? describeStatus(status) : `${status} to ${headers.location}`;
}

function refusalOf(answer: Sent): string {
  if (answer.kind !== 'answered') return describe(answer);
  return answer.status === 403 && isMadeByEdge(answer) ? '403 from CloudFront' : redirectOf(answer);
}

function describeStatus(status: number): string {
  return `${status} without a redirect`;
}

/** Whether there is something to compare with, and it is not alike. */
function isDifferent(subject: ProofSubject, pair: Pair): boolean {
  const [edge, api] = pair;
  if (api.kind !== 'answered' || edge.kind === 'not-sent') return false;
  const isSame = edge.kind === 'answered' && isAlike(edge, api);
  return !isSame && compare(subject, 'answer', pair).verdict !== 'pass';
}

function compare({ originVerify }: ProofSubject, check: CheckId, [edge, api]: Pair): Judged {
  if (api.kind !== 'answered') return notShown(check, COMPARABLE, `nothing, ${describe(api)}`);
  const expected = describeAnswer(api);
  if (api.status >= 500 || isOfTheMoment(api)) return notShown(check, COMPARABLE, expected);
  if (edge.kind === 'not-sent') return notShown(check, expected, describe(edge));
  if (edge.kind !== 'answered') return fail(check, expected, describe(edge));
  // An error through the edge, twice, where the API gave none either time, is what callers would get.
  if (edge.status === 429) return notShown(check, expected, describeAnswer(edge));
  if (isMadeByEdge(edge)) return fail(check, expected, `${edge.status} made by CloudFront, not by the API`);
  const isEdgeOnly = originVerify === 'sent' && (api.status === 401 || api.status === 403) && edge.status < 400;
  if (isEdgeOnly) return pass(check, `${describeAnswer(edge)}, which the API gives only through the edge`);
  return isAlike(edge, api) ? pass(check, expected) : fail(check, expected, describeAnswer(edge));
}

function notCached(answers: readonly Sent[], direct: Sent): Judged {
  const expected = 'every answer fetched from the API';
  for (const one of answers) {
    if (one.kind !== 'answered') continue;
    const { 'x-cache': cache, age } = one.headers;
    if (/^(Hit|RefreshHit)/.test(cache ?? '')) return fail('not-cached', expected, `x-cache ${cache}`);
    // An error out of the cache is called one from CloudFront; only its age tells it from a fresh one.
    if (age !== undefined && !hasAge(direct)) return fail('not-cached', expected, `age ${age}`);
  }
  const unsent = answers.find((one) => one.kind === 'not-sent');
  return unsent === undefined ? pass('not-cached', expected) : notShown('not-cached', expected, describe(unsent));
}

/** An API behind a cache of its own says so directly too. */
function hasAge(answer: Sent): boolean {
  return answer.kind === 'answered' && answer.headers.age !== undefined;
}

function pass(check: CheckId, expected: string): Judged {
  return { check, verdict: 'pass', expected, received: expected };
}

function notShown(check: CheckId, expected: string, received: string): Judged {
  return { check, verdict: 'not-shown', expected, received };
}

function fail(check: CheckId, expected: string, received: string): Judged {
  return { check, verdict: 'fail', expected, received };
}

function describe(answer: Exclude<Sent, Answered>): string {
  if (answer.kind === 'not-sent') return `nothing was sent: ${answer.because}`;
  return answer.kind === 'unreachable' ? `no connection: ${answer.because}` : `no answer: ${answer.because}`;
}
