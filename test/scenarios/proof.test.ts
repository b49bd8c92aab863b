/** Guards against: callers sent to an edge that answers otherwise than the API did, and records that stay where they are not served. */
import { CloudFrontClient, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudfront';
import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { type Observed, present, unreadable } from '../../functions/reconciler/model/observed.ts';
import type { Proof, ProofSubject } from '../../functions/reconciler/model/proof.ts';
import type { Prover } from '../../functions/reconciler/prove/prover.ts';
import { useServedAws } from '../support/data-plane.ts';
import {
  ALIAS_TO_API,
  ALIAS_TO_DISTRIBUTION,
  API_BEHAVIOR,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { simulatedProver } from '../support/simulated-prover.ts';

const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const NO_SUCH_PROOF = { service: 'Proof', operation: 'Connect', code: 'NotProven', requestId: undefined } as const;

const { aws, reconciler, seen } = useReconciledAws(useServedAws());

/** The real prover, over the sockets of the data plane, which remembers what it was asked. */
function recordingProver(answer?: (through: Proof['through'], proof: Observed<Proof>) => Observed<Proof>) {
  const asked: { readonly subject: ProofSubject; readonly through: Proof['through'] }[] = [];
  const real = simulatedProver(aws.plane, reconciler.context().clock);
  const prover: Prover = {
    async prove(subject, through) {
      asked.push({ subject, through });
      const proof = await real.prove(subject, through);
      return answer?.(through, proof) ?? proof;
    },
  };
  return { prover, asked };
}

/** The proof as it came, with one check that failed in the last round. */
function failing(proof: Observed<Proof>): Observed<Proof> {
  if (proof.kind !== 'present') return proof;
  const failed = {
    check: 'answer',
    at: '203.0.113.1',
    verdict: 'fail',
    expected: '200',
    received: '502 made by CloudFront',
  } as const;
  return present({ ...proof.value, passes: 0, results: [failed] });
}

const TO_API = [expect.stringMatching(/^A d-.*\.execute-api\./)];
const TO_EDGE = [
  expect.stringMatching(/^A d.*\.cloudfront\.net$/),
  expect.stringMatching(/^AAAA d.*\.cloudfront\.net$/),
];

describe('a new edge', () => {
  test('gets the records once it is proven on its real name, and is in sync once that is proven through DNS', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const { prover, asked } = recordingProver();
    const recordsWhenAsked: unknown[] = [];
    const watched: Prover = {
      async prove(subject, through) {
        recordsWhenAsked.push(await seen.records(DOMAIN));
        return prover.prove(subject, through);
      },
    };

    const look = await reconciler.converge(wanted(DOMAIN), { prover: watched });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(asked.map(({ through }) => through)).toEqual(['edge', 'dns']);
    expect(recordsWhenAsked).toEqual([TO_API, TO_EDGE]);
    const [edge] = await seen.distributions();
    expect(asked[0]!.subject).toMatchObject({ distributionId: edge!.id, domainName: DOMAIN, path: '/' });
    expect(Object.keys(await seen.tags(edge!.arn))).not.toContain('secure-api-edge:cut-over');
  });

  test('sends the API nothing but safe methods, each recognizable', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));

    await reconciler.converge(wanted(DOMAIN), { prover: recordingProver().prover });

    const reached = aws.plane.requests();
    expect(reached.length).toBeGreaterThan(0);
    expect([...new Set(reached.map(({ method }) => method))].sort()).toEqual(['GET', 'HEAD', 'OPTIONS']);
    expect(reached.filter(({ queryNames }) => queryNames[0] !== 'secure-api-edge-probe')).toEqual([]);
  });

  test('is not proven a second time, and nothing is tried on an edge in sync', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    await reconciler.converge(wanted(DOMAIN), { prover: recordingProver().prover });
    const { prover, asked } = recordingProver();

    const look = await reconciler.converge(wanted(DOMAIN), { prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(asked).toEqual([]);
  });

  test('asks the path that its owner names', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));

    await reconciler.converge(wanted(DOMAIN, { probePath: '/health' }), { prover: recordingProver().prover });

    expect([...new Set(aws.plane.requests().map(({ path }) => path))]).toEqual(['/health']);
  });

  test('is tried with nothing where its owner says skip', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const { prover, asked } = recordingProver();

    const look = await reconciler.converge(wanted(DOMAIN, { proof: 'skip' }), { prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(asked).toEqual([]);
  });
});

