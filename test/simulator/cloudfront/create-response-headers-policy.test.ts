import {
  CloudFrontClient,
  CreateResponseHeadersPolicyCommand,
  DeleteResponseHeadersPolicyCommand,
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  type ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

function create(changes: Partial<ResponseHeadersPolicyConfig>) {
  const ResponseHeadersPolicyConfig = { Name: 'hsts', ...changes };
  return aws.client(CloudFrontClient).send(new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig }));
}

const HSTS = { SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 300, Override: true } } };

describe('validation', () => {
  test.each<[string, Partial<ResponseHeadersPolicyConfig>, string]>([
    ['an empty policy', {}, 'InvalidArgument'],
    [
      'HSTS without a maximum age',
      { SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: undefined, Override: true } } },
      'InvalidArgument',
    ],
    [
      'a negative maximum age',
      { SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: -1, Override: true } } },
      'InvalidArgument',
    ],
    ['the name of a managed policy', { ...HSTS, Name: 'Managed-SimpleCORS' }, 'ResponseHeadersPolicyAlreadyExists'],
    [
      'eleven custom headers',
      {
        CustomHeadersConfig: {
          Quantity: 11,
          Items: [...'abcdefghijk'].map((Header) => ({ Header, Value: '1', Override: true })),
        },
      },
      'TooManyCustomHeadersInResponseHeadersPolicy',
    ],
  ])('refuses %s', async (_, changes, name) => {
    const creation = create(changes);

    await expect(creation).rejects.toMatchObject({ name });
  });
});

describe('behavior', () => {
  test('keeps HSTS and answers the flags that were left out', async () => {
    const { ResponseHeadersPolicy } = await create(HSTS);

    const read = await aws
      .client(CloudFrontClient)
      .send(new GetResponseHeadersPolicyCommand({ Id: ResponseHeadersPolicy!.Id }));

    const config = read.ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!;
    expect(config.SecurityHeadersConfig).toEqual({
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: 300,
        IncludeSubdomains: false,
        Preload: false,
        Override: true,
      },
    });
  });

  test('offers the managed security headers', async () => {
    const read = await aws.client(CloudFrontClient).send(new GetResponseHeadersPolicyCommand({ Id: SECURITY_HEADERS }));

    const config = read.ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!;
    expect(config.SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: false },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
    });
  });

  test('lists and deletes custom policies', async () => {
    const client = aws.client(CloudFrontClient);
    const { ResponseHeadersPolicy, ETag } = await create(HSTS);
    const list = new ListResponseHeadersPoliciesCommand({ Type: 'custom' });
    const before = await client.send(list);

    await client.send(new DeleteResponseHeadersPolicyCommand({ Id: ResponseHeadersPolicy!.Id, IfMatch: ETag }));

    const after = await client.send(list);
    expect([before, after].map((listed) => listed.ResponseHeadersPolicyList!.Quantity)).toEqual([1, 0]);
  });
});
