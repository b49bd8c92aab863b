import { CreateDomainNameCommand, GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { apiGatewayState } from '../../../simulator/apigatewayv2/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { ACCOUNT, apiGateway, certificate, createDomain, REGION } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });

function create(name: string, configuration: object, others: object = {}) {
  return apiGateway(aws).send(
    new CreateDomainNameCommand({ DomainName: name, DomainNameConfigurations: [configuration], ...others }),
  );
}

describe('validation', () => {
  test.each(['localhost', 'API.example.com', 'a..b', '*.*.example.com', '-a.example.com'])(
    'refuses the malformed name %s',
    async (name) => {
      const CertificateArn = certificate(aws, [name]);

      const answer = create(name, { CertificateArn });

      await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
    },
  );

  test('refuses an EDGE endpoint', async () => {
    const CertificateArn = certificate(aws, ['api.example.com']);

    const answer = create('api.example.com', { CertificateArn, EndpointType: 'EDGE' });

    await expect(answer).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(/^Only REGIONAL domain names can be managed through the API Gateway V2 API/),
    });
  });

  test('refuses a request without exactly one configuration', async () => {
    const answer = apiGateway(aws).send(
      new CreateDomainNameCommand({ DomainName: 'api.example.com', DomainNameConfigurations: [] }),
    );

    await expect(answer).rejects.toMatchObject({
      message: 'Invalid input. Expected one domain name configuration',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test.each([
    ['of another Region', { region: 'us-east-1' }, "Certificate must be in 'eu-west-1'."],
    ['of another account', { account: '222222222222' }, 'must be owned by the account creating the domain'],
    ['that has expired', { status: 'EXPIRED' as const }, 'its status is EXPIRED'],
  ])('refuses a certificate %s', async (_, settings, sentence) => {
    const CertificateArn = certificate(aws, ['api.example.com'], settings);

    const answer = create('api.example.com', { CertificateArn });

    await expect(answer).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining(sentence),
    });
  });

  test('refuses a certificate that does not exist', async () => {
    const CertificateArn = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/00000000-0000-4000-8000-000000000000`;

    const answer = create('api.example.com', { CertificateArn });

    await expect(answer).rejects.toMatchObject({ message: 'The provided certificate does not exist.' });
  });

  test.each([
    ['a.b.example.com', '*.example.com'],
    ['example.com', '*.example.com'],
    ['*.example.com', 'a.example.com'],
    ['api.example.com', 'www.example.com'],
  ])('refuses %s with a certificate for %s', async (name, covered) => {
    const CertificateArn = certificate(aws, [covered]);

    const answer = create(name, { CertificateArn });

    await expect(answer).rejects.toMatchObject({ message: expect.stringContaining('does not cover') });
  });

  test('refuses a name that another account has in the same Region', async () => {
    await createDomain(aws, 'api.example.com', { account: '222222222222' });

    const answer = createDomain(aws, 'api.example.com');

    await expect(answer).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'The domain name you provided already exists.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('refuses a wildcard over a name that another account has', async () => {
    await createDomain(aws, 'api.example.com', { account: '222222222222' });

    const answer = createDomain(aws, '*.example.com');

    await expect(answer).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('refuses more domain names than the quota', async () => {
    aws.simulator.world.state(apiGatewayState, ACCOUNT, REGION).domainNameQuota = 1;
    await createDomain(aws, 'a.example.com');

    const answer = createDomain(aws, 'b.example.com');

    await expect(answer).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  test('refuses mutual TLS with an imported certificate and no proof of ownership', async () => {
    const CertificateArn = certificate(aws, ['api.example.com'], { type: 'IMPORTED' });
    const mutualTls = { MutualTlsAuthentication: { TruststoreUri: 's3://trust/store.pem' } };

    const answer = create('api.example.com', { CertificateArn }, mutualTls);

    await expect(answer).rejects.toMatchObject({ message: 'Missing ownershipVerificationCertificate.' });
  });

  test.each([
    [{ SecurityPolicy: 'TLS_1_3' }, {}],
    [{ IpAddressType: 'ipv6' }, {}],
    [{}, { RoutingMode: 'ANY' }],
    [{ SecurityPolicy: 'TLS_1_0' }, { MutualTlsAuthentication: { TruststoreUri: 's3://trust/store.pem' } }],
    [{}, { MutualTlsAuthentication: { TruststoreUri: 'https://trust/store.pem' } }],
    [{}, { Tags: { 'aws:owner': 'me' } }],
  ])('refuses the settings %j %j', async (configuration, others) => {
    const CertificateArn = certificate(aws, ['api.example.com']);

    const answer = create('api.example.com', { CertificateArn, ...configuration }, others);

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(aws.simulator.world.state(apiGatewayState, ACCOUNT, REGION).domainNames.size).toBe(0);
  });
});

describe('behavior', () => {
  test('answers with a regional host name and the hosted zone of the Region', async () => {
    const CertificateArn = certificate(aws, ['*.example.com']);

    const created = await create('api.example.com', { CertificateArn }, { Tags: { team: 'shop' } });

    expect(created).toMatchObject({
      DomainName: 'api.example.com',
      DomainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
      RoutingMode: 'API_MAPPING_ONLY',
      Tags: { team: 'shop' },
    });
    expect(created.DomainNameConfigurations).toEqual([
      {
        ApiGatewayDomainName: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/),
        CertificateArn,
        DomainNameStatus: 'UPDATING',
        EndpointType: 'REGIONAL',
        HostedZoneId: 'ZLY8HYME6SFDD',
        IpAddressType: 'ipv4',
        SecurityPolicy: 'TLS_1_2',
      },
    ]);
  });

  test('becomes AVAILABLE after some time', async () => {
    await createDomain(aws, 'api.example.com');

    aws.simulator.clock.advance(30);

    const read = await apiGateway(aws).send(new GetDomainNameCommand({ DomainName: 'api.example.com' }));
    expect(read.DomainNameConfigurations?.[0]?.DomainNameStatus).toBe('AVAILABLE');
  });

  test('creates the same name in two Regions', async () => {
    await createDomain(aws, 'api.example.com', { region: 'eu-west-1' });

    const second = createDomain(aws, 'api.example.com', { region: 'us-east-1' });

    await expect(second).resolves.toBeUndefined();
  });

  test('creates a wildcard with the same wildcard certificate', async () => {
    const CertificateArn = certificate(aws, ['*.example.com']);

    const created = await create('*.example.com', { CertificateArn });

    expect(created.DomainName).toBe('*.example.com');
  });

  test('notes that the certificate is in use', async () => {
    const CertificateArn = certificate(aws, ['api.example.com']);

    const { DomainNameArn } = await create('api.example.com', { CertificateArn });

    const use = aws.simulator.world.state(certificateUse, ACCOUNT).get(CertificateArn);
    expect([...(use ?? [])]).toEqual([DomainNameArn]);
  });

  test('creates mutual TLS with an imported certificate and a public proof of ownership', async () => {
    const CertificateArn = certificate(aws, ['api.example.com'], { type: 'IMPORTED' });
    const OwnershipVerificationCertificateArn = certificate(aws, ['api.example.com']);
    const MutualTlsAuthentication = { TruststoreUri: 's3://trust/store.pem' };

    const created = await create(
      'api.example.com',
      { CertificateArn, OwnershipVerificationCertificateArn },
      { MutualTlsAuthentication },
    );

    expect(created.MutualTlsAuthentication).toEqual(MutualTlsAuthentication);
  });
});
