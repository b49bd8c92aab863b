/**
 * Guards against: two certificates for one name, a certificate or record left behind, somebody else's certificate or the record that it renews by
 * deleted, an edge begun that can never be validated.
 */
import {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { certificateUse } from '../../simulator/acm/certificate-use.ts';
import { ACCOUNT, DOMAIN, distributionOf, estateOf, seed } from '../support/estates.ts';
import { letGo, name, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const ASKING = { requestCertificate: 'when-missing' } as const;
const REGIONAL_ONLY = { regional: { region: 'eu-west-1', names: [DOMAIN] } };
const WITHOUT = estateOf({ account: { certificates: REGIONAL_ONLY } });

async function certificates(region = 'us-east-1') {
  const client = aws.client(ACMClient, { region });
  const { CertificateSummaryList = [] } = await client.send(new ListCertificatesCommand({}));
  return CertificateSummaryList.map((one) => ({ arn: one.CertificateArn!, status: one.Status! }));
}

async function validationOf(arn: string, region = 'us-east-1') {
  const client = aws.client(ACMClient, { region });
  const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn: arn }));
  return Certificate!.DomainValidationOptions![0]!.ResourceRecord!;
}

/** The CNAME that ACM asks for, as it is the same for every certificate of the account: learned from one that is requested in another Region. */
async function requestRegional() {
  const client = aws.client(ACMClient, { region: 'eu-west-1' });
  const { CertificateArn } = await client.send(
    new RequestCertificateCommand({ DomainName: DOMAIN, ValidationMethod: 'DNS' }),
  );
  aws.simulator.clock.advance(10);
  return validationOf(CertificateArn!, 'eu-west-1');
}

async function writeRecord(Name: string, Value: string) {
  const zone = (await reconciler.look(wanted(DOMAIN), { mode: 'detect' })).observed.aliasRecords;
  const id = zone.kind === 'present' ? zone.value.zone.id : '';
  const ResourceRecordSet = { Name, Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value }] } as const;
  await aws.client(Route53Client).send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: id,
      ChangeBatch: {
        Changes: [{ Action: 'CREATE', ResourceRecordSet: { ...ResourceRecordSet, ResourceRecords: [{ Value }] } }],
      },
    }),
  );
}

