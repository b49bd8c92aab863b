import { abandonedBy, answerOf, physicalIdFor, workOf } from '../../../functions/custom-resource/lifecycle.ts';
import { ownerOf } from '../../../functions/custom-resource/physical-id.ts';
import { parseRequest } from '../../../functions/custom-resource/request.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import { edgeLook } from './edge-look.ts';
import { type SampleName, sampleEvent } from './sample-event.ts';

const ID_OF_API = sampleEvent('delete').PhysicalResourceId;
const ID_OF_ORDERS = ID_OF_API?.replace('api.example.com', 'orders.example.com');
const INVENTED = 'orders-edge-ApiEdge-1QK7ZB0M5T3XA';
const OWNER = ownerOf(sampleEvent('delete').StackId, 'ApiEdge');

/** Answers a sample event whose work ended in `outcome`, and tells what it asked for. */
function answered(
  name: SampleName,
  { outcome = { kind: 'in-sync' }, ...replaced }: { outcome?: Outcome; [field: string]: unknown } = {},
) {
  const work = workOf(parseRequest(sampleEvent(name, replaced)));
  if (work.kind === 'answered') return { answer: work.answer, targets: [], timeouts: [] };
  const answer = answerOf(work, { kind: 'settled', look: edgeLook(outcome) });
  return { answer, targets: [work.target], timeouts: [work.serviceTimeoutSeconds] };
}

function withProperties(name: SampleName, properties: Readonly<Record<string, unknown>>) {
  return { ResourceProperties: { ...sampleEvent(name).ResourceProperties, ...properties } };
}

describe('a Create', () => {
  test('wants the edge of its properties and answers with its attributes', () => {
    const { answer, targets, timeouts } = answered('create');

    expect(targets).toEqual([
      {
        kind: 'wanted',
        formerTags: [],
        edge: expect.objectContaining({
          domainName: 'api.example.com',
          allowedHeaders: ['traceparent', 'x-tenant'],
          hsts: { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false },
          tags: { team: 'payments' },
          owner: OWNER,
        }),
      },
    ]);
    expect(timeouts).toEqual([900]);
    expect(answer).toMatchObject({
      status: 'SUCCESS',
      physicalId: ID_OF_API,
      attributes: { DistributionId: 'E1EXAMPLE', DomainName: 'api.example.com' },
    });
  });

  test('fails before any side effect when properties are wrong, with all problems', () => {
    const { answer, targets } = answered('create', withProperties('create', { Hsts: 'soon', OnDelet: 'retain' }));

    expect(targets).toEqual([]);
    expect(answer).toEqual({
      status: 'FAILED',
      physicalId: ID_OF_API,
      reasons: [
        'the properties are wrong and nothing was changed',
        expect.stringMatching(/^ResourceProperties\.Hsts: is not understood/),
        expect.stringMatching(/^ResourceProperties\.OnDelet: .*did you mean OnDelete\?$/),
      ],
    });
  });

  test('fails with an id of its own when not even the domain can be read', () => {
    const { answer } = answered('create', { ResourceProperties: { DomainName: 'x' } });

    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_API?.replace('api.example.com', '-') });
  });

  test.each<Outcome>([
    { kind: 'refused', refusals: [{ rule: 'EDGE-17', detail: 'api.example.com is private' }] },
    { kind: 'waiting', for: 'EDGE-17', retryAfterSeconds: 30 },
  ])('fails with the reason of a look that ended in %j', (outcome) => {
    const { answer } = answered('create', { outcome });

    expect(answer).toMatchObject({
      status: 'FAILED',
      physicalId: ID_OF_API,
      reasons: expect.arrayContaining([expect.stringContaining('EDGE-17')]),
    });
  });

  test('fails when the look under way had to be left behind', async () => {
    const lastLook = edgeLook({ kind: 'waiting', for: 'distribution E1 to be Deployed', retryAfterSeconds: 30 });

    const work = workOf(parseRequest(sampleEvent('create')));
    const answer = work.kind === 'converge' ? answerOf(work, { kind: 'late', lastLook }) : undefined;

    expect(answer).toMatchObject({
      status: 'FAILED',
      reasons: expect.arrayContaining(['time ran out while waiting for distribution E1 to be Deployed']),
    });
  });
});

