import type { CheckResult, ProofSubject } from '../../../functions/reconciler/model/proof.ts';
import { CHECK_IDS } from '../../../functions/reconciler/model/proof.ts';
import type { Exchanged, ExchangeRequest } from '../../../functions/reconciler/network/exchange.ts';
import { runRound } from '../../../functions/reconciler/prove/run-round.ts';
import { API_ADDRESS, answered, EDGE_ADDRESS, fromApi, playedSend, proofSubject, REFUSED } from './played-round.ts';

type Answer = (asked: ExchangeRequest) => Exchanged | undefined;

async function round(
  played: { readonly edge?: Answer; readonly api?: Answer } = {},
  facts: Partial<ProofSubject> = {},
): Promise<readonly CheckResult[]> {
  const results = await runRound(proofSubject(facts), EDGE_ADDRESS, API_ADDRESS, 'token', playedSend(played).send);
  if (results === 'unreachable') throw new Error('the edge was not reached');
  return results;
}

/** `check: expected → received` of what did not pass. */
function objections(results: readonly CheckResult[]): readonly string[] {
  return results
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ check, verdict, expected, received }) => `${check} ${verdict}: ${expected} → ${received}`);
}

const over =
  (scheme: 'http' | 'https', answer: Answer): Answer =>
  (asked) =>
    asked.scheme === scheme ? answer(asked) : undefined;
const isPreflight = ({ method }: ExchangeRequest) => method === 'OPTIONS';
const hasToken = ({ headers }: ExchangeRequest) =>
  headers.authorization !== undefined && headers['x-tenant'] === undefined;

