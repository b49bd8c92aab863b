/**
 * What the product adds to the SDK: its functions as they are deployed, beside a bundle of nothing but the SDK clients of its engine, built with
 * the same properties.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunction, handlerLocation } from '../infra/build/build-function.ts';
import { renderTable } from '../infra/build/render-table.ts';
import { type DeclaredFunction, declaredFunction, functionIds, parseTemplate } from '../infra/build/template.ts';
import { type StartTime, timeStarts } from './bundle-starts.ts';

interface BundleFile {
  readonly name: string;
  readonly modules: number;
  readonly bytes: number;
  readonly compressedBytes: number;
  /** Undefined: Node.js alone. */
  readonly file: string | undefined;
}

export interface Bundle extends Omit<BundleFile, 'file'>, StartTime {
  readonly bytesRatio: number;
  readonly compressedRatio: number;
}

const NODE_ALONE: BundleFile = { name: 'Node.js alone', modules: 0, bytes: 0, compressedBytes: 0, file: undefined };

/** Node.js alone and each function of the template; the last is what all ratios refer to, the SDK clients alone. */
export async function measureBundles(root: string): Promise<readonly Bundle[]> {
  const template = parseTemplate(readFileSync(join(root, 'template.yaml'), 'utf8'));
  const functions = functionIds(template).map((id) => declaredFunction(template, id));
  const folder = mkdtempSync(join(tmpdir(), 'secure-api-edge-bench-'));
  try {
    const baseline = await buildFile(sdkClientsLike(functions), root, folder);
    const built = await Promise.all(functions.map((declared) => buildFile(declared, root, folder)));
    return compare([NODE_ALONE, ...built, baseline], baseline);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Only what is bundled differs. */
function sdkClientsLike([first]: readonly DeclaredFunction[]): DeclaredFunction {
  if (first === undefined) throw new Error('template.yaml: must declare a function');
  const build = { ...first.build, EntryPoints: ['bench/sdk-clients.ts'] };
  return { ...first, logicalId: 'SDK clients alone', handler: 'sdk-clients.handler', build };
}

async function buildFile(declared: DeclaredFunction, root: string, into: string): Promise<BundleFile> {
  const { logicalId, folder, modules, bundleBytes, compressedBytes } = await buildFunction(declared, root, into);
  const file = join(folder, handlerLocation(declared).file);
  return { name: logicalId, modules, bytes: bundleBytes, compressedBytes, file };
}

function compare(files: readonly BundleFile[], baseline: BundleFile): readonly Bundle[] {
  return timeStarts(files.map(({ file }) => file)).flatMap((time, index) => {
    const { file: _, ...sizes } = files[index] ?? NODE_ALONE;
    return {
      ...sizes,
      bytesRatio: sizes.bytes / baseline.bytes,
      compressedRatio: sizes.compressedBytes / baseline.compressedBytes,
      ...time,
    };
  });
}

export function layOutBundles(bundles: readonly Bundle[]): string {
  const columns: readonly (readonly [string, (bundle: Bundle) => string])[] = [
    ['bundle', ({ name }) => name],
    ['modules', ({ modules }) => String(modules)],
    ['kB', ({ bytes }) => (bytes / 1000).toFixed(1)],
    ['ratio', ({ bytesRatio }) => bytesRatio.toFixed(2)],
    ['gzip, kB', ({ compressedBytes }) => (compressedBytes / 1000).toFixed(1)],
    ['ratio', ({ compressedRatio }) => compressedRatio.toFixed(2)],
    ['start, ms', ({ start }) => start.toFixed(1)],
    ['ratio', ({ startRatio }) => startRatio.toFixed(2)],
    ['load, ms', ({ load }) => load.toFixed(1)],
    ['ratio', ({ loadRatio }) => loadRatio.toFixed(2)],
  ];
  return renderTable(
    columns.map(([header]) => header),
    bundles.map((bundle) => columns.map(([, cell]) => cell(bundle))),
  );
}
