import type { OperationContext } from '../core/operation.ts';
import { buckets } from '../s3/state.ts';
import type { AskedRequest, Permission } from './permission.ts';

/** The members of S3's inputs that say what a request touches. */
interface S3Input {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly VersionId?: string;
  readonly Prefix?: string;
}

/** Actions on objects have the operation's name, `HeadObject` aside; a version of an object has actions of its own. */
export function s3Permissions({ operation, input, context }: AskedRequest<S3Input>): readonly Permission[] {
  const { Bucket = '', Key = '', VersionId, Prefix } = input;
  if (operation === 'ListObjectsV2') {
    return [{ ...toList(Bucket), context: Prefix === undefined ? {} : { 's3:prefix': Prefix } }];
  }
  const action = operation === 'HeadObject' ? 'GetObject' : operation;
  const version = VersionId === undefined ? '' : 'Version';
  const permission = { action: `s3:${action}${version}`, resource: `arn:aws:s3:::${Bucket}/${Key}` };
  return action === 'GetObject' && isMissing(input, context) ? [permission, toList(Bucket)] : [permission];
}

/** Only whoever may list a bucket learns that an object is not there. */
function toList(bucket: string): Permission {
  return { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` };
}

function isMissing({ Bucket = '', Key = '' }: S3Input, { world }: OperationContext): boolean {
  const bucket = world.state(buckets, '*').get(Bucket);
  const content = bucket?.objects.get(Key)?.[0]?.content ?? 'delete marker';
  return bucket !== undefined && content === 'delete marker';
}
