import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

const get = (path: string, authorization?: string) =>
  fetch(`${aws.simulator.endpoint}${path}`, authorization === undefined ? {} : { headers: { authorization } });

describe('caller', () => {
  test('is the default account for an access key that is not an account number', async () => {
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };

    const identity = await aws.client(STSClient, { credentials }).send(new GetCallerIdentityCommand());

    expect(identity.Account).toBe('111111111111');
  });

  test('is read from a presigned query', async () => {
    const response = await get(
      '/?Action=GetCallerIdentity&X-Amz-Credential=222222222222%2F20260101%2Fus-east-1%2Fsts%2Faws4_request',
    );

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<Account>222222222222</Account>');
  });

  test.each([
    ['is not signed', undefined],
    ['is signed in another way', 'Bearer token'],
    ['has an incomplete scope', 'AWS4-HMAC-SHA256 Credential=111111111111/20260101/us-east-1, Signature=0'],
  ])('refuses a request that %s', async (_title, authorization) => {
    const response = await get('/2020-05-31/distribution', authorization);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(aws.simulator.requests()).toMatchObject([{ status: 403, code: 'MissingAuthenticationToken' }]);
  });

  test('refuses a service that is not simulated', async () => {
    const response = await get(
      '/',
      'AWS4-HMAC-SHA256 Credential=1/20260101/us-east-1/dynamodb/aws4_request, Signature=0',
    );

    expect(response.status).toBe(501);
    expect(await response.text()).toContain('<Code>NotSimulated</Code>');
  });

  test('keeps accounts and Regions apart in what a client sees', async () => {
    const [here, there] = ['us-east-1', 'eu-west-1'].map((region) => aws.client(ACMClient, { region }));

    await here!.send(new ListCertificatesCommand());
    await there!.send(new ListCertificatesCommand());

    expect(aws.simulator.requests().map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1']);
  });
});