describe('an edge that wants its certificate requested', () => {
  test('gets one for the very name, validated by a record, with its owner in its tags', async () => {
    seed(aws, WITHOUT);

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    const [requested, ...more] = await certificates();
    expect(more).toEqual([]);
    expect(requested!.status).toBe('ISSUED');
    const { Name, Value } = await validationOf(requested!.arn);
    expect(await seen.records(Name!.replace(/\.$/, ''))).toEqual([`CNAME 300 ${Value}`]);
    const [edge] = await seen.distributions();
    expect((await seen.config(edge!.id)).ViewerCertificate!.ACMCertificateArn).toBe(requested!.arn);
    const { Tags } = await aws
      .client(ACMClient)
      .send(new ListTagsForCertificateCommand({ CertificateArn: requested!.arn }));
    expect(Object.fromEntries(Tags!.map(({ Key, Value: value }) => [Key, value]))).toMatchObject({
      'secure-api-edge:owner': 'remediator',
      'secure-api-edge:domain': DOMAIN,
    });
    expect(await seen.tags(edge!.arn)).toMatchObject({ 'secure-api-edge:request-certificate': 'when-missing' });
  });

  test('plans nothing and writes nothing at the second look', async () => {
    seed(aws, WITHOUT);
    await reconciler.converge(wanted(DOMAIN, ASKING));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(look.plan.steps).toEqual([]);
    expect(reconciler.writes()).toEqual([]);
  });

  test('shows every step of the way before anything is written', async () => {
    seed(aws, WITHOUT);

    const { plan } = await reconciler.look(wanted(DOMAIN, ASKING), { mode: 'detect' });

    expect(plan.steps.map(({ part, action }) => `${action} ${part}`)).toEqual([
      'create certificate',
      'validate certificate',
      'wait certificate',
      'create header-policies',
      'create distribution',
      'update alias-records',
    ]);
    expect(await certificates()).toEqual([]);
  });

  test('gets one although the list does not show it for a while', async () => {
    seed(aws, WITHOUT);
    await certificates();
    aws.simulator.faults.add({ operation: 'ListCertificates', kind: 'stale-read', times: 3 });

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await certificates()).toHaveLength(1);
    expect(reconciler.writes().filter(({ operation }) => operation === 'RequestCertificate').length).toBeGreaterThan(1);
  });

  test('writes no record where the one of the API certificate stands already, and leaves it there', async () => {
    seed(aws, WITHOUT);
    const { Name, Value } = await requestRegional();
    await writeRecord(Name!, Value!);

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));
    await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await certificates()).toEqual([]);
    expect(await seen.records(Name!.replace(/\.$/, ''))).toEqual([`CNAME 60 ${Value}`]);
  });

  test('is refused before any request where no hosted zone holds the name', async () => {
    seed(aws, estateOf({ account: { certificates: REGIONAL_ONLY, hostedZones: [{ name: 'example.net' }] } }));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(look.outcome).toMatchObject({ kind: 'refused' });
    expect(reconciler.writes()).toEqual([]);
  });

  test('is refused where something else stands at the validation record, and overwrites nothing', async () => {
    seed(aws, WITHOUT);
    const { Name } = await requestRegional();
    await writeRecord(Name!, 'elsewhere.example.net.');

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(look.outcome).toMatchObject({
      kind: 'refused',
      refusals: [{ rule: 'EDGE-02', detail: expect.stringContaining('something else stands there') }],
    });
    expect(await seen.records(Name!.replace(/\.$/, ''))).toEqual(['CNAME 60 elsewhere.example.net.']);
    expect(await seen.distributions()).toEqual([]);
  });

  test('is refused by name where ACM gave up, and goes on once that certificate is deleted', async () => {
    seed(aws, WITHOUT);
    await reconciler.look(wanted(DOMAIN, ASKING));
    aws.simulator.clock.advance(80 * 3600);

    const refused = await reconciler.converge(wanted(DOMAIN, ASKING));
    const [timedOut] = await certificates();
    await reconciler.converge(letGo(DOMAIN));
    const again = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(timedOut!.status).toBe('VALIDATION_TIMED_OUT');
    expect(refused.outcome).toMatchObject({
      kind: 'refused',
      refusals: [{ rule: 'EDGE-02', detail: expect.stringContaining(timedOut!.arn) }],
    });
    expect(again.outcome).toEqual({ kind: 'in-sync' });
  });

  test.each(['ListTagsForCertificate', 'DescribeCertificate', 'ListCertificates', 'ListHostedZones'])(
    'requests nothing while %s is denied, and is not shown as clean',
    async (operation) => {
      seed(aws, WITHOUT);
      await reconciler.look(wanted(DOMAIN, ASKING));
      reconciler.forget();
      aws.simulator.faults.add({ operation, kind: 'access-denied' });

      const look = await reconciler.converge(wanted(DOMAIN, ASKING));

      expect(look.outcome).toMatchObject({ kind: 'failed', failure: { kind: 'AccessDenied', operation } });
      expect(reconciler.writes()).toEqual([]);
    },
  );

  test('exchanges a certificate that expired for one that is requested', async () => {
    const expired = { region: 'us-east-1', names: [DOMAIN], expiresInDays: 10 };
    seed(
      aws,
      estateOf({
        account: { certificates: { ...REGIONAL_ONLY, edge: expired } },
        distributions: { edge: distributionOf() },
      }),
    );
    aws.simulator.clock.advance(30 * 24 * 3600);

    const look = await reconciler.converge(wanted(DOMAIN, ASKING));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    const [edge] = await seen.distributions();
    const issued = (await certificates()).find(({ status }) => status === 'ISSUED');
    expect((await seen.config(edge!.id)).ViewerCertificate!.ACMCertificateArn).toBe(issued!.arn);
  });
});

