import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Format, type Metafile } from 'esbuild';
import type { BuildProperties, DeclaredFunction } from './template.ts';

export interface BuiltFunction {
  readonly logicalId: string;
  /** Holds exactly what the deployed artifact holds. */
  readonly folder: string;
  readonly bundleBytes: number;
  readonly compressedBytes: number;
  readonly sourceMapBytes: number;
  readonly modules: number;
}

/**
 * Bundles one function into `<into>/<logicalId>/` as `sam build` would, from the build properties of the template. The metafile goes
 * beside the folder, not into it, and so does the package.json that makes Node.js read the bundle as Lambda does: as CommonJS, although
 * this repository's own sources are ES modules.
 */
export async function buildFunction(declared: DeclaredFunction, root: string, into: string): Promise<BuiltFunction> {
  const folder = join(into, declared.logicalId);
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    ...toEsbuildOptions(declared.build),
    absWorkingDir: root,
    outdir: folder,
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(into, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(into, `${declared.logicalId}.meta.json`), JSON.stringify(metafile));
  return measure(declared, folder, metafile);
}

/** The file and the export that `Handler` names. */
export function handlerLocation(declared: DeclaredFunction): { readonly file: string; readonly exportName: string } {
  const dot = declared.handler.lastIndexOf('.');
  return { file: `${declared.handler.slice(0, dot)}.js`, exportName: declared.handler.slice(dot + 1) };
}

/**
 * SAM's own defaults and flags: https://github.com/aws/aws-lambda-builders, workflows/nodejs_npm_esbuild/esbuild.py. A property that is
 * not known here fails the build, because SAM would obey it and this would not.
 */
export function toEsbuildOptions(properties: BuildProperties): BuildOptions {
  const { EntryPoints, Format, Target, MainFields, Minify, Sourcemap, SourcesContent, UseNpmCi, ...unknown } =
    properties;
  const [name] = Object.keys(unknown);
  if (name !== undefined)
    throw new Error(`BuildProperties.${name}: not supported by this build; add it to toEsbuildOptions or remove it`);
  return {
    entryPoints: [...EntryPoints],
    bundle: true,
    platform: 'node',
    format: parseFormat(Format ?? 'cjs'),
    target: String(Target ?? 'es2020'),
    minify: Minify !== false,
    sourcemap: Sourcemap === true,
    sourcesContent: SourcesContent !== 'false',
    ...(MainFields === undefined ? {} : { mainFields: String(MainFields).split(',') }),
  };
}

function parseFormat(value: unknown): Format {
  if (value !== 'cjs' && value !== 'esm')
    throw new Error(`BuildProperties.Format: unknown, got ${value}; use cjs or esm`);
  return value;
}

function measure(declared: DeclaredFunction, folder: string, metafile: Metafile): BuiltFunction {
  const bundle = readFileSync(join(folder, handlerLocation(declared).file));
  const sizes = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.map'));
  return {
    logicalId: declared.logicalId,
    folder,
    bundleBytes: bundle.length,
    compressedBytes: gzipSync(bundle).length,
    sourceMapBytes: sizes.reduce((sum, [, output]) => sum + output.bytes, 0),
    modules: Object.keys(metafile.inputs).length,
  };
}
