import { GetDomainNameCommand, GetDomainNamesCommand, paginateGetDomainNames } from '@aws-sdk/client-api-gateway';
import { GetDomainNamesCommand as GetInVersion2Command } from '@aws-sdk/client-apigatewayv2';
import { addPrivateDomainName } from '../../../simulator/apigateway/add-private-domain-name.ts';
import { apiGateway as service } from '../../../simulator/apigateway/service.ts';
import { putDomainName } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { apiGateway, certificate, contextOf, createDomain } from '../apigatewayv2/api-gateway-world.ts';
import { version1 } from './rest-api-world.ts';

const aws = useSimulatedAws({ services: [service, apiGatewayV2] });

function putPrivate(name: string): void {
  const request = { domainName: name, certificateArn: certificate(aws, [name]) };
  addPrivateDomainName(request, contextOf(aws), undefined);
}

describe('validation', () => {
  test('refuses an unknown name', async () => {
    const answer = version1(aws).send(new GetDomainNameCommand({ domainName: 'api.example.com' }));

    await expect(answer).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid domain name identifier specified',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('refuses a private name without its id', async () => {
    putPrivate('inside.example.com');

    const answer = version1(aws).send(new GetDomainNameCommand({ domainName: 'inside.example.com' }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test.each([{ limit: 0 }, { limit: 501 }, { position: 'guess' }])('refuses the page %j', async (request) => {
    const answer = version1(aws).send(new GetDomainNamesCommand(request));

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('behavior', () => {
  test('lists what version 2 of the API made, in small pages', async () => {
    for (const label of ['d', 'b', 'a', 'c']) await createDomain(aws, `${label}.example.com`);

    const pages: (string | undefined)[][] = [];
    for await (const { items = [] } of paginateGetDomainNames({ client: version1(aws) }, {})) {
      pages.push(items.map(({ domainName }) => domainName));
    }

    expect(pages).toEqual([['a.example.com', 'b.example.com', 'c.example.com'], ['d.example.com']]);
  });

  test('lists private names, which version 2 of the API leaves out', async () => {
    await createDomain(aws, 'api.example.com');
    putPrivate('inside.example.com');

    const inVersion1 = await version1(aws).send(new GetDomainNamesCommand({}));
    const inVersion2 = await apiGateway(aws).send(new GetInVersion2Command({}));

    expect(inVersion1.items).toMatchObject([
      { domainName: 'api.example.com', endpointConfiguration: { types: ['REGIONAL'] } },
      { domainName: 'inside.example.com', endpointConfiguration: { types: ['PRIVATE'] } },
    ]);
    expect(inVersion2.Items).toMatchObject([{ DomainName: 'api.example.com' }]);
  });

  test('lists nothing of other accounts, for nothing is shared', async () => {
    await createDomain(aws, 'api.example.com');

    const { items } = await version1(aws).send(new GetDomainNamesCommand({ resourceOwner: 'OTHER_ACCOUNTS' }));

    expect(items).toEqual([]);
  });

  test('shows the host names of both endpoints of a name in migration', async () => {
    putDomainName(contextOf(aws), {
      name: 'old.example.com',
      endpointTypes: ['EDGE', 'REGIONAL'],
      edgeCertificateArn: 'arn:edge',
      certificateArn: 'arn:regional',
      securityPolicy: 'TLS_1_0',
    });

    const shown = await version1(aws).send(new GetDomainNameCommand({ domainName: 'old.example.com' }));

    expect(shown).toMatchObject({
      certificateArn: 'arn:edge',
      distributionDomainName: expect.stringMatching(/\.cloudfront\.net$/),
      distributionHostedZoneId: 'Z2FDTNDATAQYW2',
      regionalCertificateArn: 'arn:regional',
      regionalDomainName: expect.stringMatching(/^d-.+\.execute-api\.eu-west-1\.amazonaws\.com$/),
      regionalHostedZoneId: 'ZLY8HYME6SFDD',
      endpointConfiguration: { types: ['EDGE', 'REGIONAL'], ipAddressType: 'ipv4' },
      domainNameStatus: 'AVAILABLE',
      securityPolicy: 'TLS_1_0',
      routingMode: 'BASE_PATH_MAPPING_ONLY',
    });
  });

  test('shows the enhanced policy of an EDGE name that was put in place', async () => {
    putDomainName(contextOf(aws), {
      name: 'old.example.com',
      endpointTypes: ['EDGE'],
      securityPolicy: 'SecurityPolicy_TLS13_2025_EDGE',
      endpointAccessMode: 'BASIC',
    });

    const shown = await version1(aws).send(new GetDomainNameCommand({ domainName: 'old.example.com' }));

    expect(shown).toMatchObject({ securityPolicy: 'SecurityPolicy_TLS13_2025_EDGE', endpointAccessMode: 'BASIC' });
  });
});
