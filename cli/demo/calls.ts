import { BLANK, type Line, styled, wrapLine } from '../styled-text.ts';
import type { Answer, Caller } from './caller.ts';
import { clockTime } from './timeline.ts';

/** The name that the story follows, and a path of it that asks for a token. */
export const CALLED_NAME = 'api.example.com';
const CALLED_PATH = '/basket/7';
/** The simulated API lets a token in that begins with `good`. */
const AUTHORIZATION = 'Bearer good-token-of-a-customer';

const WATCH_EVERY_SECONDS = 10;

export interface Calls {
  /** With a token. */
  readonly https: Answer;
  /** The same a moment later, by somebody who has no token. */
  readonly stranger: Answer;
  /** What somebody gets who types http://. */
  readonly http: Answer;
}

export async function call(caller: Caller, name: string = CALLED_NAME): Promise<Calls> {
  const url = `https://${name}${CALLED_PATH}`;
  const https = await caller.get(url, AUTHORIZATION);
  const stranger = await caller.get(url);
  return { https, stranger, http: await caller.get(`http://${name}${CALLED_PATH}`) };
}

/** Calls in a row that came to the same. */
export interface Stretch {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly calls: number;
  readonly answer: Answer;
}

export interface Watch {
  /** For `StageLook.meanwhile`. */
  readonly meanwhile: { readonly everySeconds: number; readonly act: () => Promise<void> };
  readonly stretches: () => readonly Stretch[];
}

/** Somebody who keeps calling while things change. */
export function watchCalls(caller: Caller, now: () => number): Watch {
  const start = now();
  const stretches: Stretch[] = [];
  return {
    stretches: () => stretches,
    meanwhile: {
      everySeconds: WATCH_EVERY_SECONDS,
      async act() {
        const answer = await caller.get(`https://${CALLED_NAME}${CALLED_PATH}`, AUTHORIZATION);
        const toSeconds = (now() - start) / 1000;
        const last = stretches.at(-1);
        if (last === undefined || describeAnswer(last.answer) !== describeAnswer(answer)) {
          stretches.push({ fromSeconds: toSeconds, toSeconds, calls: 1, answer });
        } else {
          stretches.splice(-1, 1, { ...last, toSeconds, calls: last.calls + 1 });
        }
      },
    },
  };
}

/** Served means: over HTTPS, with what the caller sent. */
export function isServed({ status, authorizationSent, authorizationArrived }: Answer): boolean {
  return status === 200 && authorizationSent === 'sent' && authorizationArrived !== undefined;
}

export function layOutCalls({ https, stranger, http }: Calls, width: number): readonly Line[] {
  return [https, stranger, http].flatMap((answer) => [
    [styled('bold', `GET ${answer.url}`), noteOn(answer)],
    ...wrapLine([`    ${(answer.at ?? 'no address').padEnd(20)}`, describeStyled(answer)], width, 24),
  ]);
}

export function layOutWatch(stretches: readonly Stretch[], width: number): readonly Line[] {
  const calls = stretches.reduce((sum, one) => sum + one.calls, 0);
  const failed = stretches.filter(({ answer }) => !isServed(answer)).reduce((sum, one) => sum + one.calls, 0);
  const url = stretches[0]?.answer.url ?? '';
  return [
    ...wrapLine(
      [
        `All the while somebody called ${url} every ${WATCH_EVERY_SECONDS} seconds, with a resolver that keeps answers for their TTL: ${calls} calls, ${failed} failed.`,
      ],
      width,
      0,
    ),
    BLANK,
    ...stretches.flatMap(({ fromSeconds, toSeconds, calls: count, answer }) => {
      const when = `${clockTime(fromSeconds)} to ${clockTime(toSeconds)}`;
      return wrapLine([styled('dim', when), `  ${String(count).padStart(3)} × `, describeStyled(answer)], width, 28);
    }),
  ];
}

/** Nobody sends a token over http:// here, so there is nothing to say of it. */
function noteOn({ url, authorizationSent }: Answer): string {
  if (url.startsWith('http:')) return '';
  return authorizationSent === 'sent' ? '  with a token' : '  without a token';
}

function describeStyled(answer: Answer) {
  const isGood = isServed(answer) || answer.location !== undefined || answer.status === 401;
  return styled(isGood ? 'green' : 'red', describeAnswer(answer));
}

/** `301 from CloudFront to https://…`, `ECONNREFUSED: connection refused`. */
function describeAnswer(answer: Answer): string {
  const { status, through, location } = answer;
  if (typeof status === 'string') return status === 'ECONNREFUSED' ? `connection refused (${status})` : status;
  const to = location === undefined ? '' : ` to ${location}`;
  return `${status} from ${through}${to}${describeAuthorization(answer)}`;
}

function describeAuthorization({ authorizationSent, authorizationArrived }: Answer): string {
  if (authorizationArrived === undefined) return '';
  return authorizationSent === 'sent'
    ? `; the API got Authorization: ${authorizationArrived}`
    : `: the answer to somebody else, who had sent ${authorizationArrived}`;
}
