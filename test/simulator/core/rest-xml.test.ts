import type {
  CreateDistributionWithTagsCommandInput,
  ListDistributionsCommandInput,
  TagResourceCommandInput,
  UpdateDistributionCommandInput,
} from '@aws-sdk/client-cloudfront';
import {
  CloudFrontClient,
  CreateDistributionWithTags$,
  CreateDistributionWithTagsCommand,
  DeleteDistribution$,
  DeleteDistributionCommand,
  GetDistribution$,
  GetDistributionCommand,
  ListDistributions$,
  ListDistributionsCommand,
  NoSuchDistribution,
  TagResource$,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDistribution$,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import type { ChangeResourceRecordSetsCommandInput } from '@aws-sdk/client-route-53';
import {
  ChangeResourceRecordSets$,
  ChangeResourceRecordSetsCommand,
  InvalidChangeBatch,
  Route53Client,
} from '@aws-sdk/client-route-53';
import type { Operation, Service } from '../../../simulator/core/operation.ts';
import { ServiceError } from '../../../simulator/core/service-error.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const distribution = (id: string) => ({
  Id: id,
  ARN: `arn:aws:cloudfront::111111111111:distribution/${id}`,
  Status: 'Deployed',
  LastModifiedTime: new Date('2026-01-02T03:04:05Z'),
  InProgressInvalidationBatches: 0,
  DomainName: 'd.cloudfront.net',
});
const config = {
  CallerReference: 'one & <only>',
  Comment: 'größe 東京',
  Enabled: true,
  Aliases: { Quantity: 2, Items: ['a.example.com', 'b.example.com'] },
  Origins: { Quantity: 1, Items: [{ Id: 'o', DomainName: 'o.example.com' }] },
  DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'redirect-to-https' as const },
};

let seen: unknown;
const answering = <Input>(schema: unknown, answer: (input: Input) => object): Operation<Input> => ({
  schema,
  run(input) {
    seen = input;
    return answer(input);
  },
});

const cloudfront: Service = {
  signingName: 'cloudfront',
  protocol: 'rest-xml',
  xmlNamespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
  shapeNamespace: 'com.amazonaws.cloudfront',
  operations: [
    answering(GetDistribution$, () => {
      throw new ServiceError('NoSuchDistribution', 404, 'The specified distribution does not exist.');
    }),
    answering(ListDistributions$, ({ Marker, MaxItems }: ListDistributionsCommandInput) => ({
      DistributionList: { Marker, MaxItems, IsTruncated: false, Quantity: 0, Items: [] },
    })),
    answering(CreateDistributionWithTags$, (input: CreateDistributionWithTagsCommandInput) => ({
      Distribution: { ...distribution('E1'), DistributionConfig: input.DistributionConfigWithTags?.DistributionConfig },
      Location: 'https://cloudfront.amazonaws.com/2020-05-31/distribution/E1',
      ETag: 'ETAG1',
    })),
    answering(UpdateDistribution$, ({ Id = '', DistributionConfig }: UpdateDistributionCommandInput) => ({
      Distribution: { ...distribution(Id), DistributionConfig },
      ETag: 'ETAG2',
    })),
    answering(DeleteDistribution$, () => ({})),
    answering(TagResource$, (_input: TagResourceCommandInput) => ({})),
  ],
};
const route53: Service = {
  signingName: 'route53',
  protocol: 'rest-xml',
  xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
  shapeNamespace: 'com.amazonaws.route53',
  operations: [
    answering(ChangeResourceRecordSets$, (_input: ChangeResourceRecordSetsCommandInput) => {
      throw new ServiceError('InvalidChangeBatch', 400, '[first, second]', { messages: ['first', 'second <&>'] });
    }),
  ],
};

const aws = useSimulatedAws({ services: [cloudfront, route53] });