describe('a proof, while which others write', () => {
  /** The real prover; `intervene` happens once, while the proof through `through` is taken. */
  function interruptedProver(through: Proof['through'], intervene: () => Promise<unknown>): Prover {
    const { prover } = recordingProver();
    let isOver = false;
    return {
      async prove(subject, way) {
        const proof = await prover.prove(subject, way);
        if (way === through && !isOver) {
          isOver = true;
          await intervene();
        }
        return proof;
      },
    };
  }

  test('moves no records to an edge that was asked to be deleted meanwhile', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const prover = interruptedProver('edge', async () => {
      const [edge] = await seen.distributions();
      const Tags = { Items: [{ Key: 'secure-api-edge:deleting', Value: 'yes' }] };
      await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource: edge!.arn, Tags }));
    });

    const look = await reconciler.converge(wanted(DOMAIN), { prover });

    expect(look.outcome).toMatchObject({
      kind: 'refused',
      refusals: [{ rule: 'ownership', detail: expect.stringContaining('was asked to be deleted') }],
    });
    expect(await seen.records(DOMAIN)).toEqual(TO_API);
  });

  test('writes to the edge as it is then', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const looks: EdgeLook[] = [];
    const prover = interruptedProver('edge', async () => {
      const [edge] = await seen.distributions();
      const Tags = { Items: [{ Key: 'team', Value: 'orders' }] };
      await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource: edge!.arn, Tags }));
    });

    await reconciler.converge(wanted(DOMAIN), { prover }, (look) => void looks.push(look));

    const proven = looks.find(({ observed }) => observed.proof !== undefined);
    expect(proven?.observed.distribution).toMatchObject({ value: { tags: { team: 'orders' } } });
    expect(await seen.records(DOMAIN)).toEqual(TO_EDGE);
  });
});

describe('an edge that does not answer as the API does', () => {
  /** Somebody's distribution in front of the API, without the viewer's Host: API Gateway answers 403 to each request through it. */
  function seedWithoutHost() {
    const behavior = { ...API_BEHAVIOR, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER };
    const distributions = { edge: distributionOf({ DefaultCacheBehavior: behavior }) };
    seed(aws, estateOf({ records: [ALIAS_TO_API], distributions }));
  }
  const unjudged = wanted(DOMAIN, { rules: { 'EDGE-07': 'off', 'EDGE-08': 'off' } });

  test('is refused before records move, with what was expected and what came', async () => {
    seedWithoutHost();

    const look = await reconciler.converge(unjudged, { prover: recordingProver().prover });

    expect(look.outcome.kind).toBe('refused');
    const refusals = look.outcome.kind === 'refused' ? look.outcome.refusals : [];
    expect(refusals).toContainEqual({
      rule: 'EDGE-07',
      detail: expect.stringMatching(
        /^proof of distribution \w+: answer at 203\.0\.113\.\d+: expected 200, got 403, x-amzn-errortype ForbiddenException; records stay as they are until this passes, or AcceptedDifferences names answer$/,
      ),
    });
    expect(await seen.records(DOMAIN)).toEqual(TO_API);
  });

  test('is refused again by the next look, and gets the records once it is right', async () => {
    seedWithoutHost();
    await reconciler.converge(unjudged, { prover: recordingProver().prover });
    reconciler.forget();
    const again = await reconciler.converge(unjudged, { prover: recordingProver().prover });
    expect(again.outcome.kind).toBe('refused');
    expect(reconciler.writes()).toEqual([]);

    const cured = await reconciler.converge(wanted(DOMAIN), { prover: recordingProver().prover });

    expect(cured.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.records(DOMAIN)).toEqual(TO_EDGE);
  });

  test('gets the records where its owner accepts the difference', async () => {
    seedWithoutHost();
    const accepted = ['answer', 'head', 'authorization', 'headers', 'query-and-cookies', 'preflight'] as const;
    const edge = { rules: { 'EDGE-07': 'off', 'EDGE-08': 'off' }, acceptedDifferences: accepted } as const;

    const look = await reconciler.converge(wanted(DOMAIN, edge), { prover: recordingProver().prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
  });
});

describe('where nobody can try', () => {
  const cannot: Prover = {
    prove: async () =>
      unreadable({ ...NO_SUCH_PROOF, kind: 'NetworkFailure', message: 'no connection to 203.0.113.200, port 443' }),
  };

  test('records stay, because a proof is required', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));

    const look = await reconciler.converge(wanted(DOMAIN), { prover: cannot });

    expect(look.outcome).toMatchObject({
      kind: 'refused',
      refusals: [
        { rule: 'EDGE-14', detail: expect.stringMatching(/not proven: .*no connection .*set Proof to if-possible$/) },
      ],
    });
    expect(await seen.records(DOMAIN)).toEqual(TO_API);
  });

  test('records move all the same where the owner says if-possible, and the plan says so', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const notes: string[] = [];
    const onLook = ({ plan }: EdgeLook) => notes.push(...plan.notes);

    const look = await reconciler.converge(wanted(DOMAIN, { proof: 'if-possible' }), { prover: cannot }, onLook);

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(notes).toContainEqual(expect.stringContaining('not proven: '));
  });
});