describe('a round', () => {
  test('passes every check at a good edge', async () => {
    const results = await round({}, { strictTransportSecurity: undefined });

    expect(results.map(({ check, verdict }) => `${check} ${verdict}`).sort()).toEqual(
      CHECK_IDS.filter((check) => check !== 'hsts')
        .map((check) => `${check} pass`)
        .sort(),
    );
  });

  test('is told apart from "not passed" where no connection to the edge can be had', async () => {
    const { send } = playedSend({ edge: () => REFUSED });

    expect(await runRound(proofSubject(), EDGE_ADDRESS, API_ADDRESS, 'token', send)).toBe('unreachable');
  });

  test('sends the API safe methods only, and a POST only over HTTP', async () => {
    const { send, sent } = playedSend();

    await runRound(proofSubject(), EDGE_ADDRESS, API_ADDRESS, 'token', send);

    const reaching = sent.filter(({ scheme }) => scheme === 'https');
    expect([...new Set(reaching.map(({ method }) => method))].sort()).toEqual(['GET', 'HEAD', 'OPTIONS']);
    expect(sent.filter(({ method }) => method === 'POST')).toMatchObject([{ scheme: 'http', address: EDGE_ADDRESS }]);
  });

  test('sends no POST where a GET over HTTP was not turned away', async () => {
    const { send, sent } = playedSend({ edge: over('http', () => fromApi(200)) });

    await runRound(proofSubject(), EDGE_ADDRESS, API_ADDRESS, 'token', send);

    expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test("marks every request, asks for the owner's path, and carries nothing that could be a secret", async () => {
    const { send, sent } = playedSend();

    await runRound(proofSubject({ path: '/health' }), EDGE_ADDRESS, API_ADDRESS, 'token', send);

    for (const { target, headers } of sent) {
      expect(target).toMatch(/^\/health\?secure-api-edge-probe=token/);
      expect(headers['user-agent']).toBe('secure-api-edge-probe');
      expect([undefined, 'Bearer secure-api-edge-probe']).toContain(headers.authorization);
    }
  });
});

describe('a failed check says what came instead', () => {
  test.each<[string, Parameters<typeof round>[0], readonly string[]]>([
    [
      'plain text over HTTP',
      { edge: over('http', () => fromApi(200)) },
      [
        'http-get fail: 301 to https://api.example.com/?secure-api-edge-probe=token → 200 without a redirect',
        'http-head fail: 301 to https://api.example.com/?secure-api-edge-probe=token → 200 without a redirect',
      ],
    ],
    [
      'a redirect that makes a POST a GET',
      {
        edge: over('http', ({ method, target }) =>
          method === 'POST' ? answered(301, { location: `https://api.example.com${target}` }) : undefined,
        ),
      },
      [
        'http-post fail: 307 to https://api.example.com/?secure-api-edge-probe=token → 301 to https://api.example.com/?secure-api-edge-probe=token',
      ],
    ],
    [
      'a redirect that loses the query',
      {
        edge: over('http', ({ method }) =>
          method === 'GET' ? answered(301, { location: 'https://api.example.com/' }) : undefined,
        ),
      },
      ['http-get fail: 301 to https://api.example.com/?secure-api-edge-probe=token → 301 to https://api.example.com/'],
    ],
    [
      'a certificate that is not to be trusted',
      { edge: over('https', () => ({ ...fromApi(200), distrust: 'CERT_HAS_EXPIRED' })) },
      ['certificate fail: a certificate for api.example.com → CERT_HAS_EXPIRED'],
    ],
    [
      'an Authorization that does not arrive',
      {
        edge: over('https', (asked) => (hasToken(asked) ? fromApi(401, { 'www-authenticate': 'Bearer' }) : undefined)),
      },
      ['authorization fail: 200 → 401, www-authenticate Bearer'],
    ],
    [
      'a method that CloudFront turns away itself',
      { edge: over('https', (asked) => (isPreflight(asked) ? answered(403, { server: 'CloudFront' }) : undefined)) },
      ['preflight fail: 200 → 403 made by CloudFront, not by the API'],
    ],
    [
      'a preflight without what browsers need',
      {
        api: (asked) => (isPreflight(asked) ? fromApi(204, { 'access-control-allow-origin': '*' }) : undefined),
        edge: over('https', (asked) => (isPreflight(asked) ? fromApi(204) : undefined)),
      },
      ['preflight fail: 204, access-control-allow-origin * → 204'],
    ],
    [
      'an answer of the cache',
      { edge: over('https', () => fromApi(200, { 'x-cache': 'Hit from cloudfront' })) },
      ['not-cached fail: every answer fetched from the API → x-cache Hit from cloudfront'],
    ],
    [
      'an error out of the cache',
      { edge: over('https', () => fromApi(200, { 'x-cache': 'Error from cloudfront', age: '120' })) },
      ['not-cached fail: every answer fetched from the API → age 120'],
    ],
    [
      'an API that is behind a cache of its own',
      {
        edge: over('https', () => fromApi(200, { 'x-cache': 'Miss from cloudfront', age: '7' })),
        api: () => fromApi(200, { age: '7' }),
      },
      [],
    ],
  ])('%s', async (_, played, expected) => {
    expect(objections(await round(played))).toEqual(expected);
  });

  test('a connection that breaks fails the checks that needed it', async () => {
    const results = await round({
      edge: over('https', ({ method }) => (method === 'HEAD' ? { kind: 'broken', because: 'ECONNRESET' } : undefined)),
    });

    expect(objections(results)).toEqual(['head fail: 200 → no answer: ECONNRESET']);
  });
});

describe('answers are alike', () => {
  test('whatever their bodies, request ids and dates', async () => {
    const results = await round({ api: () => fromApi(200, { date: 'then', 'content-length': '7', 'x-own': 'a' }) });

    expect(objections(results)).toEqual([]);
  });

  test('when lists of CORS come in another order, and error types with another tail', async () => {
    const results = await round({
      api: () =>
        fromApi(403, { 'access-control-allow-methods': 'GET, POST', 'x-amzn-errortype': 'ForbiddenException' }),
      edge: over('https', () =>
        fromApi(403, {
          'access-control-allow-methods': 'post,get',
          'x-amzn-errortype': 'ForbiddenException:http://x/',
        }),
      ),
    });

    expect(objections(results)).toEqual([]);
  });

  test('not when the error is another one', async () => {
    const results = await round({
      api: () => fromApi(403, { 'x-amzn-errortype': 'MissingAuthenticationTokenException' }),
      edge: over('https', () => fromApi(403, { 'x-amzn-errortype': 'ForbiddenException' })),
    });

    expect(objections(results)[0]).toBe(
      'answer fail: 403, x-amzn-errortype MissingAuthenticationTokenException → 403, x-amzn-errortype ForbiddenException',
    );
  });
});

describe('nothing is shown', () => {
  test.each<[string, Exchanged, string]>([
    ['does not answer', REFUSED, 'nothing, no connection: ECONNREFUSED (connect ECONNREFUSED)'],
    ['is broken itself', fromApi(503), '503'],
  ])('where the API %s', async (_, answer, received) => {
    const results = await round({ api: () => answer });

    const notShown = results.filter(({ verdict }) => verdict === 'not-shown');
    expect(notShown.map(({ check }) => check)).toEqual([
      'answer',
      'head',
      'authorization',
      'headers',
      'query-and-cookies',
      'preflight',
    ]);
    expect(new Set(notShown.map((one) => one.received))).toEqual(new Set([received]));
  });
});

describe("the owner's choices", () => {
  test('https-only wants 403 from CloudFront over HTTP', async () => {
    const refusing = over('http', () => answered(403, { server: 'CloudFront' }));

    const [right, wrong] = await Promise.all([
      round({ edge: refusing }, { viewerProtocolPolicy: 'https-only' }),
      round({}, { viewerProtocolPolicy: 'https-only' }),
    ]);

    expect(objections(right)).toEqual([]);
    expect(objections(wrong)[0]).toBe(
      'http-get fail: 403 from CloudFront → 301 to https://api.example.com/?secure-api-edge-probe=token',
    );
  });

  test.each([
    ['the value chosen', 'max-age=300', {}, []],
    ['another value', 'max-age=600', {}, ['hsts fail: max-age=300 → max-age=600']],
    ['none', undefined, {}, ['hsts fail: max-age=300 → no such header']],
    ["the API's own value, which wins", 'max-age=1', { 'strict-transport-security': 'max-age=1' }, []],
  ])('Strict-Transport-Security with %s', async (_, served, own, expected) => {
    const headers: Readonly<Record<string, string>> =
      served === undefined ? {} : { 'strict-transport-security': served };

    const results = await round(
      { edge: over('https', () => fromApi(200, headers)), api: () => fromApi(200, own) },
      { strictTransportSecurity: 'max-age=300' },
    );

    expect(objections(results)).toEqual(expected);
  });

  test.each([
    ['sent' as const, []],
    ['not-sent' as const, ['answer fail: 403 → 200']],
  ])(
    'an API that refuses what did not come through the edge is proven where the secret is %s',
    async (originVerify, expected) => {
      const results = await round(
        {
          api: ({ method, headers }) =>
            method === 'GET' && headers.authorization === undefined && headers.cookie === undefined
              ? fromApi(403)
              : undefined,
        },
        { originVerify },
      );

      expect(objections(results)).toEqual(expected);
    },
  );
});

describe('answers that differ', () => {
  /** Gives its answer once, and is good from then on. */
  function once(answer: Exchanged, isMeant: (asked: ExchangeRequest) => boolean): Answer {
    let isGiven = false;
    return (asked) => {
      if (isGiven || !isMeant(asked)) return undefined;
      isGiven = true;
      return answer;
    };
  }
  const isPlainGet = ({ scheme, method }: ExchangeRequest) => scheme === 'https' && method === 'GET';

  test.each<[string, Parameters<typeof round>[0]]>([
    ['a rate limit at the edge', { edge: once(fromApi(429), isPreflight) }],
    ['a rate limit at the API', { api: once(fromApi(429), isPreflight) }],
    ['another answer', { edge: once(fromApi(403), hasToken) }],
    ['a connection that breaks', { edge: once({ kind: 'broken', because: 'ECONNRESET' }, isPlainGet) }],
  ])('once count for nothing: %s', async (_, given) => {
    expect(objections(await round(given))).toEqual([]);
  });

  test('are asked for once more, and equal ones are not', async () => {
    const good = playedSend();
    const bad = playedSend({ edge: once(fromApi(403), isPreflight) });

    await runRound(proofSubject(), EDGE_ADDRESS, API_ADDRESS, 'token', good.send);
    await runRound(proofSubject(), EDGE_ADDRESS, API_ADDRESS, 'token', bad.send);

    expect(good.sent).toHaveLength(16);
    expect(bad.sent).toHaveLength(18);
  });

  test.each<[string, Exchanged, Exchanged]>([
    ['a rate limit at the edge', fromApi(429), fromApi(200)],
    ['a rate limit at the API', fromApi(200), fromApi(429)],
    ['a rate limit at both', fromApi(429), fromApi(429)],
    ['an error of the API, asked directly', fromApi(200), fromApi(502)],
  ])('twice show nothing, and do not pass, where it is %s', async (_, edge, api) => {
    const results = await round({
      edge: (asked) => (isPreflight(asked) ? edge : undefined),
      api: (asked) => (isPreflight(asked) ? api : undefined),
    });

    expect(results.find(({ check }) => check === 'preflight')?.verdict).toBe('not-shown');
  });

  test('twice fail, where an error is made by CloudFront', async () => {
    const results = await round({
      edge: (asked) => (isPreflight(asked) ? answered(502, { server: 'CloudFront' }) : undefined),
    });

    expect(objections(results)).toEqual(['preflight fail: 200 → 502 made by CloudFront, not by the API']);
  });

  test('twice fail, where the API errs only through the edge', async () => {
    const results = await round({ edge: (asked) => (isPreflight(asked) ? fromApi(502) : undefined) });

    expect(objections(results)).toEqual(['preflight fail: 200 → 502']);
  });

  test('in Strict-Transport-Security show nothing where the API turns callers away', async () => {
    const own = { 'strict-transport-security': 'max-age=1' };

    const results = await round(
      { edge: over('https', () => fromApi(200, own)), api: () => fromApi(429) },
      { strictTransportSecurity: 'max-age=300' },
    );

    expect(results.find(({ check }) => check === 'hsts')?.verdict).toBe('not-shown');
  });
});

test('an edge that waits for an API that answers nothing has shown no bad certificate', async () => {
  const silent: Exchanged = { kind: 'broken', because: 'no answer within 10 seconds' };

  const results = await round({ edge: over('https', () => silent), api: () => silent });

  expect(results.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
});