describe('requests', () => {
  test('reads a body, a label and a header', async () => {
    const client = aws.client(CloudFrontClient);

    const answer = await client.send(
      new UpdateDistributionCommand({ Id: 'E1', IfMatch: 'ETAG1', DistributionConfig: config }),
    );

    expect(seen).toEqual({ Id: 'E1', IfMatch: 'ETAG1', DistributionConfig: config });
    expect(answer).toMatchObject({
      ETag: 'ETAG2',
      Distribution: { ...distribution('E1'), DistributionConfig: config },
    });
    expect(answer.$metadata).toMatchObject({
      httpStatusCode: 200,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('reads query parameters by their types', async () => {
    const client = aws.client(CloudFrontClient);

    const answer = await client.send(new ListDistributionsCommand({ Marker: 'E1&2', MaxItems: 7 }));

    expect(answer.DistributionList).toEqual({
      Marker: 'E1&2',
      MaxItems: 7,
      IsTruncated: false,
      Quantity: 0,
      Items: [],
    });
  });

  test('tells operations apart by the query of their template', async () => {
    const client = aws.client(CloudFrontClient);

    const created = await client.send(
      new CreateDistributionWithTagsCommand({
        DistributionConfigWithTags: { DistributionConfig: config, Tags: { Items: [{ Key: 'k', Value: 'v' }] } },
      }),
    );
    const createInput = seen;
    const tagged = await client.send(
      new TagResourceCommand({ Resource: 'arn:aws:cloudfront::1:distribution/E1', Tags: { Items: [{ Key: 'k' }] } }),
    );

    expect(createInput).toMatchObject({ DistributionConfigWithTags: { Tags: { Items: [{ Key: 'k', Value: 'v' }] } } });
    expect(created).toMatchObject({ ETag: 'ETAG1', Location: expect.stringContaining('/E1') });
    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(seen).toEqual({ Resource: 'arn:aws:cloudfront::1:distribution/E1', Tags: { Items: [{ Key: 'k' }] } });
    expect(tagged.$metadata.httpStatusCode).toBe(204);
  });

  test('answers an operation without output', async () => {
    const client = aws.client(CloudFrontClient);

    const answer = await client.send(new DeleteDistributionCommand({ Id: 'E1', IfMatch: 'ETAG1' }));

    expect(seen).toEqual({ Id: 'E1', IfMatch: 'ETAG1' });
    expect(answer.$metadata.httpStatusCode).toBe(204);
  });

  test('refuses XML that is not well-formed', async () => {
    const response = await fetch(`${aws.simulator.endpoint}/2020-05-31/distribution/E1/config`, {
      method: 'PUT',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=111111111111/20260101/us-east-1/cloudfront/aws4_request, Signature=0',
      },
      body: '<DistributionConfig><Comment>',
    });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>MalformedXML</Code>');
  });
});

describe('errors', () => {
  test('arrive as the exceptions of the SDK', async () => {
    const client = aws.client(CloudFrontClient);

    const failure = await client.send(new GetDistributionCommand({ Id: 'E1' })).catch((error) => error);

    expect(failure).toBeInstanceOf(NoSuchDistribution);
    expect(failure).toMatchObject({
      name: 'NoSuchDistribution',
      message: 'The specified distribution does not exist.',
      $fault: 'client',
      $metadata: { httpStatusCode: 404, requestId: aws.simulator.requests()[0]!.id },
    });
  });

  test('carry the members of their shape', async () => {
    const client = aws.client(Route53Client);

    const failure = await client
      .send(new ChangeResourceRecordSetsCommand({ HostedZoneId: '/hostedzone/Z1', ChangeBatch: { Changes: [] } }))
      .catch((error) => error);

    expect(failure).toBeInstanceOf(InvalidChangeBatch);
    expect(failure).toMatchObject({ message: '[first, second]', messages: ['first', 'second <&>'] });
    expect(seen).toEqual({ HostedZoneId: 'Z1', ChangeBatch: { Changes: [] } });
  });

  test('fails with NotSimulated for an operation that is not there', async () => {
    const client = aws.client(CloudFrontClient);

    const failure = await client
      .send(new UntagResourceCommand({ Resource: 'r', TagKeys: { Items: [] } }))
      .catch((e) => e);

    expect(failure).toMatchObject({ name: 'NotSimulated', $metadata: { httpStatusCode: 501 } });
    expect(failure.message).toContain('POST /2020-05-31/tagging');
  });
});
