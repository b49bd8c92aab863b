import { AccountClient, ListRegionsCommand, TooManyRequestsException } from '@aws-sdk/client-account';
import {
  ACMClient,
  AccessDeniedException as AcmAccessDenied,
  AddTagsToCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
  ThrottlingException,
} from '@aws-sdk/client-acm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { putCertificate } from '../../../simulator/acm/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const list = new ListCertificatesCommand();
const request = () => new RequestCertificateCommand({ DomainName: 'a.example.com', ValidationMethod: 'DNS' });
const failureOf = (sent: Promise<unknown>) => sent.then(() => undefined).catch((error) => error);
const certificates = async () => (await aws.client(ACMClient).send(list)).CertificateSummaryList;

describe('kinds', () => {
  test('throttles in the words of each protocol', async () => {
    aws.simulator.faults.add({ kind: 'throttle', times: 'always' });

    const json = await failureOf(aws.client(ACMClient).send(list));
    const restJson = await failureOf(aws.client(AccountClient).send(new ListRegionsCommand()));
    const query = await failureOf(aws.client(STSClient).send(new GetCallerIdentityCommand()));

    expect(json).toBeInstanceOf(ThrottlingException);
    expect(restJson).toBeInstanceOf(TooManyRequestsException);
    expect(restJson.$metadata.httpStatusCode).toBe(429);
    expect(query).toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
  });

  test('denies access in the words of each protocol', async () => {
    aws.simulator.faults.add({ kind: 'access-denied', times: 'always' });

    const json = await failureOf(aws.client(ACMClient).send(list));
    const query = await failureOf(aws.client(STSClient).send(new GetCallerIdentityCommand()));

    expect(json).toBeInstanceOf(AcmAccessDenied);
    expect(json.message).toContain('is not authorized to perform: acm:ListCertificates');
    expect(query).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });

  test('answers any error', async () => {
    aws.simulator.faults.add({ kind: 'error', code: 'ServiceUnavailable', status: 503, message: 'try later' });

    const failure = await failureOf(aws.client(ACMClient).send(list));

    expect(failure).toMatchObject({
      name: 'ServiceUnavailable',
      message: 'try later',
      $fault: 'server',
      $metadata: { httpStatusCode: 503 },
    });
  });

  test('breaks the connection after the effect', async () => {
    aws.simulator.faults.add({ kind: 'timeout-after-effect', operation: 'RequestCertificate' });

    const failure = await failureOf(aws.client(ACMClient).send(request()));

    expect(failure.$metadata?.httpStatusCode).toBeUndefined();
    expect(await certificates()).toHaveLength(1);
    expect(aws.simulator.requests()[0]).toMatchObject({ operation: 'RequestCertificate', status: 0 });
  });

  test('breaks the connection before the effect', async () => {
    aws.simulator.faults.add({ kind: 'disconnect-before-effect', operation: 'RequestCertificate' });

    await failureOf(aws.client(ACMClient).send(request()));

    expect(await certificates()).toEqual([]);
    expect(aws.simulator.requests()[0]).toMatchObject({ operation: 'RequestCertificate', status: 0 });
  });

  test('answers a read as before the last write', async () => {
    const acm = aws.client(ACMClient);
    const CertificateArn = putCertificate(aws.simulator.world, '111111111111', 'us-east-1', { domainName: 'a.b' });
    const tags = async () => (await acm.send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags;
    const add = (Key: string) => acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: [{ Key }] }));
    await add('one');
    await tags();
    await add('two');
    aws.simulator.faults.add({ kind: 'stale-read', times: 2 });

    const [stale, again, fresh] = [await tags(), await tags(), await tags()];

    expect(stale).toHaveLength(1);
    expect(again).toHaveLength(1);
    expect(fresh).toHaveLength(2);
  });

  test('reads stale for some seconds of simulated time', async () => {
    await certificates();
    await aws.client(ACMClient).send(request());
    aws.simulator.faults.add({ kind: 'stale-read', seconds: 10 });

    const during = [await certificates(), await certificates()];
    aws.simulator.clock.advance(10);

    expect(during).toEqual([[], []]);
    expect(await certificates()).toHaveLength(1);
  });
});

describe('matching', () => {
  test('fails the nth matching request and no other', async () => {
    const acm = aws.client(ACMClient);
    await acm.send(list);
    aws.simulator.faults.add({ kind: 'throttle', operation: 'ListCertificates', nth: 2 });

    const failures = [];
    for (let time = 0; time < 4; time += 1) failures.push((await failureOf(acm.send(list)))?.name);

    expect(failures).toEqual([undefined, 'ThrottlingException', undefined, undefined]);
  });

  test.each([
    ['service', { service: 'sts' }],
    ['operation', { operation: 'DescribeCertificate' }],
    ['account', { account: '222222222222' }],
    ['Region', { region: 'eu-west-1' }],
  ])('leaves requests of another %s alone', async (_name, condition) => {
    aws.simulator.faults.add({ kind: 'throttle', ...condition });

    const failure = await failureOf(aws.client(ACMClient).send(list));

    expect(failure).toBeUndefined();
  });

  test('ends when it is cleared', async () => {
    aws.simulator.faults.add([{ kind: 'throttle', times: 'always' }, { kind: 'access-denied' }]);

    aws.simulator.faults.clear();

    expect(await failureOf(aws.client(ACMClient).send(list))).toBeUndefined();
  });
});
