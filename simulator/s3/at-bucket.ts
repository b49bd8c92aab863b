/**
 * The SDK's model of S3 has no bucket in its paths (its clients put it into the host name, or before the path), marks its own requests in the query
 * (`x-id`), and streams the objects. Here an operation's path begins with the bucket, no mark is needed, and a body is bytes.
 */
type Members = readonly unknown[];
type Structure = readonly [3, string, string, unknown, readonly string[], Members, ...unknown[]];
type OperationSchema = readonly [9, string, string, { readonly http: HttpTrait }, () => Structure, () => Structure];
type HttpTrait = readonly [method: string, template: string, status: number];

/** A payload of bytes, in the numbers of the SDK's schemas: a blob, and the trait that it is the whole body. */
const BYTES = [21, 16];
const STREAM_TYPE = 42;

export function atBucket(schema: unknown): unknown {
  const [kind, namespace, name, traits, input, output] = schema as OperationSchema;
  const [method, template, status] = traits.http;
  const [path = '', query = ''] = template.split('?');
  const fixed = query.split('&').filter((part) => part !== '' && !part.startsWith('x-id='));
  const withBucket = `/{Bucket}${path === '/' ? '' : path}${fixed.length === 0 ? '' : `?${fixed.join('&')}`}`;
  // Without the other traits of S3's operations: checksums are S3's business here.
  return [kind, namespace, name, { http: [method, withBucket, status] }, withBytes(input()), withBytes(output())];
}

function withBytes(structure: Structure): Structure {
  const [kind, namespace, name, traits, names, members, ...rest] = structure;
  return [kind, namespace, name, traits, names, members.map((member) => (isStream(member) ? BYTES : member)), ...rest];
}

function isStream(member: unknown): boolean {
  if (!Array.isArray(member) || typeof member[0] !== 'function') return false;
  const schema: unknown = member[0]();
  return Array.isArray(schema) && schema[4] === STREAM_TYPE;
}

/** An input or output of the SDK with its body in memory. */
export type WithBytes<T> = Omit<T, 'Body'> & { readonly Body?: Uint8Array };
