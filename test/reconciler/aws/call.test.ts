import { CloudFrontClient, GetDistributionCommand, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { mockClient } from 'aws-sdk-client-mock';
import { called, read, readPages } from '../../../functions/reconciler/aws/call.ts';
import { pages } from '../../../functions/reconciler/aws/pages.ts';
import { InvariantError } from '../../../functions/reconciler/model/errors.ts';

const cloudFront = mockClient(CloudFrontClient);
const client = new CloudFrontClient({ region: 'us-east-1' });

beforeEach(() => cloudFront.reset());

const getDistribution = () => client.send(new GetDistributionCommand({ Id: 'E1' }));

describe('called', () => {
  test('returns what AWS answered', async () => {
    cloudFront.on(GetDistributionCommand).resolves({ ETag: 'E' });

    expect(await called('CloudFront.GetDistribution', getDistribution)).toEqual({
      kind: 'answered',
      value: { ETag: 'E' },
    });
  });

  test("returns AWS's refusal as a value", async () => {
    cloudFront.on(GetDistributionCommand).rejects(named('NoSuchDistribution'));

    expect(await called('CloudFront.GetDistribution', getDistribution)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'NotFound', service: 'CloudFront', operation: 'GetDistribution' },
    });
  });

  test('fails with the error itself when no request caused it', async () => {
    const bug = new TypeError('a bug');

    await expect(called('CloudFront.GetDistribution', () => Promise.reject(bug))).rejects.toBe(bug);
  });

  test('fails for a call that names no operation', async () => {
    await expect(called('GetDistribution', () => Promise.reject(new Error('x')))).rejects.toThrow(InvariantError);
  });
});

describe('read', () => {
  test.each([
    ['absent when AWS says that it does not exist', 'NoSuchDistribution', 'absent'],
    ['unreadable when access is denied', 'AccessDenied', 'unreadable'],
    ['unreadable when AWS throttles', 'Throttling', 'unreadable'],
  ])('is %s', async (_, error, kind) => {
    cloudFront.on(GetDistributionCommand).rejects(named(error));

    expect((await read('CloudFront.GetDistribution', getDistribution)).kind).toBe(kind);
  });

  test('is present when AWS answers', async () => {
    cloudFront.on(GetDistributionCommand).resolves({ ETag: 'E' });

    expect(await read('CloudFront.GetDistribution', getDistribution)).toEqual({
      kind: 'present',
      value: { ETag: 'E' },
    });
  });
});

describe('readPages', () => {
  const idsOfAllPages = () =>
    readPages(
      'CloudFront.ListDistributions',
      () =>
        pages(
          (Marker: string | undefined) => client.send(new ListDistributionsCommand({ Marker })),
          (page) => page.DistributionList?.NextMarker,
        ),
      (page) => (page.DistributionList?.Items ?? []).map((item) => item.Id),
    );

  test('joins every page in order', async () => {
    cloudFront.on(ListDistributionsCommand, { Marker: undefined }).resolves(page(['E1', 'E2'], 'E3'));
    cloudFront.on(ListDistributionsCommand, { Marker: 'E3' }).resolves(page(['E3'], undefined));

    expect(await idsOfAllPages()).toEqual({ kind: 'present', value: ['E1', 'E2', 'E3'] });
  });

  test('is unreadable when any page is, because half a list is a lie', async () => {
    cloudFront.on(ListDistributionsCommand, { Marker: undefined }).resolves(page(['E1', 'E2'], 'E3'));
    cloudFront.on(ListDistributionsCommand, { Marker: 'E3' }).rejects(named('Throttling'));

    expect(await idsOfAllPages()).toMatchObject({ kind: 'unreadable', failure: { kind: 'Throttling' } });
  });

  test('is unreadable, not absent, when a list does not exist', async () => {
    cloudFront.on(ListDistributionsCommand).rejects(named('NoSuchResource'));

    expect(await idsOfAllPages()).toMatchObject({ kind: 'unreadable', failure: { kind: 'NotFound' } });
  });
});

function page(ids: readonly string[], NextMarker: string | undefined) {
  // Only what the reader looks at; a real item has two dozen members more.
  return { DistributionList: { Items: ids.map((Id) => ({ Id })), NextMarker } } as never;
}

function named(name: string): Error {
  return Object.assign(new Error('refused'), { name });
}
