import {
  DeleteDomainNameCommand,
  GetApiMappingsCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { certificateUse } from '../../../simulator/acm/certificate-use.ts';
import { putDomainName, putRestApi } from '../../../simulator/apigatewayv2/seed.ts';
import { apiGatewayV2 } from '../../../simulator/apigatewayv2/service.ts';
import { alternateDomainNames } from '../../../simulator/cloudfront/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { ACCOUNT, apiGateway, certificate, contextOf, createDomain, pagesOf } from './api-gateway-world.ts';

const aws = useSimulatedAws({ services: [apiGatewayV2] });

describe('validation', () => {
  test.each([GetDomainNameCommand, UpdateDomainNameCommand, DeleteDomainNameCommand])(
    'refuses an unknown name',
    async (Command) => {
      const answer = apiGateway(aws).send(new Command({ DomainName: 'api.example.com' }) as GetDomainNameCommand);

      await expect(answer).rejects.toMatchObject({
        name: 'NotFoundException',
        message: 'Invalid domain name identifier specified',
        $metadata: { httpStatusCode: 404 },
      });
    },
  );

  test.each([{ MaxResults: '0' }, { MaxResults: 'all' }, { MaxResults: '501' }, { NextToken: 'guess' }])(
    'refuses the page %j',
    async (request) => {
      const answer = apiGateway(aws).send(new GetDomainNamesCommand(request));

      await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
    },
  );

  test('refuses to change or delete an edge-optimized name', async () => {
    putDomainName(contextOf(aws), { name: 'old.example.com', endpointTypes: ['EDGE'] });

    const update = () => apiGateway(aws).send(new UpdateDomainNameCommand({ DomainName: 'old.example.com' }));
    const remove = () => apiGateway(aws).send(new DeleteDomainNameCommand({ DomainName: 'old.example.com' }));

    await expect(update()).rejects.toMatchObject({ message: expect.stringMatching(/^Only REGIONAL/) });
    await expect(remove()).rejects.toMatchObject({ message: expect.stringMatching(/^Only REGIONAL/) });
  });

  test('refuses to update to a certificate that does not cover the name', async () => {
    await createDomain(aws, 'api.example.com');
    const CertificateArn = certificate(aws, ['www.example.com']);

    const answer = apiGateway(aws).send(
      new UpdateDomainNameCommand({ DomainName: 'api.example.com', DomainNameConfigurations: [{ CertificateArn }] }),
    );

    await expect(answer).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('refuses to change mutual TLS without the configuration', async () => {
    await createDomain(aws, 'api.example.com');

    const answer = apiGateway(aws).send(
      new UpdateDomainNameCommand({
        DomainName: 'api.example.com',
        MutualTlsAuthentication: { TruststoreUri: 's3://trust/store.pem' },
      }),
    );

    await expect(answer).rejects.toMatchObject({ message: 'Invalid input. Expected one domain name configuration' });
  });
});

describe('behavior', () => {
  test('lists by name in small pages, for this account and Region only', async () => {
    for (const name of ['d', 'b', 'a', 'c', 'e']) {
      await createDomain(aws, `${name}.example.com`);
    }
    await createDomain(aws, 'f.example.com', { account: '222222222222' });
    await createDomain(aws, 'g.example.com', { region: 'us-east-1' });

    const pages = await pagesOf((NextToken) => apiGateway(aws).send(new GetDomainNamesCommand({ NextToken })));

    expect(pages.map((page) => page.map(({ DomainName }) => DomainName))).toEqual([
      ['a.example.com', 'b.example.com', 'c.example.com'],
      ['d.example.com', 'e.example.com'],
    ]);
  });

  test('honors the page size that the caller asks for', async () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      await createDomain(aws, `${name}.example.com`);
    }

    const page = await apiGateway(aws).send(new GetDomainNamesCommand({ MaxResults: '4' }));

    expect(page.Items).toHaveLength(4);
    expect(page.NextToken).toBeUndefined();
  });

  test('lists and reads edge-optimized names, whose alternate domain name a distribution of AWS holds', async () => {
    const { restApiId } = putRestApi(contextOf(aws), { name: 'old', stages: ['prod'] });
    putDomainName(contextOf(aws), {
      name: 'old.example.com',
      endpointTypes: ['EDGE', 'REGIONAL'],
      mappings: [{ apiId: restApiId, stage: 'prod' }],
    });

    const read = await apiGateway(aws).send(new GetDomainNameCommand({ DomainName: 'old.example.com' }));
    const mappings = await apiGateway(aws).send(new GetApiMappingsCommand({ DomainName: 'old.example.com' }));

    const [edge, regional] = read.DomainNameConfigurations ?? [];
    expect(edge).toMatchObject({
      ApiGatewayDomainName: expect.stringMatching(/\.cloudfront\.net$/),
      HostedZoneId: 'Z2FDTNDATAQYW2',
    });
    expect(regional).toMatchObject({ EndpointType: 'REGIONAL', HostedZoneId: 'ZLY8HYME6SFDD' });
    expect(mappings.Items).toMatchObject([{ ApiId: restApiId, Stage: 'prod' }]);
    const holder = aws.simulator.world.state(alternateDomainNames, '*').get('old.example.com');
    expect(holder).toBe(edge?.ApiGatewayDomainName);
  });

  test('updates certificate and routing mode, keeps the host name, and is UPDATING for a while', async () => {
    await createDomain(aws, 'api.example.com');
    aws.simulator.clock.advance(30);
    const before = await apiGateway(aws).send(new GetDomainNameCommand({ DomainName: 'api.example.com' }));
    const CertificateArn = certificate(aws, ['*.example.com']);

    const updated = await apiGateway(aws).send(
      new UpdateDomainNameCommand({
        DomainName: 'api.example.com',
        DomainNameConfigurations: [{ CertificateArn }],
        RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING',
      }),
    );

    const [old] = before.DomainNameConfigurations ?? [];
    expect(updated.RoutingMode).toBe('ROUTING_RULE_THEN_API_MAPPING');
    expect(updated.DomainNameConfigurations).toEqual([{ ...old, CertificateArn, DomainNameStatus: 'UPDATING' }]);
    const use = aws.simulator.world.state(certificateUse, ACCOUNT);
    expect(use.get(old?.CertificateArn ?? '')?.size).toBe(0);
    expect(use.get(CertificateArn)?.size).toBe(1);
  });

  test('turns mutual TLS on, and off with an empty truststore', async () => {
    await createDomain(aws, 'api.example.com');
    const update = (TruststoreUri: string) =>
      apiGateway(aws).send(
        new UpdateDomainNameCommand({
          DomainName: 'api.example.com',
          DomainNameConfigurations: [{}],
          MutualTlsAuthentication: { TruststoreUri },
        }),
      );

    const on = await update('s3://trust/store.pem');
    const off = await update('');

    expect(on.MutualTlsAuthentication).toEqual({ TruststoreUri: 's3://trust/store.pem' });
    expect(off.MutualTlsAuthentication).toBeUndefined();
  });

  test('deletes a name, which is free again', async () => {
    await createDomain(aws, 'api.example.com');

    await apiGateway(aws).send(new DeleteDomainNameCommand({ DomainName: 'api.example.com' }));

    await expect(createDomain(aws, 'api.example.com', { account: '222222222222' })).resolves.toBeUndefined();
  });
});
