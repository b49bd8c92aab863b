import type { CreateDomainNameCommandInput, GetDomainNamesCommandInput } from '@aws-sdk/client-apigatewayv2';
import {
  ApiGatewayV2Client,
  ConflictException,
  CreateDomainName$,
  CreateDomainNameCommand,
  DeleteDomainName$,
  DeleteDomainNameCommand,
  GetApisCommand,
  GetDomainName$,
  GetDomainNameCommand,
  GetDomainNames$,
  GetDomainNamesCommand,
  TagResource$,
  TagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation, Service } from '../../../simulator/core/operation.ts';
import { ServiceError } from '../../../simulator/core/service-error.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

let seen: unknown;
const answering = <Input>(schema: unknown, answer: (input: Input) => object): Operation<Input> => ({
  schema,
  run(input) {
    seen = input;
    return answer(input);
  },
});
const service: Service = {
  signingName: 'apigateway',
  protocol: 'rest-json',
  shapeNamespace: 'com.amazonaws.apigatewayv2',
  operations: [
    answering(CreateDomainName$, ({ DomainName }: CreateDomainNameCommandInput) => {
      throw new ServiceError('ConflictException', 409, `${DomainName} exists`);
    }),
    answering(GetDomainName$, () => ({
      DomainName: 'api.example.com',
      DomainNameConfigurations: [{ CertificateUploadDate: new Date('2026-01-02T03:04:05Z') }],
    })),
    answering(GetDomainNames$, ({ MaxResults, NextToken }: GetDomainNamesCommandInput) => ({
      Items: [{ DomainName: `${NextToken} ${MaxResults}` }],
    })),
    answering(DeleteDomainName$, () => ({})),
    answering(TagResource$, () => ({})),
  ],
};

const aws = useSimulatedAws({ services: [service] });

describe('requests', () => {
  test('reads labels with percent-encoding', async () => {
    const client = aws.client(ApiGatewayV2Client);

    await client.send(new GetDomainNameCommand({ DomainName: '*.example.com' }));
    const label = seen;
    await client.send(
      new TagResourceCommand({
        ResourceArn: 'arn:aws:apigateway:us-east-1::/domainnames/a.example.com',
        Tags: { k: 'v' },
      }),
    );

    expect(label).toEqual({ DomainName: '*.example.com' });
    expect(seen).toEqual({ ResourceArn: 'arn:aws:apigateway:us-east-1::/domainnames/a.example.com', Tags: { k: 'v' } });
  });

  test('reads the query and answers with the wire names of the model', async () => {
    const client = aws.client(ApiGatewayV2Client);

    const answer = await client.send(new GetDomainNamesCommand({ MaxResults: '2', NextToken: 'a b' }));

    expect(answer.Items).toEqual([{ DomainName: 'a b 2' }]);
  });

  test('carries timestamps', async () => {
    const client = aws.client(ApiGatewayV2Client);

    const answer = await client.send(new GetDomainNameCommand({ DomainName: 'api.example.com' }));

    expect(answer.DomainNameConfigurations).toEqual([{ CertificateUploadDate: new Date('2026-01-02T03:04:05Z') }]);
  });

  test('answers without a body where the status is 204', async () => {
    const client = aws.client(ApiGatewayV2Client);

    const answer = await client.send(new DeleteDomainNameCommand({ DomainName: 'api.example.com' }));

    expect(answer.$metadata.httpStatusCode).toBe(204);
  });

  test('refuses a body that is not JSON', async () => {
    const response = await fetch(`${aws.simulator.endpoint}/v2/domainnames`, {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=111111111111/20260101/us-east-1/apigateway/aws4_request, Signature=0',
      },
      body: '{"domainName":',
    });

    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('SerializationException');
  });
});

describe('errors', () => {
  test('arrive as the exceptions of the SDK', async () => {
    const client = aws.client(ApiGatewayV2Client);

    const failure = await client.send(new CreateDomainNameCommand({ DomainName: 'a.b' })).catch((error) => error);

    expect(failure).toBeInstanceOf(ConflictException);
    expect(failure).toMatchObject({ message: 'a.b exists', $metadata: { httpStatusCode: 409 } });
  });

  test('fails with NotSimulated for an operation that is not there', async () => {
    const client = aws.client(ApiGatewayV2Client);

    const failure = await client.send(new GetApisCommand()).catch((error) => error);

    expect(failure).toMatchObject({ name: 'NotSimulated', message: expect.stringContaining('GET /v2/apis') });
  });
});
