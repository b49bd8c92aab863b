import { answerRequest, type Converge, physicalIdFor } from '../../../functions/custom-resource/lifecycle.ts';
import { ownerOf } from '../../../functions/custom-resource/physical-id.ts';
import { parseRequest } from '../../../functions/custom-resource/request.ts';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import { edgeLook } from './edge-look.ts';
import { type SampleName, sampleEvent } from './sample-event.ts';

const ID_OF_API = sampleEvent('delete').PhysicalResourceId;
const ID_OF_ORDERS = ID_OF_API?.replace('api.example.com', 'orders.example.com');
const INVENTED = 'orders-edge-ApiEdge-1QK7ZB0M5T3XA';
const OWNER = ownerOf(sampleEvent('delete').StackId, 'ApiEdge');

/** Answers a sample event with a converge that ends in `outcome`, and tells what was asked of it. */
async function answered(
  name: SampleName,
  { outcome = { kind: 'in-sync' }, ...replaced }: { outcome?: Outcome; [field: string]: unknown } = {},
) {
  const targets: EdgeTarget[] = [];
  const timeouts: (number | undefined)[] = [];
  const converge: Converge = async (target, serviceTimeoutSeconds) => {
    targets.push(target);
    timeouts.push(serviceTimeoutSeconds);
    return { kind: 'settled', look: edgeLook(outcome) };
  };
  const answer = await answerRequest(parseRequest(sampleEvent(name, replaced)), converge);
  return { answer, targets, timeouts };
}

function withProperties(name: SampleName, properties: Readonly<Record<string, unknown>>) {
  return { ResourceProperties: { ...sampleEvent(name).ResourceProperties, ...properties } };
}

describe('a Create', () => {
  test('wants the edge of its properties and answers with its attributes', async () => {
    const { answer, targets, timeouts } = await answered('create');

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

  test('fails before any side effect when properties are wrong, with all problems', async () => {
    const { answer, targets } = await answered('create', withProperties('create', { Hsts: 'soon', OnDelet: 'retain' }));

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

  test('fails with an id of its own when not even the domain can be read', async () => {
    const { answer } = await answered('create', { ResourceProperties: { DomainName: 'x' } });

    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_API?.replace('api.example.com', '-') });
  });

  test.each<Outcome>([
    { kind: 'refused', refusals: [{ rule: 'EDGE-17', detail: 'api.example.com is private' }] },
    { kind: 'waiting', for: 'EDGE-17', retryAfterSeconds: 30 },
  ])('fails with the reason of a look that ended in %j', async (outcome) => {
    const { answer } = await answered('create', { outcome });

    expect(answer).toMatchObject({
      status: 'FAILED',
      physicalId: ID_OF_API,
      reasons: expect.arrayContaining([expect.stringContaining('EDGE-17')]),
    });
  });

  test('fails when the look under way had to be left behind', async () => {
    const lastLook = edgeLook({ kind: 'waiting', for: 'distribution E1 to be Deployed', retryAfterSeconds: 30 });

    const answer = await answerRequest(parseRequest(sampleEvent('create')), async () => ({ kind: 'late', lastLook }));

    expect(answer).toMatchObject({
      status: 'FAILED',
      reasons: expect.arrayContaining(['time ran out while waiting for distribution E1 to be Deployed']),
    });
  });

  test('fails with what is a bug', async () => {
    const broken = answerRequest(parseRequest(sampleEvent('create')), async () => {
      throw new TypeError('x is not a function');
    });

    await expect(broken).rejects.toThrow(TypeError);
  });
});

describe('an Update', () => {
  test('changes a policy in place', async () => {
    const { answer, targets } = await answered('update-policy');

    expect(targets).toMatchObject([{ kind: 'wanted', edge: { viewerProtocolPolicy: 'https-only' } }]);
    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_API });
  });

  test('of the domain answers with a new physical id', async () => {
    const { answer, targets } = await answered('update-domain');

    expect(targets).toMatchObject([{ kind: 'wanted', edge: { domainName: 'orders.example.com' } }]);
    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_ORDERS });
  });

  test('of the domain answers with the new physical id when it failed, so that the rollback cleans up', async () => {
    const { answer } = await answered('update-domain', {
      outcome: { kind: 'waiting', for: 'Route 53', retryAfterSeconds: 1 },
    });

    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_ORDERS });
  });

  test('back to the old domain answers with the old physical id', async () => {
    const { ResourceProperties, OldResourceProperties } = sampleEvent('update-domain');

    const { answer } = await answered('update-domain', {
      PhysicalResourceId: ID_OF_ORDERS,
      ResourceProperties: OldResourceProperties,
      OldResourceProperties: ResourceProperties,
    });

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_API });
  });

  test('that only spells the domain differently replaces nothing', async () => {
    const { answer } = await answered(
      'update-policy',
      withProperties('update-policy', { DomainName: 'API.example.com.' }),
    );

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_API });
  });

  test('keeps an id that CloudFormation made up, so that no Delete follows for the same domain', async () => {
    const { answer } = await answered('update-policy', { PhysicalResourceId: INVENTED });

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: INVENTED });
  });

  test('of the domain under an id that CloudFormation made up answers with a new physical id', async () => {
    const { answer } = await answered('update-domain', { PhysicalResourceId: INVENTED });

    expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: ID_OF_ORDERS });
  });

  test('fails with its old id when properties are wrong, because nothing was replaced', async () => {
    const { answer, targets } = await answered(
      'update-domain',
      withProperties('update-domain', { PriceClass: 'cheap' }),
    );

    expect(targets).toEqual([]);
    expect(answer).toMatchObject({ status: 'FAILED', physicalId: ID_OF_API });
  });
});

describe('a Delete', () => {
  test('lets go of the edge in the name of its owner', async () => {
    const { answer, targets } = await answered('delete');

    expect(targets).toEqual([{ kind: 'let-go', domainName: 'api.example.com', owner: OWNER, onDelete: 'restore' }]);
    expect(answer).toEqual({ status: 'SUCCESS', physicalId: ID_OF_API, attributes: {} });
  });

  test('after a replacement lets go of the domain that its physical id names', async () => {
    const { targets } = await answered('delete', withProperties('delete', { DomainName: 'orders.example.com' }));

    expect(targets).toMatchObject([{ domainName: 'api.example.com' }]);
  });

  test('after a failed create cleans up what these properties may have left, and succeeds', async () => {
    const { answer, targets } = await answered('delete-after-failed-create');

    expect(targets).toEqual([{ kind: 'let-go', domainName: 'orders.example.com', owner: OWNER, onDelete: 'restore' }]);
    expect(answer).toEqual({ status: 'SUCCESS', physicalId: INVENTED, attributes: {} });
  });

  test('of properties that were never accepted changes nothing and succeeds', async () => {
    const { answer, targets } = await answered('delete-after-failed-create', {
      ResourceProperties: { DomainName: 'x' },
    });

    expect(targets).toEqual([]);
    expect(answer).toEqual({ status: 'SUCCESS', physicalId: INVENTED, attributes: {} });
  });

  test('passes on what to leave behind', async () => {
    const { targets } = await answered('delete', withProperties('delete', { OnDelete: 'retain', Hsts: 'wrong' }));

    expect(targets).toMatchObject([{ onDelete: 'retain' }]);
  });

  test('fails with its own id while the edge is not let go of', async () => {
    const { answer } = await answered('delete', {
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