describe('an Update', () => {
  test('changes a policy in place', () => {
    const { answer, targets } = answered('update-policy');

    expect(targets).toMatchObject([{ kind: 'wanted', edge: { viewerProtocolPolicy: 'https-only' } }]);
    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_API });
  });

  test('of the domain answers with a new physical id', () => {
    const { answer, targets } = answered('update-domain');

    expect(targets).toMatchObject([{ kind: 'wanted', edge: { domainName: 'orders.example.com' } }]);
    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_ORDERS });
  });

  test('of the domain answers with the new physical id when it failed, so that the rollback cleans up', () => {
    const { answer } = answered('update-domain', {
      outcome: { kind: 'waiting', for: 'Route 53', retryAfterSeconds: 1 },
    });

    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_ORDERS });
  });

  test('back to the old domain answers with the old physical id', async () => {
    const { ResourceProperties, OldResourceProperties } = sampleEvent('update-domain');

    const { answer } = answered('update-domain', {
      PhysicalResourceId: ID_OF_ORDERS,
      ResourceProperties: OldResourceProperties,
      OldResourceProperties: ResourceProperties,
    });

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_API });
  });

  test('that only spells the domain differently replaces nothing', () => {
    const { answer } = answered('update-policy', withProperties('update-policy', { DomainName: 'API.example.com.' }));

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_API });
  });

  test('keeps an id that CloudFormation made up, so that no Delete follows for the same domain', () => {
    const { answer } = answered('update-policy', { PhysicalResourceId: INVENTED });

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: INVENTED });
  });

  test('of the domain under an id that CloudFormation made up answers with a new physical id', () => {
    const { answer } = answered('update-domain', { PhysicalResourceId: INVENTED });

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_ORDERS });
  });

  test('fails with its old id when properties are wrong, because nothing was replaced', () => {
    const { answer, targets } = answered('update-domain', withProperties('update-domain', { PriceClass: 'cheap' }));

    expect(targets).toEqual([]);
    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_API });
  });
});

describe('a Delete', () => {
  test('lets go of the edge in the name of its owner', () => {
    const { answer, targets } = answered('delete');

    expect(targets).toEqual([{ kind: 'let-go', domainName: 'api.example.com', owner: OWNER, onDelete: 'restore' }]);
    expect(answer).toEqual({ status: 'SUCCESS', physicalId: ID_OF_API, attributes: {} });
  });

  test('after a replacement lets go of the domain that its physical id names', () => {
    const { targets } = answered('delete', withProperties('delete', { DomainName: 'orders.example.com' }));

    expect(targets).toMatchObject([{ domainName: 'api.example.com' }]);
  });

  test('after a failed create cleans up what these properties may have left, and succeeds', () => {
    const { answer, targets } = answered('delete-after-failed-create');

    expect(targets).toEqual([{ kind: 'let-go', domainName: 'orders.example.com', owner: OWNER, onDelete: 'restore' }]);
    expect(answer).toEqual({ status: 'SUCCESS', physicalId: INVENTED, attributes: {} });
  });

  test('of properties that were never accepted changes nothing and succeeds', () => {
    const { answer, targets } = answered('delete-after-failed-create', {
      ResourceProperties: { DomainName: 'x' },
    });

    expect(targets).toEqual([]);
    expect(answer).toEqual({ status: 'SUCCESS', physicalId: INVENTED, attributes: {} });
  });

  test('passes on what to leave behind', () => {
    const { targets } = answered('delete', withProperties('delete', { OnDelete: 'retain', Hsts: 'wrong' }));

    expect(targets).toMatchObject([{ onDelete: 'retain' }]);
  });

  test('fails with its own id while the edge is not let go of', () => {
    const { answer } = answered('delete', {
      outcome: { kind: 'waiting', for: 'the drain', retryAfterSeconds: 1 },
    });

    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_API });
  });
});

describe('physicalIdFor', () => {
  test.each<[SampleName, string | undefined]>([
    ['create', ID_OF_API],
    ['update-policy', ID_OF_API],
    ['update-domain', ID_OF_ORDERS],
    ['delete', ID_OF_API],
    ['delete-after-failed-create', INVENTED],
  ])('gives the same id for every delivery of %s', (name, physicalId) => {
    const ids = [1, 2].map(() => physicalIdFor(parseRequest(sampleEvent(name))));

    expect(ids).toEqual([physicalId, physicalId]);
  });
});

describe('the rollback of an update to another domain', () => {
  const rolledBack = (PhysicalResourceId = ID_OF_API) => {
    const { ResourceProperties: OldResourceProperties, OldResourceProperties: ResourceProperties } =
      sampleEvent('update-domain');
    return parseRequest(
      sampleEvent('update-domain', { ResourceProperties, OldResourceProperties, PhysicalResourceId }),
    );
  };

  test('abandons the other domain, when CloudFormation never learned its id', () => {
    expect(abandonedBy(rolledBack())).toMatchObject({
      request: { kind: 'delete', physicalId: ID_OF_ORDERS },
      work: { target: { kind: 'let-go', domainName: 'orders.example.com', owner: OWNER } },
    });
  });

  test('abandons nothing when CloudFormation knows the id, and deletes it itself', () => {
    expect(abandonedBy(rolledBack(ID_OF_ORDERS))).toBeUndefined();
  });

  test.each<SampleName>(['create', 'update-policy', 'update-domain', 'delete'])('%s abandons nothing', (name) => {
    expect(abandonedBy(parseRequest(sampleEvent(name)))).toBeUndefined();
  });
});
