import type { RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import {
  ACMClient,
  DeleteCertificate$,
  DeleteCertificateCommand,
  DescribeCertificate$,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificate$,
  RequestCertificateCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm';
import type { Operation, Service } from '../../../simulator/core/operation.ts';
import { ServiceError } from '../../../simulator/core/service-error.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const createdAt = new Date('2026-01-02T03:04:05Z');
const certificate = {
  CertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1',
  SubjectAlternativeNames: ['größe.example.com'],
  CreatedAt: createdAt,
};
const echo: Operation<RequestCertificateCommandInput> = {
  schema: RequestCertificate$,
  run: (input) => ({ CertificateArn: JSON.stringify(input) }),
};
const service: Service = {
  signingName: 'acm',
  protocol: 'json-1.1',
  serviceTarget: 'CertificateManager',
  shapeNamespace: 'com.amazonaws.acm',
  operations: [
    echo,
    { schema: DescribeCertificate$, run: () => ({ Certificate: certificate }) },
    {
      schema: DeleteCertificate$,
      run: () => {
        throw new ServiceError('ResourceNotFoundException', 400, 'no such certificate');
      },
    },
  ],
};

const aws = useSimulatedAws({ services: [service] });

describe('requests', () => {
  test('reads the body', async () => {
    const input = { DomainName: 'a.example.com', SubjectAlternativeNames: ['b.example.com'], Tags: [{ Key: 'k' }] };

    const answer = await aws.client(ACMClient).send(new RequestCertificateCommand(input));

    expect(JSON.parse(answer.CertificateArn!)).toEqual(input);
  });

  test('answers with nested shapes and timestamps', async () => {
    const answer = await aws.client(ACMClient).send(new DescribeCertificateCommand({ CertificateArn: 'a' }));

    expect(answer.Certificate).toEqual(certificate);
  });
});

describe('errors', () => {
  test('arrive as the exceptions of the SDK', async () => {
    const client = aws.client(ACMClient);

    const failure = await client.send(new DeleteCertificateCommand({ CertificateArn: 'a' })).catch((error) => error);

    expect(failure).toBeInstanceOf(ResourceNotFoundException);
    expect(failure).toMatchObject({
      message: 'no such certificate',
      $metadata: { httpStatusCode: 400, requestId: aws.simulator.requests()[0]!.id },
    });
  });

  test('fails with NotSimulated for an operation that is not there', async () => {
    const failure = await aws
      .client(ACMClient)
      .send(new ListCertificatesCommand())
      .catch((error) => error);

    expect(failure).toMatchObject({ name: 'NotSimulated', $metadata: { httpStatusCode: 501 } });
    expect(failure.message).toContain('CertificateManager.ListCertificates');
  });
});
