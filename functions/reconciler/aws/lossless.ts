/**
 * The lossless guard. UpdateDistribution replaces the whole config, and an SDK drops elements that it does not know while it reads: a setting
 * that AWS added after this program was built would be deleted by a correction that has nothing to do with it.
 *
 * So the response is kept as it came, and its elements are compared with those that the SDK would send back for the same config. What is in the
 * one and not in the other would be lost. An empty element counts where the SDK's own model has no element of that name: AWS and the SDK differ in
 * which empty ones they write, and only an unknown one can mean something by being there.
 */
import { buffer } from 'node:stream/consumers';
import {
  type CloudFrontClient,
  type DistributionConfig,
  DistributionConfig$,
  GetDistributionConfigCommand,
  type GetDistributionConfigCommandOutput,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { parseXML } from '@aws-sdk/xml-builder';

export interface FullConfig {
  readonly output: GetDistributionConfigCommandOutput;
  /** The response body as it came over the wire. */
  readonly xml: string;
}

/** GetDistributionConfig, with the body kept beside what the SDK made of it. */
export async function readFullConfig(cloudFront: CloudFrontClient, distributionId: string): Promise<FullConfig> {
  const command = new GetDistributionConfigCommand({ Id: distributionId });
  let xml = '';
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: AsyncIterable<Uint8Array> | Uint8Array };
      const body = await buffer(response.body as AsyncIterable<Uint8Array>);
      xml = body.toString('utf8');
      response.body = body;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'keepBody' },
  );
  const output = await cloudFront.send(command);
  return { output, xml };
}

/** Settings of `xml` that the SDK would not send back, such as `Origins.Items.Origin.FutureSetting`; sorted, empty when nothing would be lost. */
export async function lostSettings(
  cloudFront: CloudFrontClient,
  { output, xml }: FullConfig,
): Promise<readonly string[]> {
  if (output.DistributionConfig === undefined) return [];
  const sent = settingPaths(await bodyOfUpdate(cloudFront, output.DistributionConfig));
  return [...settingPaths(xml)].filter((path) => !sent.has(path)).sort();
}

/** The body that an update with this config would have. The request ends in the middleware: nothing is sent. */
async function bodyOfUpdate(cloudFront: CloudFrontClient, config: DistributionConfig): Promise<string> {
  const command = new UpdateDistributionCommand({ Id: 'unsent', IfMatch: 'unsent', DistributionConfig: config });
  let body = '';
  command.middlewareStack.add(
    () => async (args) => {
      body = String((args.request as { body: unknown }).body);
      return { output: { $metadata: {} }, response: undefined };
    },
    { step: 'build', priority: 'high', name: 'keepUnsentBody' },
  );
  await cloudFront.send(command);
  return body;
}

/** Every element that carries text or that the SDK does not know, by the names that lead to it; list elements of one kind share a path. */
function settingPaths(xml: string): ReadonlySet<string> {
  const paths = new Set<string>();
  const [root] = Object.values(parseXML(xml) as Record<string, unknown>);
  collectPaths(root, [], paths);
  return paths;
}

function collectPaths(node: unknown, names: readonly string[], paths: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collectPaths(item, names, paths);
  } else if (typeof node === 'object' && node !== null) {
    for (const [name, child] of Object.entries(node)) {
      if (name !== 'xmlns') collectPaths(child, [...names, name], paths);
    }
  } else if (node !== undefined && (node !== '' || names.some((name) => !knownNames().has(name)))) {
    paths.add(names.join('.'));
  }
}

let namesOfModel: ReadonlySet<string> | undefined;

/** Every name in the SDK's schema of a distribution's config: members, list items, shapes. Read once, the schema does not change. */
function knownNames(): ReadonlySet<string> {
  namesOfModel ??= collectNames(DistributionConfig$, new Set(), new Set());
  return namesOfModel;
}

/** Schemas are nested arrays of names, numbers, traits and functions that give further schemas. */
function collectNames(schema: unknown, names: Set<string>, seen: Set<unknown>): Set<string> {
  if (typeof schema === 'string') names.add(schema);
  else if (typeof schema === 'function') collectNames(schema(), names, seen);
  else if (typeof schema === 'object' && schema !== null && !seen.has(schema)) {
    seen.add(schema);
    for (const part of Object.values(schema)) collectNames(part, names, seen);
  }
  return names;
}