describe('after the cut-over', () => {
  const failsThroughDns = () =>
    recordingProver((through, proof) => (through === 'dns' ? failing(proof) : proof)).prover;

  test('records go back when what worked before does not work through DNS, and the edge is held', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));

    const look = await reconciler.converge(wanted(DOMAIN), { prover: failsThroughDns() });

    expect(look.outcome).toMatchObject({
      kind: 'refused',
      refusals: [
        { rule: 'ownership', detail: expect.stringContaining('is held, got "proof through DNS failed: answer"') },
      ],
    });
    expect(await seen.records(DOMAIN)).toEqual(TO_API);
    const [edge] = await seen.distributions();
    expect(await seen.tags(edge!.arn)).not.toHaveProperty('secure-api-edge:cut-over');
  });

  test('nothing moves again until a person takes the tag off; then the edge is proven anew', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    await reconciler.converge(wanted(DOMAIN), { prover: failsThroughDns() });
    const { prover, asked } = recordingProver();
    reconciler.forget();
    await reconciler.converge(wanted(DOMAIN), { prover });
    expect([asked, reconciler.writes()]).toEqual([[], []]);

    const [edge] = await seen.distributions();
    await aws
      .client(CloudFrontClient)
      .send(new UntagResourceCommand({ Resource: edge!.arn, TagKeys: { Items: ['secure-api-edge:held'] } }));
    const look = await reconciler.converge(wanted(DOMAIN), { prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(asked.map(({ through }) => through)).toEqual(['edge', 'dns']);
    expect(await seen.records(DOMAIN)).toEqual(TO_EDGE);
  });

  test('records stay when the API itself does not answer any more: going back would help nobody', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const silent = recordingProver((through, proof) => {
      const failed = failing(proof);
      if (through === 'edge' || failed.kind !== 'present') return proof;
      return present({
        ...failed.value,
        results: failed.value.results.map((one) => ({ ...one, verdict: 'not-shown' as const })),
      });
    });

    const look = await reconciler.converge(wanted(DOMAIN), { prover: silent.prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await seen.records(DOMAIN)).toEqual(TO_EDGE);
  });
});

test('records stay when only the last round passed, and the look says so', async () => {
  seed(aws, estateOf({ records: [ALIAS_TO_API] }));
  const { prover } = recordingProver((_, proof) =>
    proof.kind === 'present' ? present({ ...proof.value, passes: 1 }) : proof,
  );

  const look = await reconciler.converge(wanted(DOMAIN), { prover });

  expect(look.outcome).toMatchObject({
    kind: 'refused',
    refusals: [{ rule: 'EDGE-14', detail: expect.stringContaining('only 1 of 2 rounds in a row passed') }],
  });
  expect(await seen.records(DOMAIN)).toEqual(TO_API);
});

test('an edge that callers use already is not tried', async () => {
  seed(aws, frontedEstate());
  const { prover, asked } = recordingProver();

  const look = await reconciler.converge(wanted(DOMAIN), { prover });

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(asked).toEqual([]);
});

test('a proof says nothing about a distribution that somebody changed since', async () => {
  seed(aws, estateOf({ records: [ALIAS_TO_API] }));
  const etags: string[] = [];
  const { prover } = recordingProver();
  const changing: Prover = {
    async prove(subject, through) {
      etags.push(subject.etag);
      const proof = await prover.prove(subject, through);
      if (etags.length === 1)
        await seen.editByHand(subject.distributionId, (config) => {
          config.Comment = 'changed by hand';
        });
      return proof;
    },
  };

  const look = await reconciler.converge(wanted(DOMAIN), { prover: changing });

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(new Set(etags).size).toBeGreaterThan(1);
});

