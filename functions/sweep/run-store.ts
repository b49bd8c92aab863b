import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Called, called } from '../reconciler/aws/call.ts';

/**
 * What a run keeps while it goes on, one object per fact, below `runs/<id>/`: a state machine passes 256 KiB at most, and a run of ten thousand accounts
 * would not fit into anything's memory either.
 */
export interface RunStore {
  readonly bucket: string;
  keyOf(name: string): string;
  put(name: string, value: unknown): Promise<Called<unknown>>;
  /** A document that is too large for memory. */
  putFile(name: string, bytes: number, open: () => Readable): Promise<Called<unknown>>;
  /** A page for people, as `<name>.html`. */
  putPage(name: string, html: string): Promise<Called<unknown>>;
  /** Undefined when there is no such object. */
  get(name: string): Promise<Called<unknown>>;
  /** Names that begin with `prefix`, in order. */
  list(prefix: string): Promise<Called<readonly string[]>>;
}

export function createRunStore(client: S3Client, bucket: string, runId: string): RunStore {
  return createStore(client, bucket, `runs/${runId}/`);
}

const JSON_TYPE = 'application/json';

/** What outlives a run: the last report, what edges are known by, who changed what. */
export function createMemory(client: S3Client, bucket: string): RunStore {
  return createStore(client, bucket, 'memory/');
}

function createStore(client: S3Client, bucket: string, root: string): RunStore {
  const keyOf = (name: string) => `${root}${name}.json`;
  const put = (object: Omit<PutObjectCommandInput, 'Bucket'>) =>
    called('S3.PutObject', () => client.send(new PutObjectCommand({ Bucket: bucket, ...object })));
  return {
    bucket,
    keyOf,
    put: (name, value) => put({ Key: keyOf(name), Body: JSON.stringify(value), ContentType: JSON_TYPE }),
    putFile: (name, bytes, open) =>
      put({ Key: keyOf(name), Body: open(), ContentLength: bytes, ContentType: JSON_TYPE }),
    putPage: (name, html) => put({ Key: `${root}${name}.html`, Body: html, ContentType: 'text/html; charset=utf-8' }),
    async get(name) {
      const answer = await called('S3.GetObject', () =>
        client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(name) })),
      );
      if (answer.kind === 'failed')
        return answer.failure.code === 'NoSuchKey' ? { kind: 'answered', value: undefined } : answer;
      return { kind: 'answered', value: JSON.parse((await answer.value.Body?.transformToString()) ?? 'null') };
    },
    list: (prefix) =>
      called('S3.ListObjectsV2', async () => {
        const names: string[] = [];
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${root}${prefix}` });
        for await (const { Contents = [] } of pages)
          names.push(...Contents.map(({ Key = '' }) => Key.slice(root.length).replace(/\.json$/, '')));
        return names;
      }),
  };
}
