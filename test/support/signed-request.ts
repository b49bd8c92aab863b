import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';

export interface ToSign {
  readonly url: string;
  readonly region: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** @default the secret of every simulated account */
  readonly secret?: string;
  readonly accessKeyId?: string;
  /** @default execute-api */
  readonly service?: string;
}

/** The signature of the SDK's own signer: its headers, or with `presign` the URL that carries it. */
interface Signer {
  sign(request: object): Promise<{ readonly headers: Record<string, string> }>;
  presign(request: object): Promise<{ readonly query: Record<string, string> }>;
}

/** The headers that make a request signed, the given ones among them. */
export async function signedHeaders(toSign: ToSign): Promise<Record<string, string>> {
  const { headers } = await (await signerOf(toSign)).sign(requestOf(toSign));
  return headers;
}

export async function presignedUrl(toSign: ToSign): Promise<string> {
  const { query } = await (await signerOf(toSign)).presign(requestOf(toSign));
  return `${toSign.url.split('?')[0]}?${new URLSearchParams(query)}`;
}

async function signerOf({ region, secret, accessKeyId, service = 'execute-api' }: ToSign): Promise<Signer> {
  const credentials = { accessKeyId: accessKeyId ?? '111111111111', secretAccessKey: secret ?? 'simulated' };
  const { signer } = new ApiGatewayV2Client({ region, credentials }).config;
  const scope = { name: 'sigv4', signingName: service, signingRegion: region, properties: {} };
  return (await (signer as unknown as (scope: object) => Promise<Signer>)(scope)) satisfies Signer;
}

function requestOf({ url, method = 'GET', headers = {}, body }: ToSign): object {
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  return { protocol, hostname, path: pathname, query, method, headers: { host: hostname, ...headers }, body };
}