describe('letting go of an edge with a requested certificate', () => {
  test('deletes certificate and record', async () => {
    seed(aws, WITHOUT);
    await reconciler.converge(wanted(DOMAIN, ASKING));
    const record = await validationOf((await certificates())[0]!.arn);

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await certificates()).toEqual([]);
    expect(await seen.records(record.Name!.replace(/\.$/, ''))).toEqual([]);
    expect(await seen.distributions()).toEqual([]);
  });

  test('deletes what was requested before there was a distribution', async () => {
    seed(aws, WITHOUT);
    await reconciler.look(wanted(DOMAIN, ASKING));
    aws.simulator.clock.advance(10);
    await reconciler.look(wanted(DOMAIN, ASKING));
    const record = await validationOf((await certificates())[0]!.arn);

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await certificates()).toEqual([]);
    expect(await seen.records(record.Name!.replace(/\.$/, ''))).toEqual([]);
  });

  test('is finished by a later sweep, certificate included', async () => {
    seed(aws, WITHOUT);
    await reconciler.converge(wanted(DOMAIN, ASKING));
    await reconciler.look(letGo(DOMAIN));

    await reconciler.sweep({ newEdges: 'report' });

    expect(await seen.distributions()).toEqual([]);
    expect(await certificates()).toEqual([]);
  });

  test('keeps a certificate that another distribution serves, with its record', async () => {
    seed(aws, WITHOUT);
    await reconciler.converge(wanted(DOMAIN, ASKING));
    const [requested] = await certificates();
    const record = await validationOf(requested!.arn);
    serveElsewhere(requested!.arn);

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(await certificates()).toEqual([{ arn: requested!.arn, status: 'ISSUED' }]);
    expect(await seen.records(record.Name!.replace(/\.$/, ''))).toHaveLength(1);
  });

  test('keeps a record by which the API certificate renews since', async () => {
    seed(aws, WITHOUT);
    await reconciler.converge(wanted(DOMAIN, ASKING));
    const { Name } = await requestRegional();

    await reconciler.converge(letGo(DOMAIN));

    expect(await certificates()).toEqual([]);
    expect(await seen.records(Name!.replace(/\.$/, ''))).toHaveLength(1);
  });

  test('keeps a certificate that it did not request', async () => {
    seed(aws, estateOf());
    const before = await certificates();
    await reconciler.converge(wanted(DOMAIN, ASKING));

    await reconciler.converge(letGo(DOMAIN));

    expect(await certificates()).toEqual(before);
  });

  test('leaves the certificate with an adopted distribution that serves it', async () => {
    const owner = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;
    const bare = distributionOf({
      Aliases: { Quantity: 0 },
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
    });
    seed(aws, estateOf({ account: { certificates: REGIONAL_ONLY }, distributions: { edge: bare } }));
    await reconciler.converge(wanted(DOMAIN, { ...ASKING, owner }));
    const before = await certificates();

    const look = await reconciler.converge({ kind: 'let-go', domainName: name(DOMAIN), owner, onDelete: 'restore' });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(before).toEqual([{ arn: expect.any(String), status: 'ISSUED' }]);
    expect(await certificates()).toEqual(before);
    const [edge] = await seen.distributions();
    expect(await seen.tags(edge!.arn)).toEqual({});
  });
});

test('a delete that comes while a create waits for its certificate is the newer word', async () => {
  seed(aws, WITHOUT);
  let deleted = false;

  const look = await reconciler.converge(wanted(DOMAIN, ASKING), {
    clock: {
      now: () => new Date(aws.simulator.clock.now()),
      sleep: async (seconds) => {
        aws.simulator.clock.advance(seconds);
        if (seconds === 0 || deleted) return;
        deleted = true;
        await reconciler.converge(letGo(DOMAIN));
      },
    },
  });

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
  expect(await certificates()).toEqual([]);
  expect(await seen.distributions()).toEqual([]);
});

/** As ACM sees it when somebody attaches the certificate to a distribution of theirs. */
function serveElsewhere(arn: string) {
  aws.simulator.world
    .state(certificateUse, ACCOUNT)
    .get(arn)!
    .add(`arn:aws:cloudfront::${ACCOUNT}:distribution/E2SOMEBODYS`);
}