describe('a correction of an edge that callers use', () => {
  const drifted = () => {
    const behavior = { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' };
    const distributions = { edge: distributionOf({ DefaultCacheBehavior: behavior }) };
    seed(aws, estateOf({ distributions, records: [...ALIAS_TO_DISTRIBUTION] }));
  };
  const policyOf = async () => {
    const [edge] = await seen.distributions();
    return (await seen.config(edge!.id)).DefaultCacheBehavior!.ViewerProtocolPolicy;
  };
  /** After the correction every answer differs, as it would where a backend needs what the correction takes away. */
  const breaksIt = () => {
    let proofs = 0;
    return recordingProver((_, proof) => {
      proofs += 1;
      return proofs > 1 ? failing(proof) : proof;
    });
  };

  test('is tried before and after, and over when nothing got worse', async () => {
    drifted();
    const { prover, asked } = recordingProver();

    const look = await reconciler.converge(wanted(DOMAIN), { prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await policyOf()).toBe('redirect-to-https');
    expect(asked.map(({ through }) => through)).toEqual(['edge', 'edge']);
    expect(new Set(asked.map(({ subject }) => subject.etag)).size).toBe(2);
    const [edge] = await seen.distributions();
    expect(await seen.tags(edge!.arn)).not.toHaveProperty('secure-api-edge:baseline');
  });

  test.each(['one edge', 'the account'])(
    'is undone and held when it makes something worse, in a look at %s',
    async (what) => {
      drifted();
      const { prover } = breaksIt();
      const notes: string[] = [];

      if (what === 'one edge') {
        await reconciler.converge(wanted(DOMAIN), { prover }, ({ plan }) => notes.push(...plan.notes));
      } else {
        const { edges } = await reconciler.sweep({ prover });
        notes.push(...edges.flatMap(({ plan }) => plan.notes));
      }

      expect(await policyOf()).toBe('allow-all');
      const [edge] = await seen.distributions();
      const tags = await seen.tags(edge!.arn);
      expect(tags).toMatchObject({ 'secure-api-edge:held': 'a correction failed its proof and was undone: answer' });
      expect(tags).not.toHaveProperty('secure-api-edge:baseline');
      reconciler.forget();
      const again = await reconciler.converge(wanted(DOMAIN), { prover });
      expect(again.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
      expect(reconciler.writes()).toEqual([]);
    },
  );

  test('that was undone and held can be taken back by who asked for it, and nothing else can be asked', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    const good = recordingProver().prover;
    await reconciler.converge(wanted(DOMAIN), { prover: good });
    const changed = wanted(DOMAIN, { viewerProtocolPolicy: 'https-only' });

    const failed = await reconciler.converge(changed, { prover: breaksIt().prover });
    const rolledBack = await reconciler.converge(wanted(DOMAIN), { prover: good });
    const asked = await reconciler.converge(changed, { prover: good });

    expect([failed, rolledBack, asked].map(({ outcome }) => outcome.kind)).toEqual(['refused', 'in-sync', 'refused']);
    expect(await policyOf()).toBe('redirect-to-https');
  });

  test('whose look ended before it was judged is found by a look that tries nothing, and judged by the next', async () => {
    drifted();
    const { prover } = breaksIt();
    let proofs = 0;
    const crashing: Prover = {
      prove: async (subject, through) => {
        proofs += 1;
        if (proofs > 1) throw new Error('the function ended');
        return prover.prove(subject, through);
      },
    };
    await expect(reconciler.converge(wanted(DOMAIN), { prover: crashing })).rejects.toThrow('the function ended');

    const found = await reconciler.look(wanted(DOMAIN), { mode: 'detect', prover });
    await reconciler.converge(wanted(DOMAIN), { prover });

    expect(found.plan.steps).toMatchObject([{ action: 'tag', state: { kind: 'ready' } }]);
    const [edge] = await seen.distributions();
    expect(await seen.tags(edge!.arn)).toHaveProperty('secure-api-edge:held');
  });

  test('is not undone when somebody changed the distribution since, but the edge is held', async () => {
    drifted();
    const { prover } = breaksIt();
    const [edge] = await seen.distributions();
    let proofs = 0;
    const changing: Prover = {
      async prove(subject, through) {
        const proof = await prover.prove(subject, through);
        proofs += 1;
        if (proofs === 2) {
          await seen.editByHand(edge!.id, (config) => {
            config.Comment = 'changed by hand';
          });
        }
        return proof;
      },
    };

    await reconciler.converge(wanted(DOMAIN), { prover: changing });

    expect(await policyOf()).toBe('redirect-to-https');
    expect(await seen.config(edge!.id)).toMatchObject({ Comment: 'changed by hand' });
    expect(await seen.tags(edge!.arn)).toMatchObject({
      'secure-api-edge:held': 'a correction failed its proof: answer',
    });
  });

  test('is made without a proof where nobody can try', async () => {
    drifted();
    const failure = { ...NO_SUCH_PROOF, kind: 'NetworkFailure', message: 'no route' } as const;

    const look = await reconciler.converge(wanted(DOMAIN), { prover: { prove: async () => unreadable(failure) } });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await policyOf()).toBe('redirect-to-https');
  });

  test('that was wrong before already counts for nothing', async () => {
    drifted();
    const { prover } = recordingProver((_, proof) => failing(proof));

    const look = await reconciler.converge(wanted(DOMAIN), { prover });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await policyOf()).toBe('redirect-to-https');
  });
});
